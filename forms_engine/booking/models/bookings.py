"""Who has a place, and what happened to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from forms_engine.booking.states import HAS_PLACE, LIVE, State


class Booking(models.Model):
    """One owner's appointment. Its owner (a submission, later its request) is known by type and id only."""

    uuid = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="What calendars know it by; it never changes.",
    )
    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=64)
    person = models.CharField(
        max_length=100,
        blank=True,
        help_text="Who it is for, where it is known, as an opaque key; for the limit.",
    )
    slot = models.ForeignKey("booking.Slot", on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=20, choices=State)
    sequence = models.PositiveIntegerField(
        default=0, help_text="Of its invitation: one more at each change of it."
    )
    language = models.CharField(max_length=10, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Since when it has no place any more.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_type", "owner_id"],
                condition=Q(state__in=sorted(LIVE)),
                name="one_live_booking_per_owner",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(HAS_PLACE), ended_at__isnull=True)
                | (~Q(state__in=sorted(HAS_PLACE)) & Q(ended_at__isnull=False)),
                name="booking_without_a_place_says_since_when",
            ),
        ]
        indexes = [
            models.Index(fields=["owner_type", "owner_id", "-id"], name="booking_of_owner"),
            models.Index(
                fields=["person"],
                name="booking_of_person",
                condition=Q(state__in=sorted(LIVE)) & ~Q(person=""),
            ),
            models.Index(fields=["slot"], name="booking_live", condition=Q(state__in=sorted(LIVE))),
            models.Index(
                fields=["ended_at"],
                name="booking_to_forget",
                condition=Q(owner_type="submission", state__in=["expired", "released"]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_live(self) -> bool:
        """Whether it is still to come about, or about to be agreed."""
        return self.state in LIVE


class BookingEvent(models.Model):
    """Something that happened to a booking. Only ever added; the database refuses the rest."""

    class What(models.TextChoices):
        HELD = "held", "Held"
        EXTENDED = "extended", "Hold extended"
        MOVED = "moved", "Moved"
        TAKEN_OVER = "taken_over", "Sent"
        STATE = "state", "Changed"
        RECLAIMED = "reclaimed", "Taken again"

    class By(models.TextChoices):
        CUSTOMER = "customer", "Its customer"
        OFFICER = "officer", "An officer"
        HOUSE = "house", "Guildhall"

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=12, choices=What)
    from_state = models.CharField(max_length=20, choices=State, blank=True)
    to_state = models.CharField(max_length=20, choices=State)
    slot = models.ForeignKey(
        "booking.Slot",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Where it was booked from then on.",
    )
    by = models.CharField(max_length=10, choices=By)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["booking", "id"]

    def __str__(self) -> str:
        return f"{self.what}: {self.from_state or 'nothing'} to {self.to_state}"
