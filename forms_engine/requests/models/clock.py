"""How long a request has taken, against what was promised; and the alerts about urgent ones."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.requests.models.request import Request


class Clock(models.Model):
    """One promise about one stage of a request, in working days of the council.

    It runs (``due_on`` says to the end of which day), or is paused while the customer has to answer (``due_on`` is
    empty, ``days_left`` kept), or has stopped. ``due_on`` is always ``days_left`` working days after ``counted_from``.
    """

    class Kind(models.TextChoices):
        ACKNOWLEDGE = "acknowledge", "To be begun with"
        RESOLVE = "resolve", "To be resolved"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=15, choices=Kind)
    stage = models.PositiveSmallIntegerField()
    target_days = models.PositiveSmallIntegerField(help_text="As promised when it started.")
    warn_days = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    counted_from = models.DateField()
    days_left = models.SmallIntegerField()
    due_on = models.DateField(null=True, blank=True)
    warn_on = models.DateField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    breached_at = models.DateTimeField(null=True, blank=True, help_text="When it was noted that it is over.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "stage", "kind"], name="one_clock_per_request_stage_and_kind"
            ),
            models.CheckConstraint(
                name="clock_paused_has_no_due_date",
                condition=Q(paused_at__isnull=True, due_on__isnull=False, warn_on__isnull=False)
                | Q(paused_at__isnull=False, due_on__isnull=True, warn_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["warn_on"],
                name="clock_to_warn_of",
                condition=Q(stopped_at__isnull=True, paused_at__isnull=True, warned_at__isnull=True),
            ),
            models.Index(
                fields=["due_on"],
                name="clock_to_note",
                condition=Q(stopped_at__isnull=True, paused_at__isnull=True, breached_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind} {self.stage}"


class UrgentAlert(models.Model):
    """Somebody was alerted that nobody has seen an urgent request; once a step."""

    class Step(models.IntegerChoices):
        PERSON = 1, "The named person"
        THEN = 2, "Whoever is next"
        TEAM = 3, "Everybody in the team"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="urgent_alerts")
    step = models.PositiveSmallIntegerField(choices=Step)
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "step"], name="one_alert_per_request_and_step"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} step {self.step}"
