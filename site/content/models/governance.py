"""What editors keep about pages and readers never see: notes, releases, shared drafts, links that lead nowhere, and
addresses that people still ask for."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class PageNote(models.Model):
    """A private note on a page, for whoever edits it next. It is no part of what is published."""

    page = models.ForeignKey("content.ContentPage", on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.text[:60]


class Release(models.Model):
    """Drafts of several pages that become live at one instant, in one transaction: all of them or none."""

    class State(models.TextChoices):
        """Where it stands."""

        GATHERING = "gathering", _("Being gathered")
        SCHEDULED = "scheduled", _("Scheduled")
        RELEASED = "released", _("Released")
        FAILED = "failed", _("Could not be released")

    name = models.CharField(_("name"), max_length=120)
    at = models.DateTimeField(_("released at"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.GATHERING)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    why_not = models.TextField(blank=True, help_text="Why it could not be released, in words for an editor.")

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(at__isnull=False, scheduled_by__isnull=False),
                name="release_scheduled_for_a_time_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="released", released_at__isnull=False)
                | (~Q(state="released") & Q(released_at__isnull=True)),
                name="release_released_says_when",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="release_due", condition=Q(state="scheduled"))]

    def __str__(self) -> str:
        return self.name


class ReleasedPage(models.Model):
    """A page of a release, with the draft that was approved for it, or that it is to be taken down."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="pages")
    page = models.ForeignKey("content.ContentPage", on_delete=models.CASCADE, related_name="releases")
    # Not protected: that would keep a page that was ever released from being deleted. A release whose draft is gone says so.
    revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="What is published: the newest draft when the release was scheduled.",
    )  # fmt: skip
    take_down = models.BooleanField(default=False)
    agreed_keys = ArrayField(
        models.CharField(max_length=90), default=list, blank=True, editable=False,
        help_text="Who could read it by that draft when somebody agreed to the release.",
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "page"], name="page_once_in_a_release")]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.page_id}"


class ReviewReminder(models.Model):
    """The owner of a page was written to that it is to be looked at: once for each step of the way to that day and past
    it."""

    page = models.ForeignKey("content.ContentPage", on_delete=models.CASCADE, related_name="+")
    review_by = models.DateField()
    step = models.SmallIntegerField(
        help_text="-1: two weeks before; 0: on the day; 1 and more: months after."
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "review_by", "step"], name="reminded_once_of_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.review_by} ({self.step})"


class SharedDraft(models.Model):
    """A link by which somebody without an account reads the drafts of some pages until it expires. The link's secret is
    kept as a hash alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("for whom"), max_length=120)
    pages = models.ManyToManyField("content.ContentPage", related_name="shared_drafts")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="Last.")

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class BrokenLink(models.Model):
    """A link on a page that led nowhere when it was last looked at. Found from inside, on private pages too."""

    page = models.ForeignKey("content.ContentPage", on_delete=models.CASCADE, related_name="broken_links")
    url = models.CharField(max_length=2000)
    words = models.CharField(max_length=200, blank=True, help_text="Of the link.")
    why = models.CharField(max_length=200)
    found_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(help_text="When it was last found broken.")

    class Meta:
        ordering = ["found_at", "id"]
        constraints = [models.UniqueConstraint(fields=["page", "url"], name="broken_link_once_on_a_page")]

    def __str__(self) -> str:
        return self.url


class LinkedAddress(models.Model):
    """An address elsewhere that some page of ours links to, and how it answered the job that asks at night."""

    url = models.CharField(max_length=2000, unique=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(
        max_length=200, blank=True, help_text="Why it leads nowhere; empty while it answers."
    )
    failures = models.PositiveSmallIntegerField(default=0, help_text="One after the other.")

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="linked_address_asked")]

    def __str__(self) -> str:
        return self.url


class MissingAddress(models.Model):
    """An address of ours that people asked for and that is nothing, counted by day; no query string, no asker."""

    audience = models.CharField(max_length=10)
    path = models.CharField(max_length=500)
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audience", "path", "day"], name="missing_address_once_a_day"),
        ]
        indexes = [models.Index(fields=["day"], name="missing_address_day")]

    def __str__(self) -> str:
        return self.path
