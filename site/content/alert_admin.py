"""Alerts in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from content.models import Alert

HELP = _(
    "At most three alerts are shown at once, the gravest first, and only one emergency. "
    "Say what has happened and what to do, in one or two sentences."
)


class AlertViewSet(SnippetViewSet):
    """Alerts: a menu item of their own, as somebody in a hurry looks for them."""

    model = Alert
    icon = "warning"
    menu_label = _("Alerts")
    menu_order = 150
    add_to_admin_menu = True
    list_display = ["title", "level", "starts", "ends", LiveStatusTagColumn(label=_("Status"))]
    list_filter = ["level", "live"]
    search_fields = ["title"]
    panels = [
        HelpPanel(content=HELP),
        FieldPanel("level"),
        FieldPanel("title"),
        FieldPanel("text"),
        MultiFieldPanel([FieldPanel("page"), FieldPanel("url")], heading=_("Read more")),
        MultiFieldPanel(
            [FieldPanel("audience_keys"), FieldPanel("organisations"), FieldPanel("section")],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]), FieldPanel("dismissible")],
            heading=_("How long"),
        ),
    ]
