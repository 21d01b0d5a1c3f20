"""Policies: rules that people who work here are held to."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.models import ContentPage


class PolicyPage(ContentPage):
    """A policy: its text, which version it is and since when it holds. Who has to read it is a ``Reading``."""

    version: "models.CharField[str, str]" = models.CharField(_("version"), max_length=20, blank=True)
    in_force_from: "models.DateField[date | None, date | None]" = models.DateField(_("in force from"), null=True, blank=True)
    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = ["content.StandardPage", "content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        *ContentPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("version"), FieldPanel("in_force_from")], heading=_("Which and since when")
        ),
        FieldPanel("body"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("version", overridable=False),
        SynchronizedField("in_force_from", overridable=False),
    ]

    class Meta:
        verbose_name = _("policy")

    @property
    def headings(self) -> list[dict[str, str]]:
        """The headings of the body, for a contents list: ``text``, ``anchor`` and ``block``, the block's id."""
        return self.body.stream_block.headings(self.body)
