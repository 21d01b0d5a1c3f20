"""What the worker counted of each month, so that no page has to: written by ``measures.counting``, read by
``measures.reading``. Counts add up: over services, channels and months."""

from django.db import models
from django.db.models import Q

from forms_engine.requests.models.clock import Clock
from forms_engine.requests.models.contact import Line


class CountedMonth(models.Model):
    """One month of the council's calendar, by its first day, and when it was last counted."""

    month = models.DateField(primary_key=True, help_text="Its first day.")
    counted_at = models.DateTimeField()
    final_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was counted for good; none while it is provisional."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="counted_month_is_named_by_its_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class MonthFigures(models.Model):
    """One month's counts of one service on one channel. What each counts is in ``measures.definitions``."""

    month = models.ForeignKey(CountedMonth, on_delete=models.CASCADE, related_name="figures")
    service = models.ForeignKey(
        "catalogue.Service",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="None for contacts about no service.",
    )
    channel = models.CharField(max_length=10)
    contacts = models.PositiveIntegerField(default=0)
    digital = models.PositiveIntegerField(default=0)
    digital_done = models.PositiveIntegerField(default=0)
    followable = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    answered_at_first = models.PositiveIntegerField(default=0)
    decided = models.PositiveIntegerField(default=0)
    resolved_at_first = models.PositiveIntegerField(default=0)
    contacts_handed_on = models.PositiveIntegerField(default=0)
    requests_handed_on = models.PositiveIntegerField(default=0)
    chasing = models.PositiveIntegerField(default=0)
    repeats = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "service", "channel"],
                name="one_row_of_figures_per_month_service_and_channel",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month_id} {self.service_id} {self.channel}"


class MonthClocks(models.Model):
    """One month's targets that were met or missed: of one service, channel, kind and stage."""

    month = models.ForeignKey(CountedMonth, on_delete=models.CASCADE, related_name="clocks")
    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    kind = models.CharField(max_length=15, choices=Clock.Kind)
    stage = models.PositiveSmallIntegerField()
    met = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "service", "channel", "kind", "stage"],
                name="one_row_of_clocks_per_month_service_channel_and_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month_id} {self.service_id} {self.channel} {self.kind} {self.stage}"


class LoggedCalls(models.Model):
    """How many contacts about one service were logged on one line on one day: beside the day's ``CallTotals``."""

    month = models.ForeignKey(CountedMonth, on_delete=models.CASCADE, related_name="calls")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    service = models.ForeignKey(
        "catalogue.Service", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    logged = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "logged calls"
        constraints = [
            models.UniqueConstraint(
                fields=["month", "line", "day", "service"],
                name="one_row_of_logged_calls_per_line_day_and_service",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.day} {self.service_id}"
