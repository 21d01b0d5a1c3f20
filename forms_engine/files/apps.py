from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "forms_engine.files"
