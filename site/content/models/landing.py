"""Service areas: what a council does about one part of life, and the groups of services below it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from audiences.http import GuildhallRequest
from content.blocks.body import BodyBlock
from content.blocks.groups import GroupBlock
from content.blocks.links import TaskBlock
from content.fields import BodyField
from content.landing.groups import below, groups_of
from content.models.base import ContentPage


class LandingPage(ContentPage):
    """A service area: its top tasks, whom to call, how its services stand now, and everything below it."""

    tasks = BodyField(
        [("task", TaskBlock())], blank=True, help_text=_("What most people come for, three to six.")
    )
    body = BodyField(BodyBlock(), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    email = models.EmailField(_("email"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)

    parent_page_types = ["content.HomePage"]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("tasks"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("phone", "opening_hours", "email", "address")],
            heading=_("How to reach the team"),
        ),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("phone"),
        SynchronizedField("email"),
    ]

    class Meta:
        verbose_name = _("service landing page")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``below``: the pages below that the one asking may read, by what they are."""
        return {**super().get_context(request, *args, **kwargs), "below": below(request, self)}


class SubLandingPage(ContentPage):
    """Related services below a service area, in groups with headings."""

    groups = BodyField(
        [("group", GroupBlock())],
        blank=True,
        help_text=_("Pages below that no group names are listed after the groups."),
    )
    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = ["content.LandingPage", "content.StandardPage"]
    content_panels = [*ContentPage.content_panels, FieldPanel("groups"), FieldPanel("body")]

    class Meta:
        verbose_name = _("service sub-landing page")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``groups``: the pages that the one asking may read, under their headings."""
        return {**super().get_context(request, *args, **kwargs), "groups": groups_of(request, self)}
