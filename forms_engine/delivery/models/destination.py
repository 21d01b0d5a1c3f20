"""Back offices, and how much each of them can take."""

import uuid

from django.db import models
from django.db.models import Q


class Destination(models.Model):
    """One back office, reached in one way.

    ``settings`` are its connector's own (``connectors``, one file for each kind), checked by it when they are saved.
    They hold no secret: what has to be kept secret is in the operator's environment, and the settings name it.

    A destination is never deleted: what was sent to it goes on to say so. It is ``retired`` instead.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, help_text="Which connector reaches it.")
    settings = models.JSONField(default=dict, blank=True)
    team = models.ForeignKey(
        "catalogue.Team",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="destinations",
        help_text="Who looks after it: what cannot be delivered is theirs to see to.",
    )
    takes_personal_data = models.BooleanField(
        default=True, help_text="Whether names, contact details and answers may be sent to it."
    )
    told_as_en = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="Who gets the data, as the privacy notice says it; its own name is for people at work.",
    )
    told_as_cy = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="The same in Welsh."
    )
    wants_updates = models.BooleanField(
        default=False, help_text="Whether it also hears of what happens to a request later."
    )
    is_test = models.BooleanField(
        default=False,
        db_default=False,
        help_text="It is for practice: what is sent in practice goes to it, and nothing else does.",
    )
    acknowledges_within_hours = models.PositiveSmallIntegerField(
        default=0,
        help_text="After how many hours of silence a person has to look; 0 where it never acknowledges.",
    )

    concurrency = models.PositiveSmallIntegerField(default=2, help_text="Sent at the same time, at most.")
    per_minute = models.PositiveIntegerField(
        default=0, help_text="Sent in a minute, at most; 0 for no limit."
    )
    next_slot_at = models.DateTimeField(
        null=True, blank=True, help_text="Not before: how the limit per minute is kept."
    )

    failures_in_row = models.PositiveIntegerField(
        default=0, help_text="Failures of the back office itself since it last took something."
    )
    shut_until = models.DateTimeField(
        null=True, blank=True, help_text="Nothing is tried before: it has failed too often in a row."
    )
    paused_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when nothing is tried, until a person says so."
    )
    paused_because = models.CharField(max_length=300, blank=True)
    told_of_pause_at = models.DateTimeField(
        null=True, blank=True, help_text="When whoever looks after it was written to about its pause."
    )
    told_of_dead_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When they were written to about the first delivery that needs attention; none after that "
        "until nothing of it does.",
    )
    secret_number = models.PositiveSmallIntegerField(
        default=1, help_text="Which of its signing secrets is in use; they are derived, and none is kept."
    )
    old_secret_until = models.DateTimeField(
        null=True, blank=True, help_text="Until when its messages carry a signature by the one before, too."
    )
    retired_at = models.DateTimeField(null=True, blank=True, help_text="When it was given up.")

    class Meta:
        constraints = [
            models.CheckConstraint(name="destination_takes_at_least_one", condition=Q(concurrency__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name

    def told_as(self, language: str) -> str:
        """Who gets what is sent to it, in plain words of that language, or in English; "" where nobody has written any."""
        return (self.told_as_cy if language.split("-")[0] == "cy" else "") or self.told_as_en
