"""Directories: many things of one kind that people look for by place, by letter and by what they offer."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from content.blocks.body import BodyBlock
from content.blocks.directories import FacetBlock, HoursBlock
from content.fields import BodyField
from content.models.base import ContentPage


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
