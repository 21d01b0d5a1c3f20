"""The tools page of the intranet, and what somebody keeps at hand."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from audiences.http import GuildhallRequest
from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.models import ContentPage
from workplace.tools.blocks import ToolBlock


class ToolsPage(ContentPage):
    """The systems that people work with, by group."""

    tools = BodyField([("tool", ToolBlock())], blank=True)
    body = BodyField(BodyBlock(), blank=True, help_text=_("What stands below the tools."))

    template = "workplace/tools/tools_page.html"
    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("tools"), FieldPanel("body")]

    class Meta:
        verbose_name = _("tools")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``groups``, the tools by group, and ``bookmarks``, what the reader keeps at hand."""
        from workplace.tools.selectors import bookmarks_of, groups_of

        context = super().get_context(request, *args, **kwargs)
        return context | {"groups": groups_of(request, self), "bookmarks": bookmarks_of(request)}


class Bookmark(models.Model):
    """An address that somebody keeps at hand on the intranet: a tool they starred, a page, or one from elsewhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks")
    title = models.CharField(max_length=120)
    url = models.CharField(max_length=1000, help_text="A path of this host, or a whole https address.")
    place = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["place", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "url"], name="one_bookmark_per_person_and_address")
        ]

    def __str__(self) -> str:
        return self.title
