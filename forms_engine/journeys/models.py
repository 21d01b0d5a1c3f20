"""Journeys under way."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.journeys.cannot_send_models import CannotSend
from forms_engine.journeys.lookup_models import LookupSource
from forms_engine.journeys.measures_models import JourneyDay, JourneyEvent, NetworkDay, VisitSalt
from forms_engine.journeys.open311.models import (
    Open311Comment,
    Open311Filing,
    Open311Key,
    Open311Offer,
    Open311Photo,
)

__all__ = (
    "CannotSend",
    "DeviceToken",
    "DraftMove",
    "JourneyDay",
    "JourneyEvent",
    "LookupSource",
    "NetworkDay",
    "Open311Comment",
    "Open311Filing",
    "Open311Key",
    "Open311Offer",
    "Open311Photo",
    "SavedDraft",
    "SetAside",
    "SpokenCode",
    "Submission",
    "SubmitKey",
    "VisitSalt",
)


class Submission(models.Model):
    """One person's journey under way, pinned to the version it started on.

    Its id opens nothing: whoever holds the one-time token (only its hash is kept) may go on with it, and of one
    started signed in, only that person.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Under way"
        SUBMITTED = "submitted", "Sent"
        FOLLOWED = "followed", "Ended: follows another request instead"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64)
    version = models.ForeignKey("catalogue.JourneyVersion", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    answers = models.JSONField(default=dict, blank=True)
    findings = models.JSONField(
        default=dict, blank=True, help_text="What was looked up, by page. Nobody who answers writes here."
    )
    duplicates = models.JSONField(
        default=dict,
        blank=True,
        help_text="Which others were shown as maybe the same, and what was said of them.",
    )
    audience = models.CharField(
        max_length=10, help_text="The host's audience it was started on, and goes on on."
    )
    channel = models.CharField(max_length=10, default="web")
    language = models.CharField(max_length=10, default="en")
    is_practice = models.BooleanField(
        default=False, help_text="Somebody learning: what it becomes is marked TEST."
    )
    customer = models.ForeignKey(
        "requests.Customer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="For whom an officer fills it in, where they know, or somebody who acts for another.",
    )
    organisation = models.CharField(
        max_length=50,
        blank=True,
        default="",
        db_default="",
        help_text="The slug of the partner organisation that its owner acts for; empty where for none.",
    )
    casework = models.OneToOneField(
        "requests.Casework",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submission",
        help_text="With whose consent a councillor fills it in for a resident.",
    )
    request = models.OneToOneField(
        "requests.Request", on_delete=models.PROTECT, null=True, blank=True, related_name="submission"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="submitted_submission_has_its_request",
                condition=Q(state__in=["draft", "followed"], request__isnull=True, submitted_at__isnull=True)
                | Q(state="submitted", request__isnull=False, submitted_at__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["state", "updated_at"], name="submission_stale"),
            models.Index(
                fields=["organisation", "-updated_at"],
                name="submission_organisation",
                condition=~Q(organisation="") & Q(state="draft"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class DeviceToken(models.Model):
    """The token of one more device that goes on with a submission, let in by a code or from its owner's account. The
    device it was started on keeps its own."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="device_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pk)


class SavedDraft(models.Model):
    """A submission that somebody means to come back to: where they left it, and where its link was sent, if anywhere.

    The link's key opens nothing without a code from that address; a new address gets a new key. The address is found
    again by its digest, so that no task has to be handed an address.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="saved")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    step = models.CharField(max_length=200, blank=True, help_text="Blank: where the answers end.")
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=16, blank=True, default="", db_default="", help_text="In E.164.")
    address_digest = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10, default="en")
    saved_at = models.DateTimeField(auto_now=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="saved_address_has_its_digest",
                condition=Q(email="", mobile="", address_digest="")
                | (~Q(email="") & Q(mobile="") & ~Q(address_digest=""))
                | (Q(email="") & ~Q(mobile="") & ~Q(address_digest="")),
            )
        ]
        indexes = [
            models.Index(
                fields=["address_digest"], name="saved_draft_address", condition=~Q(address_digest="")
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SpokenCode(models.Model):
    """A code that the owner of a draft reads to an officer, who then goes on with the draft for them. Short, so it lives
    for minutes, is good once and for a few tries; only its digest is kept."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="spoken_code")
    code_hash = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.pk)


class SetAside(models.Model):
    """What somebody sent from a page after their session had ended. It is shown to them on that page again, once they
    have signed in, and counts for nothing before they have sent it themselves."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="set_aside")
    step = models.CharField(max_length=200)
    answers = models.JSONField()
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.pk)


class DraftMove(models.Model):
    """That a draft was moved on because its version was withdrawn, and whether its owner has been told."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="move")
    from_version = models.ForeignKey("catalogue.JourneyVersion", on_delete=models.PROTECT, related_name="+")
    dropped = models.PositiveIntegerField(help_text="Answers that the new version has no question for.")
    moved_at = models.DateTimeField(auto_now=True)
    told_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class SubmitKey(models.Model):
    """The Idempotency-Key that a submission was sent with by API, and what was answered: asked again with it, the same
    is said again. Kept with the request it made, like the submission. ``answer`` is empty until it has been worked
    out, which opening a page to pay on may delay."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="submit_key")
    key_hash = models.CharField(max_length=64, unique=True)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pk)
