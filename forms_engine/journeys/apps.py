from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "forms_engine.journeys"

    def ready(self) -> None:
        """Hear of files that held a virus: they live below and cannot call up."""
        from forms_engine.files import owners
        from forms_engine.journeys import services, uploads

        owners.register(services.OWNER_TYPE, uploads.found_infected)
