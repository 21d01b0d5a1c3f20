from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "forms_engine.journeys"

    def ready(self) -> None:
        """Hear of files that held a virus, and of what is erased: they live below and cannot call up."""
        from forms_engine.files import owners
        from forms_engine.journeys import erasing, exporting, services, uploads
        from forms_engine.requests.data_life import exporting as everything
        from forms_engine.requests.data_life import owners as data_life

        owners.register(services.OWNER_TYPE, uploads.found_infected)
        data_life.register(erasing.erase_of_request, erasing.erase_of_person)
        everything.register(exporting.drafts_of)
