"""People who follow a request that is not theirs, and requests that are about the same."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Follower(models.Model):
    """Somebody who is told when a request moves on: by an email address or a mobile number that they have shown to be
    theirs, or, where an officer marked their own request as a duplicate, by the address that was on it.

    ``id`` is in the link of every message, by which they stop: whoever has it sees the state and can stop, no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey("requests.Request", on_delete=models.PROTECT, related_name="followers")
    customer = models.ForeignKey(
        "requests.Customer", on_delete=models.PROTECT, null=True, blank=True, related_name="following"
    )
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=30, blank=True, help_text="In E.164.")
    language = models.CharField(max_length=10, default="en")
    from_request = models.ForeignKey(
        "requests.Request",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The duplicate that brought them here, where an officer marked one.",
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="follower_has_one_way_to_be_told",
                condition=(~Q(email="") & Q(mobile="")) | (Q(email="") & ~Q(mobile="")),
            ),
            models.CheckConstraint(
                name="follower_is_verified_or_comes_from_a_duplicate",
                condition=Q(verified_at__isnull=False) | Q(from_request__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["request", "email", "mobile"],
                name="one_following_of_a_request_by_an_address",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class PossibleDuplicate(models.Model):
    """That the sender of a request was shown another one nearby, and said that theirs is different."""

    request = models.ForeignKey(
        "requests.Request", on_delete=models.PROTECT, related_name="said_to_be_different"
    )
    other = models.ForeignKey("requests.Request", on_delete=models.PROTECT, related_name="+")
    metres = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "other"], name="one_possible_duplicate_a_pair"),
            models.CheckConstraint(
                name="possible_duplicate_is_another_request", condition=~Q(request=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} near {self.other_id}"


class DuplicateMark(models.Model):
    """That an officer closed a request as a duplicate of another. Undone, it stays written down."""

    request = models.ForeignKey("requests.Request", on_delete=models.PROTECT, related_name="duplicate_marks")
    original = models.ForeignKey("requests.Request", on_delete=models.PROTECT, related_name="duplicates")
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(undone_at__isnull=True),
                name="one_standing_duplicate_mark_a_request",
            ),
            models.CheckConstraint(
                name="duplicate_is_of_another_request", condition=~Q(request=F("original"))
            ),
            models.CheckConstraint(
                name="undone_mark_says_by_whom",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} of {self.original_id}"
