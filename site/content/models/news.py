"""News and events, each with an index that lists them and has feeds."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from content.blocks.body import BodyBlock
from content.blocks.dates import DateBlock
from content.fields import BodyField
from content.models.base import ContentPage


class NewsIndexPage(ContentPage):
    """The news below it, the newest first, and a feed of it at ``feed/``."""

    parent_page_types = ["content.HomePage", "content.StandardPage", "content.LandingPage"]
    subpage_types = ["content.NewsPage"]

    class Meta:
        verbose_name = _("news")


class NewsPage(ContentPage):
    """A piece of news."""

    published_on = models.DateField(_("date"), default=timezone.localdate)
    category = models.CharField(_("category"), max_length=40, blank=True)
    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = ["content.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *ContentPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("published_on"), FieldPanel("category")], heading=_("When and about what")
        ),
        FieldPanel("body"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("published_on", overridable=False),
    ]

    class Meta:
        verbose_name = _("news item")
        indexes = [models.Index(fields=["-published_on"], name="news_newest")]


class EventsIndexPage(ContentPage):
    """The events below it that are still to come, the soonest first, and a calendar of them at ``calendar.ics``."""

    parent_page_types = ["content.HomePage", "content.StandardPage", "content.LandingPage"]
    subpage_types = ["content.EventPage"]

    class Meta:
        verbose_name = _("events")


class EventPage(ContentPage):
    """Something that takes place, once or on several days; times are the council's."""

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    more_dates = BodyField(
        [("date", DateBlock())],
        verbose_name=_("and again"),
        blank=True,
        help_text=_("On each of these days at the same time and for as long."),
    )
    last_ends_at = models.DateTimeField(
        editable=False, help_text="When the last of its dates is over: written on save."
    )
    where = models.CharField(_("where"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    price = models.CharField(_("price"), max_length=60, blank=True, help_text=_("For example: Free."))
    booking_url = models.URLField(_("where to book"), blank=True)
    is_cancelled = models.BooleanField(_("it is cancelled"), default=False)
    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = ["content.EventsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *ContentPage.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("starts_at", "ends_at", "more_dates", "is_cancelled")],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("where", "postcode", "latitude", "longitude")], heading=_("Where")
        ),
        MultiFieldPanel([FieldPanel("price"), FieldPanel("booking_url")], heading=_("Taking part")),
        FieldPanel("body"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "starts_at", "ends_at", "more_dates", "last_ends_at", "postcode", "latitude", "longitude", "booking_url",
                "is_cancelled",
            )
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("event")
        indexes = [models.Index(fields=["last_ends_at"], name="event_to_come")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="event_ends_after_it_begins"
            ),
        ]
