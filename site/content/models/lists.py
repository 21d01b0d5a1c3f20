"""Pages made from lists that are kept elsewhere: what an editor writes on them stands above the list."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Collection
from wagtail_localize.fields import SynchronizedField

from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.models.base import ContentPage

ABOVE = _("What stands above the list.")


class AToZPage(ContentPage):
    """Everything the council does, by letter, from the service catalogue."""

    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("A to Z of services")


class StatusPage(ContentPage):
    """How services stand now (``ServiceStatus``)."""

    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("service status")


class AccessibilityPage(ContentPage):
    """The accessibility statement, from the list of what is not accessible yet (``AccessibilityProblem``)."""

    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("accessibility statement")


class PrivacyPage(ContentPage):
    """The privacy notice, from the register of processing: what each journey asks for, why and for how long."""

    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.StandardPage"]
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("privacy notice")


class CookiesPage(ContentPage):
    """What this house keeps on somebody's device, and why: the list is the code's own."""

    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("cookies")


class LookupPage(ContentPage):
    """What holds for one address, such as its bin days, from a provider (``content.address_lookups``)."""

    provider = models.SlugField(_("answers come from"), max_length=40)
    body = BodyField(BodyBlock(), blank=True, help_text=_("What stands below the answer."))

    parent_page_types = ["content.LandingPage", "content.SubLandingPage", "content.StandardPage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("provider"), FieldPanel("body")]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("provider", overridable=False),
    ]

    class Meta:
        verbose_name = _("look-up by address")


class SharedDocumentsPage(ContentPage):
    """The documents of a collection and of those below it, as far as the one asking may have them."""

    collection = models.ForeignKey(
        Collection, verbose_name=_("collection"), on_delete=models.PROTECT, related_name="+"
    )
    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage", "content.StandardPage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("collection"), FieldPanel("body")]

    class Meta:
        verbose_name = _("shared documents")
