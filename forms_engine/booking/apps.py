from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "forms_engine.booking"
