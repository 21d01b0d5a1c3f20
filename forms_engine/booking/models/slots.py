"""What is on offer: slots, the places in them, and whom a taken slot keeps busy.

The database refuses two places of one number, a place with two bookings (one column), a booking with two places (a
unique key, looked at when the transaction ends, because a move has both for a moment), and two taken slots at the same
time for one exclusive resource (an exclusion constraint, migration 0002).
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import Deferrable, F, Q

from forms_engine.booking.models.bookings import Booking
from forms_engine.booking.models.kinds import Resource
from forms_engine.booking.models.schedules import Schedule

LONDON = ZoneInfo("Europe/London")


class Slot(models.Model):
    """A time at a resource, as instants. Its times never change: another time is another slot."""

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="slots")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(help_text="Places on offer, taken or not.")
    is_set_by_hand = models.BooleanField(
        default=False, help_text="An officer set its capacity: a change of the schedule leaves it."
    )
    exclusive_ids = ArrayField(
        models.BigIntegerField(),
        default=list,
        help_text="Resources that can do nothing else meanwhile, by id, in order.",
    )
    withdrawn_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Since when it is not on offer: its schedule does not say it any more.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "starts_at"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_slot_per_schedule_and_start",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(capacity=0), name="slot_withdrawn_offers_nothing"
            ),
        ]
        indexes = [models.Index(fields=["resource", "starts_at"], name="slot_of_resource")]

    def __str__(self) -> str:
        return f"{self.resource_id} at {self.starts_at:%Y-%m-%d %H:%M}Z"

    @property
    def local_start(self) -> datetime:
        """When it begins by a clock on the wall."""
        return self.starts_at.astimezone(LONDON)

    @property
    def repeats_an_hour(self) -> str:
        """``first`` or ``second`` where the wall clock shows this time twice that day, otherwise nothing."""
        wall = self.local_start
        both = {wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
        if len(both) == 1:
            return ""
        return "second" if wall.fold else "first"


class Place(models.Model):
    """One unit of a slot's capacity. What has a booking is changed only with that booking's row locked."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="places")
    number = models.PositiveIntegerField()
    booking = models.ForeignKey(
        Booking, on_delete=models.PROTECT, null=True, blank=True, related_name="places", db_index=False
    )
    held_until = models.DateTimeField(
        null=True, blank=True, help_text="When the booking's hold ends; blank: it has no end of its own."
    )
    is_leaving = models.BooleanField(
        default=False, help_text="The capacity has been lowered: nobody takes it again once it is free."
    )

    class Meta:
        ordering = ["slot", "number"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "number"], name="one_place_per_slot_and_number"),
            models.UniqueConstraint(
                fields=["booking"], name="one_place_per_booking", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(booking__isnull=False),
                name="place_held_is_held_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["slot", "number"],
                name="place_free",
                condition=Q(booking__isnull=True, is_leaving=False),
            ),
            models.Index(fields=["slot"], name="place_leaving", condition=Q(is_leaving=True)),
            models.Index(fields=["held_until"], name="place_held", condition=Q(held_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"place {self.number} of slot {self.slot_id}"


class Occupation(models.Model):
    """An exclusive resource is busy with a slot, for as long as anybody has a place in it."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="occupations")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+", db_index=False)
    during = DateTimeRangeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot", "resource"], name="one_occupation_per_slot_and_resource"),
        ]

    def __str__(self) -> str:
        return f"resource {self.resource_id} by slot {self.slot_id}"
