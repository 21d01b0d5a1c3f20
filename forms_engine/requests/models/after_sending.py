"""What the customer of a service may still do once it was sent, what they put right, and whom we cannot reach."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.requests.models.request import Request


class AfterSending(models.Model):
    """What a service lets its customers do with what they have sent. A service without one allows what is the default
    here."""

    class CorrectUntil(models.TextChoices):
        NEVER = "never", "Never"
        BEGUN = "begun", "Until somebody begins with it"
        DECIDED = "decided", "Until it is resolved or closed"

    service = models.OneToOneField(
        "catalogue.Service", on_delete=models.CASCADE, related_name="after_sending"
    )
    may_add = models.BooleanField(default=True, help_text="Words and files of their own accord.")
    correct_until = models.CharField(
        max_length=10,
        choices=CorrectUntil,
        default=CorrectUntil.BEGUN,
        help_text="Until when they may correct what they answered.",
    )
    may_withdraw = models.BooleanField(default=True, help_text="Take it back before it is decided.")
    print_letters_after = models.PositiveSmallIntegerField(
        default=7,
        help_text="Days after which a letter that nobody has read is put before an officer, to be printed and posted; "
        "0 for never.",
    )

    class Meta:
        verbose_name = "after sending"
        verbose_name_plural = "after sending"

    def __str__(self) -> str:
        return str(self.service)


class Amendment(models.Model):
    """What a customer put right of what they had answered. The answers as sent stay as they are: this stands beside them.
    Append-only: a trigger refuses changes and deletions."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="amendments")
    entry_number = models.PositiveIntegerField(help_text="Of the timeline entry with which it was made.")
    answers = models.JSONField(help_text="What they say now, by the name of the question.")
    before = models.JSONField(help_text="What they said until then, of the same questions.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["request", "entry_number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "entry_number"], name="one_amendment_per_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} #{self.entry_number}"


class Unreachable(models.Model):
    """That what we sent about a request came back: a task for an officer, until one says how it was seen to."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="unreachable")
    channel = models.CharField(max_length=10, help_text="email or sms.")
    address = models.CharField(max_length=254)
    why = models.CharField(max_length=200)
    since = models.DateTimeField(auto_now_add=True)
    seen_to_at = models.DateTimeField(null=True, blank=True)
    seen_to_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "unreachable"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "address"],
                condition=Q(seen_to_at__isnull=True),
                name="unreachable_once_at_a_time",
            ),
            models.CheckConstraint(
                name="unreachable_seen_to_by_somebody_who_says_how",
                condition=Q(seen_to_at__isnull=True, seen_to_by__isnull=True, how="")
                | (Q(seen_to_at__isnull=False, seen_to_by__isnull=False) & ~Q(how="")),
            ),
        ]
        indexes = [
            models.Index(fields=["since"], name="unreachable_open", condition=Q(seen_to_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.channel}"
