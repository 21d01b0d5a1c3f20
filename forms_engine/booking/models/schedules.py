"""When a resource can be booked, said in London wall time."""

from django.db import models
from django.db.models import F, Q

from forms_engine.booking.models.kinds import Resource


class Schedule(models.Model):
    """The hours of a resource over some months. A change of it is brought to the slots by ``generating.generate``."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="schedules")
    also_needs = models.ManyToManyField(
        Resource,
        related_name="+",
        blank=True,
        help_text="Exclusive rooms and people that each slot takes as well.",
    )
    valid_from = models.DateField()
    valid_until = models.DateField(
        null=True, blank=True, help_text="The last day; blank: until further notice."
    )
    capacity = models.PositiveSmallIntegerField(default=1, help_text="How many can book the same time.")
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How long a slot is, where not as long as its kind says."
    )
    opens_on_bank_holidays = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="schedule_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gt=0), name="schedule_slots_take_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource}, from {self.valid_from}"


class ScheduleRule(models.Model):
    """Open on a weekday from and until a wall time. A weekday may have several, such as before and after lunch."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="rules")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday.")
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["schedule", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="schedule_rule_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="schedule_rule_has_a_weekday"),
            models.UniqueConstraint(
                fields=["schedule", "weekday", "opens"], name="one_schedule_rule_per_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens} to {self.closes}"


class ScheduleException(models.Model):
    """One day on which the rules do not hold: closed, or other hours. Other hours hold on a bank holiday too."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["schedule", "day", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(closes__gt=F("opens")),
                name="schedule_exception_is_closed_or_has_hours",
            ),
            models.UniqueConstraint(
                fields=["schedule", "day", "opens"],
                nulls_distinct=False,
                name="one_schedule_exception_per_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.opens or 'closed'}"


class BankHoliday(models.Model):
    """A bank holiday of England and Wales. Filled from published data that comes with the product; editable."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    is_open = models.BooleanField(default=False, help_text="The council works all the same.")

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"
