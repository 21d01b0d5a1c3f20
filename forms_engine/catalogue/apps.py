from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "forms_engine.catalogue"
