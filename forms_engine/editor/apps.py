from django.apps import AppConfig


class EditorConfig(AppConfig):
    name = "forms_engine.editor"
    verbose_name = "Journeys"
