"""Publications: what a council has decided or reports, as a page that can be read on a phone, with its files."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from audiences.http import GuildhallRequest
from content.blocks.body import BodyBlock
from content.blocks.documents import DocumentBlock, files_shown
from content.fields import BodyField
from content.models.base import ContentPage


class PublicationPage(ContentPage):
    """A publication: its text on the page, and the files it was published as."""

    class Kind(models.TextChoices):
        """What it is."""

        STRATEGY = "strategy", _("Strategy")
        PLAN = "plan", _("Plan")
        POLICY = "policy", _("Policy")
        REPORT = "report", _("Report")
        MINUTES = "minutes", _("Minutes")
        DATA = "data", _("Data")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REPORT)
    published_on = models.DateField(_("date"), default=timezone.localdate)
    documents = BodyField([("document", DocumentBlock())], blank=True)
    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = ["content.LandingPage", "content.SubLandingPage", "content.StandardPage"]
    subpage_types: list[str] = []
    content_panels = [
        *ContentPage.content_panels,
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("published_on")], heading=_("What and when")),
        FieldPanel("documents"),
        FieldPanel("body"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("published_on", overridable=False),
    ]

    class Meta:
        verbose_name = _("publication")

    @property
    def headings(self) -> list[dict[str, str]]:
        """The headings of the body, for a contents list: ``text``, ``anchor`` and ``block``, the block's id."""
        return self.body.stream_block.headings(self.body)

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``files``: those of its documents that the one asking may have."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "files": files_shown(block.value for block in self.documents)}
