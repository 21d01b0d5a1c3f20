"""Pages made from lists that are kept elsewhere: what an editor writes on them stands above the list."""

from typing import Any

from django.db import models
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Collection
from wagtail_localize.fields import SynchronizedField

from audiences.http import GuildhallRequest
from content.address_lookups import serving
from content.address_lookups.admin import LookupPageForm
from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.lists.a_to_z import services_by_letter
from content.lists.accessibility import statement
from content.lists.kept_on_device import kept_by
from content.lists.shared_documents import shelves_of
from content.models.base import ContentPage
from content.parts import part_of
from content.service_status.standing import overview
from forms_engine.requests.data_life.notice import notice_for

ABOVE = _("What stands above the list.")


class AToZPage(ContentPage):
    """Everything the council does, by letter, from the service catalogue."""

    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("A to Z of services")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``letters``: every letter, with the services that the one asking has a page or a journey for."""
        return {**super().get_context(request, *args, **kwargs), "letters": services_by_letter(request)}


class StatusPage(ContentPage):
    """How services stand now (``ServiceStatus``)."""

    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("service status")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``overview``: how every service of the site stands that the one asking may read of."""
        return {**super().get_context(request, *args, **kwargs), "overview": overview(request)}


class AccessibilityPage(ContentPage):
    """The accessibility statement, from the list of what is not accessible yet (``AccessibilityProblem``)."""

    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("accessibility statement")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``statement``: what is not accessible yet."""
        return {**super().get_context(request, *args, **kwargs), "statement": statement()}


class PrivacyPage(ContentPage):
    """The privacy notice, from the register of processing: what each journey asks for, why and for how long."""

    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.StandardPage"]
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("privacy notice")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``services``: each service whose forms the one asking could fill in."""
        return {
            **super().get_context(request, *args, **kwargs),
            "services": notice_for(request.principal, get_language() or "en"),
        }


class CookiesPage(ContentPage):
    """What this house keeps on somebody's device, and why: the list is the code's own."""

    body = BodyField(BodyBlock(), blank=True, help_text=ABOVE)

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("cookies")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``kept``: what the host asked keeps on a device."""
        return {**super().get_context(request, *args, **kwargs), "kept": kept_by(request.host_audience)}


class LookupPage(ContentPage):
    """What holds for one address, such as its bin days, from a provider (``content.address_lookups``)."""

    base_form_class = LookupPageForm
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

    def route(self, request: GuildhallRequest, path_components: list[str]) -> Any:
        """The answer for the property in the address, its calendar, or the form."""
        if (found := serving.part_at(path_components)) is not None:
            return part_of(self, request, found[0], uprn=found[1])
        return super().route(request, path_components)

    def serve(
        self, request: GuildhallRequest, *args: Any, part: str = serving.FORM, uprn: str = "", **kwargs: Any
    ) -> HttpResponse:
        """The form, or what holds for a property."""
        return serving.serve(self, request, part, uprn)


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

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``shelves``: the documents, by collection, that the one asking may have."""
        return {
            **super().get_context(request, *args, **kwargs),
            "shelves": shelves_of(request.principal, self.collection),
        }
