from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "forms_engine.notices"
