"""What the portal itself remembers: how far somebody has read what they were told, and who asked for news by email."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Look(models.Model):
    """Up to which entry of a request's timeline its page was shown to somebody signed in: what came later is new to
    them. Nobody at work is shown it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey("requests.Request", on_delete=models.CASCADE, related_name="+")
    entry_number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "user"], name="one_look_per_request_and_person"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} #{self.entry_number}"


class Every(models.TextChoices):
    """How often somebody is written to."""

    WEEK = "week", _("Every week")
    MONTH = "month", _("Every month")


class Subscriber(models.Model):
    """Somebody who gets news by email at an address that they have shown to be theirs. The address is forgotten when they
    end it; the row answers the links of older letters for a while."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(blank=True, help_text="In lower case; empty once it has ended.")
    language = models.CharField(max_length=10, default="en")
    every = models.CharField(max_length=10, choices=Every, default=Every.WEEK)
    told_to = models.DateField(help_text="The first day whose news have not been told yet.")
    confirmed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email"], name="one_subscriber_per_address", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="subscriber_has_an_address_until_it_ends",
                condition=Q(ended_at__isnull=True) & ~Q(email="") | Q(ended_at__isnull=False, email=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["every", "told_to"], name="subscriber_due", condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Subscription(models.Model):
    """One thing that a subscriber gets news of. ``what`` is a topic's slug, or a ward's code."""

    class Kind(models.TextChoices):
        TOPIC = "topic", "Topic"
        WARD = "ward", "Ward"

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.CharField(max_length=255)
    since = models.DateField(help_text="What was news before is none of this one.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "kind", "what"], name="one_subscription_of_each"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.what}"


class AskedUpdates(models.Model):
    """What somebody asked to get at an address that is not known to be theirs. It changes nothing until the link of the
    letter sent there is used; it is deleted after some days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True, help_text="Empty once it is confirmed.")
    language = models.CharField(max_length=10, default="en")
    every = models.CharField(max_length=10, choices=Every, default=Every.WEEK)
    choices = models.JSONField(default=list, help_text="Pairs of a kind and what.")
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.id)


class KnownPage(models.Model):
    """What the public was last known to read on a page, and since when that is news."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    words = models.TextField(blank=True)
    new_at = models.DateTimeField(help_text="Since when the public can read it, as far as is known.")
    changed_at = models.DateTimeField(help_text="When it last changed by more than a slip of the pen.")

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="known_page_changed")]

    def __str__(self) -> str:
        return str(self.page_id)
