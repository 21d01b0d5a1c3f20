"""How services stand, in Wagtail's admin."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from content.models import ServiceStatus
from content.service_status.policy import SectionStatusPolicy

HELP = _(
    "It shows on the page you choose, on the pages below it, on the service area above it and on the "
    "service status page, from its beginning to its end. Say what is different and what people can do."
)

register_permission_policy(ServiceStatus, SectionStatusPolicy(ServiceStatus), exact_class=True)


def shows(status: ServiceStatus) -> str:
    """Whether people see it: now, later, or no longer; or not at all, while its page is not published."""
    at = timezone.now()
    if status.ends and status.ends <= at:
        return gettext("Over")
    if not status.page.live:
        return gettext("Hidden: its page is not published")
    if status.starts and status.starts > at:
        return gettext("Planned")
    return gettext("Shown now")


def _page_title(status: ServiceStatus) -> str:
    return str(status.page.specific_deferred.get_admin_display_title())


def _is_shown(status: ServiceStatus) -> bool:
    return shows(status) == gettext("Shown now")


class ServiceStatusViewSet(SnippetViewSet):
    """Service statuses: a menu item of their own, below alerts."""

    model = ServiceStatus
    icon = "cogs"
    menu_label = _("Service status")
    menu_order = 151
    add_to_admin_menu = True
    list_display = [
        "title",
        Column("service", label=_("Page"), accessor=_page_title),
        "level",
        StatusTagColumn("shows", label=_("Status"), accessor=shows, primary=_is_shown),
        "starts",
        "ends",
    ]
    list_filter = ["level"]
    search_fields = ["title", "text"]
    ordering = ["-pk"]
    panels = [
        HelpPanel(content=HELP),
        FieldPanel("page"),
        FieldPanel("level"),
        FieldPanel("title"),
        FieldPanel("text"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")])], heading=_("How long")),
    ]

    def get_queryset(self, request: Any) -> Any:
        """Those of the sections of the person at work, with their pages."""
        policy: Any = self.permission_policy
        found = policy.instances_user_has_any_permission_for(request.user, ["change"])
        return found.select_related("page", "locale")
