"""News and events, each with an index that lists them and has feeds."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from audiences.http import GuildhallRequest
from content.blocks.body import BodyBlock
from content.blocks.dates import DateBlock
from content.events import calendars
from content.events import listing as event_list
from content.events.dates import occurrences, to_come
from content.fields import BodyField
from content.models.base import ContentPage
from content.news import listing as news_list
from content.parts import CALENDAR, FEED, part_of, serve_part
from page_cache.answers import changes_at

BELOW = _("What stands below the list.")


class NewsIndexPage(ContentPage):
    """The news below it, the newest first, and a feed of it at ``feed/``."""

    body = BodyField(BodyBlock(), blank=True, help_text=BELOW)

    parent_page_types = ["content.HomePage", "content.StandardPage", "content.LandingPage"]
    subpage_types = ["content.NewsPage"]
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("news")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``news``: what the address asks of it, as far as the one asking may read it."""
        return {**super().get_context(request, *args, **kwargs), "news": news_list.news_of(request, self)}

    def route(self, request: GuildhallRequest, path_components: list[str]) -> Any:
        """Its feed, or a page below."""
        if path_components == [FEED]:
            return part_of(self, request, FEED)
        return super().route(request, path_components)

    def serve(self, request: GuildhallRequest, *args: Any, part: str = "", **kwargs: Any) -> HttpResponse:
        """The list, or its feed."""
        if part == FEED:
            return serve_part(self, request, lambda: news_list.feed_of(request, self))
        return super().serve(request, *args, **kwargs)


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

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``related``: other news of its category."""
        return {
            **super().get_context(request, *args, **kwargs),
            "related": news_list.related_to(request, self),
        }


class EventsIndexPage(ContentPage):
    """The events below it that are still to come, the soonest first, and a calendar of them at ``calendar.ics``."""

    body = BodyField(BodyBlock(), blank=True, help_text=BELOW)

    parent_page_types = ["content.HomePage", "content.StandardPage", "content.LandingPage"]
    subpage_types = ["content.EventPage"]
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("events")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``events``: what the address asks of it, as far as the one asking may read it."""
        return {
            **super().get_context(request, *args, **kwargs),
            "events": event_list.events_of(request, self),
        }

    def route(self, request: GuildhallRequest, path_components: list[str]) -> Any:
        """Its feed, its calendar, or a page below."""
        if path_components in ([FEED], [CALENDAR]):
            return part_of(self, request, path_components[0])
        return super().route(request, path_components)

    def serve(self, request: GuildhallRequest, *args: Any, part: str = "", **kwargs: Any) -> HttpResponse:
        """The list, its feed or its calendar."""
        if part == FEED:
            return serve_part(self, request, lambda: event_list.feed_of(request, self))
        if part == CALENDAR:
            return serve_part(self, request, lambda: calendars.calendar_of_index(request, self))
        return super().serve(request, *args, **kwargs)


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

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """As always, once it is known when the last of its dates is over."""
        self._note_end()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As always, with the end of the last of its dates."""
        self._note_end()
        super().save(*args, **kwargs)

    def _note_end(self) -> None:
        if self.starts_at and self.ends_at:
            self.last_ends_at = max(one.ends_at for one in occurrences(self))

    def clean(self) -> None:
        """An event ends after it begins; a point on the map has both its numbers.

        Raises:
            ValidationError: at the field to change.
        """
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("This is before it begins. Choose a later time.")})
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: _("Enter both latitude and longitude, or leave both empty.")})

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``dates``, those to come, and ``past``, whether there are none. What is kept changes when one is over."""
        dates = to_come(self, timezone.now())
        changes_at(request, dates[0].ends_at if dates else None)
        given = {"dates": dates or occurrences(self)[-1:], "past": not dates}
        return {**super().get_context(request, *args, **kwargs), **given}

    def route(self, request: GuildhallRequest, path_components: list[str]) -> Any:
        """Its calendar, or itself."""
        if path_components == [CALENDAR]:
            return part_of(self, request, CALENDAR)
        return super().route(request, path_components)

    def serve(self, request: GuildhallRequest, *args: Any, part: str = "", **kwargs: Any) -> HttpResponse:
        """The page, or its dates for somebody's calendar."""
        if part == CALENDAR:
            return serve_part(self, request, lambda: calendars.calendar_of_event(request, self))
        return super().serve(request, *args, **kwargs)
