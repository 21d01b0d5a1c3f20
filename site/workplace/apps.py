from django.apps import AppConfig


class WorkplaceConfig(AppConfig):
    name = "workplace"

    def ready(self) -> None:
        """Tell the themes, which stand below, whom their menus lead to a team's work outside the council; hear of accounts
        that are closed and people who are erased, whose directory entries and bookmarks go with them; have the intranet's
        pages read from files and written to them."""
        from accounts.closing import when_closed
        from content.exchange import kinds
        from forms_engine.requests.data_life import owners
        from forms_engine.requests.outside.queues import works_outside
        from themes.menus import show_only_to
        from workplace.files_of_pages import PEOPLE, POLICY, TOOLS
        from workplace.people import erasing
        from workplace.tools import services as bookmarks

        show_only_to("outside_queues", works_outside)
        when_closed(erasing.erase_of_account)
        when_closed(bookmarks.forget)
        owners.register(of_person=erasing.erase_of_person)
        for kind in (POLICY, TOOLS, PEOPLE):
            kinds.add(kind)
