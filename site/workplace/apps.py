from django.apps import AppConfig


class WorkplaceConfig(AppConfig):
    name = "workplace"

    def ready(self) -> None:
        """Tell the themes, which stand below, whom their menus lead to a team's work outside the council."""
        from forms_engine.requests.outside.queues import works_outside
        from themes.menus import show_only_to

        show_only_to("outside_queues", works_outside)
