"""Guides: several parts read one after another, or printed as one."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.models.base import ContentPage


class GuidePage(ContentPage):
    """What a guide is about. Its parts are the pages below it, in their order; ``/print/`` shows all of them as one."""

    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = ["content.LandingPage", "content.SubLandingPage", "content.StandardPage"]
    subpage_types = ["content.GuidePartPage"]
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("guide")


class GuidePartPage(ContentPage):
    """One part of a guide."""

    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = ["content.GuidePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("part of a guide")
