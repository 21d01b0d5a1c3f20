"""The list of what is not accessible yet, in Wagtail's admin."""

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from content.models import AccessibilityProblem

HELP = gettext_lazy(
    "Each problem is a line of the accessibility statement from the moment you save it, until it says when it was mended."
)


class AccessibilityProblemViewSet(SnippetViewSet):
    """Accessibility problems, under Settings."""

    model = AccessibilityProblem
    icon = "warning"
    menu_label = gettext_lazy("Accessibility problems")
    add_to_settings_menu = True
    list_display = ["what", "criterion", "why", "mend_by", "mended_on"]
    list_filter = ["why"]
    search_fields = ["what", "criterion"]
    panels = [
        HelpPanel(content=HELP),
        FieldPanel("what"),
        FieldPanel("criterion"),
        FieldPanel("why"),
        FieldRowPanel([FieldPanel("found_on"), FieldPanel("mend_by"), FieldPanel("mended_on")]),
    ]
