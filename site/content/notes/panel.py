"""The notes of a page in its edit form: what is still to be done, and the way to write one."""

from typing import Any

from wagtail.admin.panels import Panel

MOST_SHOWN = 10


class NotesPanel(Panel):
    """Words and a link; notes are no part of the form, nor of the page."""

    class BoundPanel(Panel.BoundPanel):
        """The open notes of one page."""

        template_name = "content/admin/governance/notes_panel.html"

        def is_shown(self) -> bool:
            """Once there is a page to speak of."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds ``notes``."""
            from content.notes.services import open_notes

            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "page": self.instance, "notes": open_notes(self.instance)[:MOST_SHOWN]}
