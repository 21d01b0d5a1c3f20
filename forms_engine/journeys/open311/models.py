"""What the Open311 door keeps: who may file, what they filed, and what a journey shows of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Open311Key(models.Model):
    """Somebody who files reports with us by Open311. Only the digest of their API key is kept."""

    name = models.CharField(max_length=120, help_text="Who files with it, such as FixMyStreet.")
    digest = models.CharField(max_length=64, unique=True)
    last_signs = models.CharField(max_length=4)
    journeys = models.ManyToManyField(
        "catalogue.Journey",
        blank=True,
        related_name="+",
        help_text="What they may file. Choose none for everything that is offered.",
    )
    per_hour = models.PositiveIntegerField(default=300, help_text="How many reports an hour, at most.")
    reads_messages = models.BooleanField(
        default=False,
        help_text="Whether they are given what officers write to the person who reported. FixMyStreet publishes it.",
    )
    photo_hosts = ArrayField(
        models.CharField(max_length=253),
        default=list,
        blank=True,
        help_text="Hosts that photos are fetched from, such as www.fixmystreet.com. Photos elsewhere are not fetched.",
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "Open311 API key"
        constraints = [
            models.CheckConstraint(name="open311_key_may_file_something", condition=Q(per_hour__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name


class Open311Offer(models.Model):
    """What a journey is to apps. Without a row it is offered, if it can be, and nothing of its requests is shown."""

    class Shows(models.TextChoices):
        NOTHING = "nothing", "Nothing"
        COARSE = "coarse", "State, dates and the location to about 100 metres"
        EXACT = "exact", "State, dates and the exact location"

    journey = models.OneToOneField("catalogue.Journey", on_delete=models.CASCADE, related_name="open311")
    is_offered = models.BooleanField(default=True)
    shows = models.CharField(
        max_length=10,
        choices=Shows,
        default=Shows.NOTHING,
        help_text="What anybody may read of every request of this journey, however it was sent.",
    )

    def __str__(self) -> str:
        return str(self.journey)


class Open311Filing(models.Model):
    """One report that came by Open311, and the request that it became. Posted again, it is the same."""

    key = models.ForeignKey(Open311Key, on_delete=models.PROTECT, related_name="filings")
    request = models.OneToOneField(
        "requests.Request", on_delete=models.PROTECT, related_name="open311_filing"
    )
    external_id = models.CharField(
        max_length=200, blank=True, help_text="What the sender calls it, if they say."
    )
    digest = models.CharField(max_length=64, help_text="Of what was posted.")
    filed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "external_id"],
                name="one_open311_filing_per_external_id",
                condition=~Q(external_id=""),
            ),
        ]
        indexes = [
            models.Index(fields=["key", "digest", "-filed_at"], name="open311_filing_same_post"),
            models.Index(fields=["key", "-filed_at"], name="open311_filing_per_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.external_id}"


class Open311Comment(models.Model):
    """An update that a sender posted about a report of theirs. Posted again, it is the same."""

    key = models.ForeignKey(Open311Key, on_delete=models.PROTECT, related_name="comments")
    update_id = models.CharField(max_length=200, help_text="What the sender calls it.")
    entry = models.OneToOneField(
        "requests.TimelineEntry", on_delete=models.PROTECT, related_name="open311_comment"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "update_id"], name="one_open311_comment_per_update_id"),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.update_id}"


class Open311Photo(models.Model):
    """A photo that a report points at, fetched by the worker once the report is ours."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be fetched"
        KEPT = "kept", "Fetched"
        REFUSED = "refused", "Not fetched"

    filing = models.ForeignKey(Open311Filing, on_delete=models.PROTECT, related_name="photos")
    number = models.PositiveSmallIntegerField()
    url = models.URLField(max_length=2000)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it was not fetched.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filing", "number"], name="one_open311_photo_per_number"),
        ]
        indexes = [models.Index(fields=["next_at"], name="open311_photo_due", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.filing_id} #{self.number}"
