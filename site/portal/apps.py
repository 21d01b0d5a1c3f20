from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        """Hear of what is erased."""
        from forms_engine.requests.data_life import owners
        from portal import erasing

        owners.register(erasing.erase_of_request, erasing.erase_of_person)
