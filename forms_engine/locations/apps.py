from django.apps import AppConfig


class LocationsConfig(AppConfig):
    name = "forms_engine.locations"
