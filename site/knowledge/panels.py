"""What an article's editor is told beside its fields: where it is used, when it was looked over, who must read it."""

from typing import Any

from wagtail.admin.panels import MultiFieldPanel, Panel


class UsagePanel(Panel):
    """Where the article is shown and linked to."""

    class BoundPanel(Panel.BoundPanel):
        """The list, for one article."""

        template_name = "knowledge/admin/usage_panel.html"

        def is_shown(self) -> bool:
            """Not before the article is saved for the first time."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """``uses``: see ``knowledge.usage``."""
            from knowledge.usage import uses_of

            return {**super().get_context_data(parent_context), "uses": uses_of(self.instance)}


class UpkeepPanel(MultiFieldPanel):
    """Owner and cycle, with the date the article is due and the way to say that it is still right."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The same, for one article."""

        template_name = "knowledge/admin/upkeep_panel.html"


class ReadingPanel(MultiFieldPanel):
    """Whether a change needs reading again, where the page has to be read."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The same, for one article."""

        template_name = "knowledge/admin/reading_panel.html"

        def is_shown(self) -> bool:
            """Not before the article is saved for the first time."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """``reading``: what is asked of whom, or ``None``."""
            from knowledge.models import Reading

            found = Reading.objects.filter(page=self.instance.pk, ended_at=None).first()
            return {**super().get_context_data(parent_context), "reading": found}
