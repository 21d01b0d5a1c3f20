"""What is being built: drafts of journeys, and the question sets they share.

A draft holds its journey as the definition document of ``docs/journey-language.md``, whole, in one field. The row is
what was last published (or the first draft); every later draft is one of its revisions, as with any Wagtail snippet.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField, TranslatableField

from forms_engine.editor import outline
from forms_engine.editor.fields import BlocksField, DocumentField
from forms_engine.editor.texts import SOURCE_LANGUAGE, name_restored, texts_of, texts_of_blocks

LONGEST_KEY = 60  # docs/journey-language.md
LONGEST_TITLE = 255

validate_key = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", "Use small letters, digits and single hyphens, such as blue-badge."
)


class JourneyDraft(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    models.Model,
):
    """A journey as its editors have it, published or not.

    Everything but ``document`` is written for them: ``title`` to ``question_sets`` say what is in the newest document,
    so that a list never opens one. Change a draft through ``services`` only.

    The row in English is the source. A row in another language is its translation by wagtail-localize: the same
    document, its texts in English and in that language.
    """

    title = models.CharField(max_length=LONGEST_TITLE, editable=False)
    slug = models.CharField(max_length=LONGEST_KEY, validators=[validate_key], editable=False)
    kind = models.CharField(max_length=10, blank=True, editable=False)
    service_slug = models.CharField("service", max_length=LONGEST_KEY, blank=True, editable=False)
    question_sets = ArrayField(
        models.CharField(max_length=LONGEST_KEY), default=list, blank=True, editable=False
    )
    errors = models.PositiveIntegerField(default=0, editable=False)
    warnings = models.PositiveIntegerField(default=0, editable=False)
    document = DocumentField("definition")
    journey = models.ForeignKey(
        "catalogue.Journey",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="drafts",
        help_text="What it was published as.",
    )
    reviewed_digest = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Of a translation: the digest of the texts that a translator has agreed to.",
    )
    publish_failed_at = models.DateTimeField(null=True, blank=True, editable=False)
    publish_findings = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="Why scheduled publishing was refused, a line each.",
    )

    # What wagtail-localize sees: the document gives it its texts; the rest follows the English row.
    translatable_fields = [
        TranslatableField("document"),
        *(SynchronizedField(name, overridable=False) for name in ("slug", "kind", "service_slug", "journey")),
    ]
    # What refresh_outline writes.
    OUTLINE = ("title", "slug", "kind", "service_slug", "question_sets")
    # What belongs to the draft as a whole and not to one of its revisions.
    KEPT_OVER_REVISIONS = ("journey_id", "reviewed_digest", "publish_failed_at", "publish_findings")

    class Meta(TranslatableMixin.Meta):
        verbose_name = "journey"
        verbose_name_plural = "journeys"
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(
                fields=["slug", "locale"],
                name="one_journey_draft_per_slug_and_locale",
                violation_error_message="Another journey has this address.",
            ),
            models.UniqueConstraint(
                fields=["journey", "locale"],
                name="one_journey_draft_per_journey_and_locale",
                violation_error_message="This journey is being edited already.",
            ),
        ]
        indexes = [GinIndex(fields=["question_sets"], name="journey_draft_question_sets")]

    def __str__(self) -> str:
        return self.title or self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row, and what lists show of it, in step with its document."""
        if kwargs.get("update_fields") is None:
            self.refresh_outline()
        super().save(*args, **kwargs)

    def refresh_outline(self) -> None:
        """Write what lists show from the document."""
        language = self.locale.language_code if self.locale_id else SOURCE_LANGUAGE
        name_restored(texts_of(self.document), language)
        for name, value in outline.of_document(self.document, language).items():
            setattr(self, name, value)

    def publish(
        self,
        revision: Revision,
        user: Any = None,
        changed: bool = True,
        log_action: Any = True,
        previous_revision: Revision | None = None,
        skip_permission_checks: bool = False,
    ) -> None:
        """Publish a revision as Wagtail does, and with it the journey's next version.

        Raises:
            DefinitionRefused: when it cannot be published; nothing was changed.
        """
        from forms_engine.editor import publishing

        wagtails = super().publish
        publishing.publish_revision(
            self,
            revision,
            lambda: wagtails(revision, user, changed, log_action, previous_revision, skip_permission_checks),
            log_action=log_action,
        )

    def unpublish(
        self, set_expired: bool = False, commit: bool = True, user: Any = None, log_action: Any = True
    ) -> None:
        """Take the journey off offer, or this language of it."""
        from forms_engine.editor import publishing

        wagtails = super().unpublish
        publishing.take_off_offer(self, lambda: wagtails(set_expired, commit, user, log_action))

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The start page, and every page by its address."""
        from forms_engine.editor.editing import preview

        return preview.modes(self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """One page as a resident sees it."""
        from forms_engine.editor.editing import preview

        return preview.serve(self, request, mode_name)

    def with_content_json(self, content: dict[str, Any]) -> "JourneyDraft":
        """The draft as it was in a revision."""
        draft: JourneyDraft = super().with_content_json(content)
        for name in self.KEPT_OVER_REVISIONS:
            setattr(draft, name, getattr(self, name))
        return draft


class QuestionSet(RevisionMixin, TranslatableMixin, models.Model):
    """Blocks that many journeys use, such as "contact details". Publishing a journey copies them into its version, so a
    change here reaches a journey when that is published next."""

    key = models.CharField(
        max_length=LONGEST_KEY,
        validators=[validate_key],
        help_text="Journeys name the set by this key. It cannot be changed later.",
    )
    title = models.CharField(max_length=120)
    blocks = BlocksField(default=list, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    translatable_fields = [
        TranslatableField("blocks"),
        *(SynchronizedField(name, overridable=False) for name in ("key", "title")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "question set"
        verbose_name_plural = "question sets"
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(
                fields=["key", "locale"],
                name="one_question_set_per_key_and_locale",
                violation_error_message="Another question set has this key.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row; texts that wagtail-localize has just restored get the row's language."""
        if kwargs.get("update_fields") is None and self.locale_id:
            name_restored(texts_of_blocks(self.blocks), self.locale.language_code)
        super().save(*args, **kwargs)
