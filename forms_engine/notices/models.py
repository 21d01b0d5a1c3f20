"""Messages to people: written in the transaction of what they tell, sent by the worker."""

import uuid

from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One message to one person on one channel."""

    class Channel(models.TextChoices):
        EMAIL = "email", "Email"
        SMS = "sms", "Text message"

    class State(models.TextChoices):
        READY = "ready", "Waiting to be sent"
        SENT = "sent", "Sent"
        DEAD = "dead", "Could not be sent"
        PRACTICE = "practice", "Written in practice: kept, never sent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, help_text="What it tells, such as request.received.")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    recipient = models.CharField(max_length=254)
    heading = models.CharField(
        max_length=200, blank=True, help_text="The email's subject line; a text message has none."
    )
    body = models.TextField(blank=True)
    calendar = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="What goes with an email for its reader's calendar (iCalendar).",
    )
    calendar_method = models.CharField(
        max_length=10, blank=True, default="", db_default="", help_text="REQUEST or CANCEL."
    )
    unsubscribe = models.CharField(
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="The address that ends such emails at one click (RFC 8058), where its reader asked for them.",
    )
    secret = models.BooleanField(
        default=False, help_text="Holds a one-time code: its body is wiped once sent."
    )
    forgets_recipient = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Went to an address given for this once: it is wiped when it is over.",
    )
    provider_id = models.CharField(
        max_length=100, blank=True, help_text="What the text message provider calls it, to ask them about it."
    )
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    attempts_made = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    came_back_at = models.DateTimeField(
        null=True, blank=True, help_text="When it turned out that it did not arrive, and never will."
    )

    class Meta:
        indexes = [
            models.Index(fields=["owner_type", "owner_id"], name="notice_owner"),
            models.Index(fields=["next_at"], name="notice_due", condition=Q(state="ready")),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_notice_says_when",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class OneTimeCode(models.Model):
    """A code sent to somebody's address, for the browser that asked for it. Only its digest is kept."""

    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40)
    browser = models.CharField(max_length=64, help_text="A digest of the mark of the browser that asked.")
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner_type", "owner_id", "-sent_at"], name="one_time_code_latest")]

    def __str__(self) -> str:
        return str(self.pk)


class Wording(models.Model):
    """An administrator's words for one event on one channel in one language, of one service or of every service. They
    stand in the place of our own file while ``is_live``; who wrote them is in the admin's log."""

    service = models.ForeignKey(
        "catalogue.Service",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Its English row; none for every service.",
    )
    subject = models.CharField(max_length=40, help_text="The event, such as request.received.")
    channel = models.CharField(max_length=10, choices=Notice.Channel, default=Notice.Channel.EMAIL)
    language = models.CharField(max_length=10, default="en")
    heading = models.CharField(max_length=200, blank=True, help_text="The email's subject line.")
    body = models.TextField()
    is_live = models.BooleanField(default=False)

    class Meta:
        ordering = ["subject", "channel", "language", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "subject", "channel", "language"],
                nulls_distinct=False,
                name="one_wording_of_each",
                violation_error_message="There is a wording for this already. Change that one.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
