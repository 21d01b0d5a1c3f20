"""What the edit form says about the words, headings, pictures and links of the draft as it was last saved."""

from itertools import groupby
from typing import Any

from wagtail.admin.panels import Panel


class ChecksPanel(Panel):
    """Words only: nothing here stops anybody from publishing."""

    class BoundPanel(Panel.BoundPanel):
        """The findings for one page."""

        template_name = "content/admin/governance/checks_panel.html"

        def is_shown(self) -> bool:
            """Once there is a page to speak of."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds ``found``: the findings by what they are about."""
            from content.checks.checking import findings

            context: dict[str, Any] = super().get_context_data(parent_context)
            found = findings(self.instance)
            return {
                **context,
                "number": len(found),
                "found": [(about, list(group)) for about, group in groupby(found, key=lambda one: one.about)],
            }
