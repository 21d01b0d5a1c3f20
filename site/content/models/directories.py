"""Directories: many things of one kind that people look for by place, by letter and by what they offer."""

from collections import Counter
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from audiences.http import GuildhallRequest
from content.blocks.body import BodyBlock
from content.blocks.directories import FacetBlock, HoursBlock
from content.directories.admin import DirectoryEntryForm
from content.directories.facets import facets_of, labels
from content.directories.listing import listing
from content.fields import BodyField
from content.models.base import ContentPage
from content.selectors import published
from page_cache.answers import NOBODYS


class DirectoryPage(ContentPage):
    """A directory, what its entries can be narrowed by, and its list. Its entries are the pages below it."""

    body = BodyField(BodyBlock(), blank=True)
    entry_noun = models.CharField(
        _("one entry is called"), max_length=40, help_text=_("For example: library.")
    )
    entries_noun = models.CharField(
        _("several are called"), max_length=40, help_text=_("For example: libraries.")
    )
    facets = BodyField([("facet", FacetBlock())], blank=True)
    show_map = models.BooleanField(
        _("show a map"),
        default=False,
        help_text=_("Beside the list, and only with scripts: the list says it all."),
    )

    parent_page_types = [
        "content.HomePage",
        "content.LandingPage",
        "content.SubLandingPage",
        "content.StandardPage",
    ]
    subpage_types = ["content.DirectoryEntryPage"]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("entry_noun"), FieldPanel("entries_noun")], heading=_("Words")),
        FieldPanel("facets"),
        FieldPanel("show_map"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("show_map", overridable=False),
    ]

    class Meta:
        verbose_name = _("directory")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``listing``: what the address asks of the directory, as far as the one asking may read it."""
        return {**super().get_context(request, *args, **kwargs), "listing": listing(request, self)}

    def serve(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list. An answer to a postcode, which is often somebody's own, is kept by nobody."""
        response = super().serve(request, *args, **kwargs)
        if request.GET.get("near"):
            response.headers["Cache-Control"] = NOBODYS
        return response

    def clean(self) -> None:
        """No facet and no value of one is there twice: an entry would have both.

        Raises:
            ValidationError: naming the keys that are.
        """
        super().clean()
        facets = facets_of(self)
        keys = [facet.key for facet in facets] + [value.key for facet in facets for value in facet.values]
        twice = sorted(key for key, times in Counter(keys).items() if times > 1)
        if twice:
            raise ValidationError(
                {
                    "facets": _("These keys are there more than once: %(keys)s. Give each its own.")
                    % {"keys": ", ".join(twice)}
                }
            )


class DirectoryEntryPage(ContentPage):
    """One entry. ``facet_values`` are ``facet:value`` keys of its directory; coordinates are WGS 84 degrees."""

    facet_values = ArrayField(models.CharField(max_length=90), default=list, blank=True)
    address = models.TextField(_("address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("email"), blank=True)
    website = models.URLField(_("website"), blank=True)
    hours = BodyField([("hours", HoursBlock())], verbose_name=_("opening hours"), blank=True)
    body = BodyField(BodyBlock(), blank=True)

    base_form_class = DirectoryEntryForm
    parent_page_types = ["content.DirectoryPage"]
    subpage_types: list[str] = []
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("facet_values"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("address", "postcode", "latitude", "longitude")],
            heading=_("Where it is"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("phone", "email", "website")], heading=_("How to reach it")
        ),
        FieldPanel("hours"),
        FieldPanel("body"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "facet_values",
                "address",
                "postcode",
                "latitude",
                "longitude",
                "phone",
                "email",
                "website",
            )
        ),
    ]

    class Meta:
        verbose_name = _("directory entry")
        indexes = [GinIndex(fields=["facet_values"], name="entry_facet_values")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="entry_is_somewhere_on_earth_or_nowhere",
            ),
        ]

    @property
    def one_line_address(self) -> str:
        """The address on one line, without the postcode."""
        return ", ".join(line.strip(" ,") for line in self.address.splitlines() if line.strip(" ,"))

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``directory`` where the one asking may read it, and ``has``: what the entry has of each facet."""
        directory = published(request.principal, "DirectoryPage").parent_of(self).first()
        has = labels(facets_of(directory), self.facet_values) if directory else []
        return {**super().get_context(request, *args, **kwargs), "directory": directory, "has": has}

    def clean(self) -> None:
        """Latitude and longitude come together.

        Raises:
            ValidationError: for one without the other.
        """
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: _("Enter both latitude and longitude, or leave both empty.")})
