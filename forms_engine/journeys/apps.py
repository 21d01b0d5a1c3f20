from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "forms_engine.journeys"
