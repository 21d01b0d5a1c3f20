"""Policies: rules that people who work here are held to."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from audiences.http import GuildhallRequest
from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.models import ContentPage
from knowledge.panels import ReadingPanel
from knowledge.reading.page_form import AskAgainForm
from knowledge.reading.services import page_published


class PolicyPage(ContentPage):
    """A policy: its text, which version it is and since when it holds. Who has to read it is a ``Reading``."""

    version: "models.CharField[str, str]" = models.CharField(_("version"), max_length=20, blank=True)
    in_force_from: "models.DateField[date | None, date | None]" = models.DateField(
        _("in force from"), null=True, blank=True
    )
    what_changed: "models.CharField[str, str]" = models.CharField(
        _("what changed"),
        max_length=300,
        blank=True,
        help_text=_("In a sentence, for those who know the version before this one."),
    )
    body = BodyField(BodyBlock(), blank=True)
    ask_again: "models.BooleanField[bool, bool]" = models.BooleanField(
        _("everybody has to read it again"),
        default=False,
        help_text=_(
            "Tick this when the change matters. Confirmations given so far lapse when it is published."
        ),
    )

    base_form_class = AskAgainForm
    template = "workplace/policies/policy_page.html"
    parent_page_types = ["content.StandardPage", "content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        *ContentPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("version"), FieldPanel("in_force_from"), FieldPanel("what_changed")],
            heading=_("Which and since when"),
        ),
        FieldPanel("body"),
        ReadingPanel([FieldPanel("ask_again")], heading=_("Mandatory reading")),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("version", overridable=False),
        SynchronizedField("in_force_from", overridable=False),
    ]

    class Meta:
        verbose_name = _("policy")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; those who must read the change again are asked."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            page_published(self)

    @property
    def headings(self) -> list[dict[str, str]]:
        """The headings of the body, for a contents list: ``text``, ``anchor`` and ``block``, the block's id."""
        return self.body.stream_block.headings(self.body)

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``asked``, whether the reader has to confirm it, and ``earlier``, the versions before this one."""
        from workplace.policies.selectors import asked_of, earlier_versions

        context = super().get_context(request, *args, **kwargs)
        return context | {"asked": asked_of(request, self), "earlier": earlier_versions(request, self)}
