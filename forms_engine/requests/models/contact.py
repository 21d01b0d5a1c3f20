"""Touches: every time somebody and the council had to do with each other, and the phone lines that nobody logged."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forms_engine.requests.models.customer import Customer
from forms_engine.requests.models.request import Request


class Line(models.Model):
    """A number that people ring (or a counter that they come to), whose calls are counted as a whole."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    service = models.ForeignKey(
        "catalogue.Service",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The one service that it is for; none for a line that takes everything.",
    )
    team = models.ForeignKey(
        "catalogue.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="lines"
    )
    is_live = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class CallTotals(models.Model):
    """What the telephone system counted on one line on one day of the council's calendar. Imported; the newest import
    of a day stands."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="totals")
    day = models.DateField()
    offered = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    answered_in_20_s = models.PositiveIntegerField()
    answered_in_3_min = models.PositiveIntegerField()
    abandoned = models.PositiveIntegerField()
    imported_at = models.DateTimeField(auto_now=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "call totals"
        constraints = [
            models.UniqueConstraint(fields=["line", "day"], name="one_call_total_per_line_and_day"),
            models.CheckConstraint(
                name="call_totals_add_up",
                condition=Q(answered__lte=F("offered"))
                & Q(answered_in_20_s__lte=F("answered_in_3_min"))
                & Q(answered_in_3_min__lte=F("answered"))
                & Q(abandoned__lte=F("offered") - F("answered")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.day}"


class Contact(models.Model):
    """One touch between somebody and the council, on any channel, with or without a request.

    The house writes those that it sees itself (a request sent, a customer's message); officers log the rest. Only ever
    added to, but for its end, its outcome, and whom and what it turned out to be about.
    """

    class Reason(models.TextChoices):
        QUESTION = "question", "Asked something"
        REQUEST = "request", "Wanted something done"
        CHASE = "chase", "Asked what became of something"
        CHANGE = "change", "Told us something new"
        COMPLAINT = "complaint", "Was not content"
        APPOINTMENT = "appointment", "About an appointment"
        PAYMENT = "payment", "About a payment"
        OTHER = "other", "Something else"

    class Outcome(models.TextChoices):
        ANSWERED = "answered", "Answered"
        SIGNPOSTED = "signposted", "Told where to go"
        REQUEST_MADE = "request-made", "A request was made"
        REQUEST_CHASED = "request-chased", "Told how their request stands"
        HANDED_ON = "handed-on", "Handed on to somebody else"
        CALL_BACK = "call-back", "We will ring back"
        NOTHING = "nothing", "Ended without anything"

    class Identity(models.TextChoices):
        NOT_CHECKED = "not-checked", "Not checked"
        DETAILS = "details", "Details that only they should know"
        CODE = "code", "A code sent to them"
        DOCUMENT = "document", "A document that they showed"
        SIGNED_IN = "signed-in", "They were signed in"
        KNOWN = "known", "Known to the officer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=10)
    reason = models.CharField(max_length=20, choices=Reason)
    outcome = models.CharField(
        max_length=20, choices=Outcome, blank=True, help_text="Empty while it is going on."
    )
    service = models.ForeignKey(
        "catalogue.Service", on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    language = models.CharField(max_length=10, default="en")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="None while it is going on.")
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    location = models.ForeignKey(
        "locations.Location", on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    identity = models.CharField(max_length=20, choices=Identity, default=Identity.NOT_CHECKED)
    signposted_to = models.CharField(
        max_length=200, blank=True, help_text="The directory entry or article that they were told of."
    )
    handed_to = models.ForeignKey(
        "catalogue.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who logged it; nobody where the house saw it itself.",
    )
    entry_number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Of the timeline entry that it is, where the house saw it itself."
    )
    is_practice = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contact_ended_with_an_outcome",
                condition=Q(ended_at__isnull=True, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="contact_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="contact_about_a_request_names_it",
                condition=~Q(outcome__in=["request-made", "request-chased"]) | Q(request__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["request", "entry_number"], name="one_contact_per_timeline_entry"
            ),
            # An officer speaks with one person at a time.
            models.UniqueConstraint(
                fields=["officer"],
                condition=Q(ended_at__isnull=True),
                name="one_contact_under_way_per_officer",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-started_at"], name="contact_customer"),
            models.Index(fields=["location", "-started_at"], name="contact_location"),
            models.Index(fields=["service", "started_at"], name="contact_service"),
            models.Index(fields=["started_at"], name="contact_started"),
        ]

    def __str__(self) -> str:
        return str(self.id)
