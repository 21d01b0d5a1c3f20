from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        """Hear of what is erased and exported, and of letters that came back."""
        from forms_engine.notices.owners import when_it_comes_back
        from forms_engine.requests.data_life import exporting as everything
        from forms_engine.requests.data_life import owners
        from portal import erasing, exporting
        from portal.updates import keeping

        owners.register(erasing.erase_of_request, erasing.erase_of_person)
        everything.register(exporting.updates_of)
        when_it_comes_back(keeping.OWNER_TYPE, keeping.letter_came_back)
