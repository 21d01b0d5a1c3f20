"""What readers said of an article: whether it helped, and why not. Nothing in it says who they are."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_COMMENT = 500  # characters


class Reason(models.TextChoices):
    """Why an article did not help."""

    NOT_FOUND = "not-found", _("It is not what I was looking for")
    HARD = "hard", _("It is hard to understand")
    OUT_OF_DATE = "out-of-date", _("It is out of date")
    BROKEN = "broken", _("Something on it does not work")
    OTHER = "other", _("Something else")


class Vote(models.Model):
    """One answer to "was this helpful?", about the very revision that was read.

    ``revision`` is a number and no key: a vote stays what it was when old revisions are cleared away.
    """

    article = models.ForeignKey("knowledge.ArticlePage", on_delete=models.CASCADE, related_name="votes")
    revision = models.BigIntegerField()
    helpful = models.BooleanField()
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    comment = models.CharField(max_length=LONGEST_COMMENT, blank=True)
    audience = models.CharField(max_length=20, help_text="Whose site it was read on.")
    language = models.CharField(max_length=12, help_text="The language it was read in.")
    cast_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(
        null=True, blank=True, help_text="An editor has dealt with its comment."
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["article", "revision"], name="vote_article_revision"),
            models.Index(
                fields=["-cast_at"],
                name="vote_question",
                condition=Q(reason="not-found", settled_at=None) & ~Q(comment=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="vote_reason_is_of_no_help", condition=Q(helpful=False) | Q(reason="", comment="")
            ),
            models.CheckConstraint(name="vote_reason_is_known", condition=Q(reason__in=["", *Reason.values])),
        ]

    def __str__(self) -> str:
        return str(self.pk)
