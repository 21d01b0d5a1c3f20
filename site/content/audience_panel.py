"""What the edit form says about who may read the page: as it is now, and what publishing the draft would open."""

from typing import Any

from wagtail.admin.panels import Panel

from content.audience import keys_in_hand
from content.audience_words import audience_in_words, widening_in_words


class AudiencePanel(Panel):
    """Words only; the choice itself is in the fields beside it."""

    class BoundPanel(Panel.BoundPanel):
        """The words for one page."""

        template_name = "content/admin/audience_panel.html"

        def is_shown(self) -> bool:
            """Once there is a page to speak of."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Adds ``readers``, ``opens``, and ``told``, which the form sends back."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            return {
                **context,
                "readers": audience_in_words(page),
                "opens": widening_in_words(page),
                "told": " ".join(keys_in_hand(page)),
            }
