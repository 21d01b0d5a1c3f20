from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "forms_engine.delivery"
