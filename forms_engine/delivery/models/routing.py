"""Who hears of what, as data: the rule sets that have been in force, the one that is being written, and a row for each
decision made by them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.delivery.models.destination import Destination


class RuleSet(models.Model):
    """All routing rules at one time, in their order (``routing.rules.Rules`` is what ``document`` holds).

    The one with the highest ``number`` is in force; those before it are history. The one without a number, if there is
    one, is being written: it decides nothing until it is put in force. What has a number never changes (a trigger says
    so), and the first is made by the migration, so that there is always one in force with somewhere to send what no
    rule and no route is for.
    """

    number = models.PositiveIntegerField(unique=True, null=True, blank=True)
    document = models.JSONField()
    default_destination = models.ForeignKey(
        Destination,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who gets what nothing else is for. It cannot be retired meanwhile.",
    )
    based_on = models.PositiveIntegerField(
        null=True, blank=True, help_text="Which one was in force when writing this one began."
    )
    note = models.CharField(max_length=300, blank=True, help_text="What was changed, and why.")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                models.Value(True),
                name="one_rule_set_is_being_written",
                condition=Q(number__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Rules {self.number}" if self.number else "Rules being written"


class RoutingStamp(models.Model):
    """One row that changes whenever anything does that decides where requests go (triggers see to it), so that a process
    may keep the rules in memory and ask only for this."""

    stamp = models.UUIDField()

    def __str__(self) -> str:
        return str(self.stamp)


class Rerun(models.Model):
    """Rules applied again to requests that exist: which ones, by whom, and how far it has come. No request is touched
    that the person may not see."""

    class State(models.TextChoices):
        WAITING = "waiting", "About to begin"
        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    chosen = models.JSONField(
        help_text="Which requests: journey, days, destination, as the person chose them."
    )
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    reached = models.CharField(max_length=40, blank=True, help_text="The last request that was looked at.")
    looked_at = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    passed_over = models.JSONField(
        default=list,
        help_text="Those that something went wrong with, which stay as they were: id, and why in words.",
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"Re-run {self.pk}"


class RoutingDecision(models.Model):
    """One decision about one owner: who hears of it and why. Written once, never changed."""

    class Cause(models.TextChoices):
        SENT = "sent", "It was sent"
        RERUN = "re-run", "The rules were applied again"

    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40)
    cause = models.CharField(max_length=10, choices=Cause)
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    areas = models.JSONField(default=list, help_text="The areas it was in, by their codes.")
    destinations = models.JSONField(help_text="Who hears of it, by their short names.")
    queue = models.CharField(max_length=50, blank=True)
    used_default = models.BooleanField(default=False, help_text="Nothing else was for it.")
    changed = models.BooleanField(default=True, help_text="Whether anything followed from it.")
    reasons = models.JSONField(help_text="Why, a sentence each; no answers.")
    rerun = models.ForeignKey(
        Rerun, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rerun", "owner_type", "owner_id"],
                name="one_decision_per_owner_and_rerun",
                condition=Q(rerun__isnull=False),
            ),
            models.CheckConstraint(
                name="routing_decision_of_a_rerun_names_it",
                condition=Q(cause="re-run", rerun__isnull=False)
                | (~Q(cause="re-run") & Q(rerun__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["owner_type", "owner_id"], name="routing_decision_owner"),
            models.Index(fields=["-at"], name="routing_decision_default", condition=Q(used_default=True)),
        ]

    def __str__(self) -> str:
        return f"{self.owner_type} {self.owner_id}: {', '.join(self.destinations)}"
