"""From a draft to a published version, and back.

Publishing a draft in Wagtail's admin, by approving it, on its day or by a command is one thing: ``JourneyDraft.publish``
comes here. In one transaction the row goes live and the document compiled from it becomes the journey's next version;
if it cannot be compiled neither happens.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from accounts.models import User
from forms_engine.catalogue import lifecycle
from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.lint import errors_of
from forms_engine.editor.compiling import compile_draft
from forms_engine.editor.findings import broken_mappings
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import keep, locked, refuse_if_locked
from forms_engine.editor.texts import SOURCE_LANGUAGE
from forms_engine.journeys import offer
from forms_engine.journeys.tasks import move_drafts

# What Wagtail's publish_scheduled command says it is doing.
ON_ITS_DAY = "wagtail.publish.scheduled"


def publish_revision(
    draft: JourneyDraft, revision: Revision, go_live: Callable[[], None], *, log_action: Any
) -> None:
    """Publish one revision: ``go_live`` is Wagtail's part of it, here is ours.

    Nobody watches a scheduled publishing, and wagtail-localize publishes translations where nobody can be answered: what
    refuses those is written on the draft and told to its editors instead of raised, and the draft is not tried again
    until somebody has seen to it.

    Raises:
        DefinitionRefused: when the document cannot be compiled or offered; nothing was changed.
    """
    try:
        with transaction.atomic():
            locked(draft)
            go_live()
            row = JourneyDraft.objects.select_related("locale").get(pk=draft.pk)
            if row.live_revision_id == revision.pk and row.live:
                _offer(row)
            else:
                # Scheduled for later: what would be refused on the day is refused today.
                source = source_of(row)
                if source is not None:
                    document = revision.as_object().document if source == row else source.document
                    if broken := errors_of(broken_mappings(compile_draft(source, document))):
                        raise DefinitionRefused(broken)
                _forget_failure(row)
    except DefinitionRefused as refused:
        if log_action != ON_ITS_DAY and _is_source(draft):
            raise
        _tell_failure(draft, revision, refused.findings)


def source_of(row: JourneyDraft) -> JourneyDraft | None:
    """The English row that a row translates, or the row itself; None where the English is not published."""
    if _is_source(row):
        return row
    return JourneyDraft.objects.filter(
        translation_key=row.translation_key, locale__language_code=SOURCE_LANGUAGE, live=True
    ).first()


def _is_source(row: JourneyDraft) -> bool:
    return bool(row.locale.language_code == SOURCE_LANGUAGE)


def _offer(row: JourneyDraft) -> JourneyVersion | None:
    """Compile what is live and publish it as the next version. A translation of a draft that is not published waits."""
    source = source_of(row)
    if source is None:
        return None
    version = offer.publish(compile_draft(source, source.document))
    JourneyDraft.objects.filter(translation_key=source.translation_key).update(journey=version.journey)
    _forget_failure(row)
    return version


def _forget_failure(row: JourneyDraft) -> None:
    JourneyDraft.objects.filter(pk=row.pk).update(publish_failed_at=None, publish_findings=[])


def publish_again(row: JourneyDraft) -> JourneyVersion | None:
    """Publish what is live again, with all that has changed beside the drafts themselves; None for a translation whose
    English is not published. Where nothing has changed the version stays the one it is.

    Raises:
        DefinitionRefused: when it can no longer be published.
    """
    return _offer(row)


def _tell_failure(draft: JourneyDraft, revision: Revision, findings: list[Finding]) -> None:
    from forms_engine.editor.tasks import tell_publishing_failed

    with transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        JourneyDraft.objects.filter(pk=draft.pk).update(
            publish_failed_at=timezone.now(), publish_findings=[str(finding) for finding in findings]
        )
        tell_publishing_failed.defer(draft_id=draft.pk, revision_id=revision.pk)


@transaction.atomic
def take_off_offer(draft: JourneyDraft, unpublish: Callable[[], None]) -> None:
    """Unpublish: ``unpublish`` is Wagtail's part. Without its English nothing is left of a journey, so every version is
    withdrawn; without a translation, it is published again in the other languages.

    Raises:
        DefinitionRefused: when what is left cannot be published.
    """
    unpublish()
    source = source_of(draft)
    if _is_source(draft):
        if draft.journey is not None:
            lifecycle.withdraw_journey(draft.journey)
    elif source is not None:
        _offer(source)


@transaction.atomic
def roll_back(draft: JourneyDraft, version: JourneyVersion, user: User) -> JourneyVersion:
    """Publish an earlier version's document again, as the next version; answers that. Changes made since stay in the
    draft's history.

    Raises:
        ValueError: when the version is another journey's.
        DraftLocked: when somebody has locked the draft.
        DefinitionRefused: when it can no longer be published, for instance because its service is gone.
    """
    if version.journey_id != draft.journey_id:
        raise ValueError("This is a version of another journey.")
    row = locked(draft)
    refuse_if_locked(row, user)
    keep(row, dict(version.document), user=user, log_action="guildhall.roll_back")
    row.refresh_from_db()
    row.get_latest_revision().publish(user=user, skip_permission_checks=True)
    return live_version_of(version.journey)


@transaction.atomic
def withdraw(version: JourneyVersion, *, draft: JourneyDraft, user: User) -> JourneyVersion:
    """Withdraw a version that is no longer live, and have those who are on it move on.

    Raises:
        lifecycle.StillLive: when it is the live one.
    """
    withdrawn = lifecycle.withdraw_version(version)
    move_drafts.defer(version_id=withdrawn.pk)
    log(draft, "guildhall.withdraw", user=user, data={"version": version.number})
    return withdrawn


@transaction.atomic
def pause(draft: JourneyDraft, message: Mapping[str, str], *, user: User) -> None:
    """Stop a published journey now: until it is resumed people read the message (a text by language) instead.

    Raises:
        ValueError: when it has not been published, or there is no message in English.
    """
    if draft.journey is None:
        raise ValueError("This journey has not been published.")
    lifecycle.pause(draft.journey, message)
    log(draft, "guildhall.pause", user=user)


@transaction.atomic
def resume(draft: JourneyDraft, *, user: User) -> None:
    """Let a paused journey go on.

    Raises:
        ValueError: when it has not been published.
    """
    if draft.journey is None:
        raise ValueError("This journey has not been published.")
    lifecycle.resume(draft.journey)
    log(draft, "guildhall.resume", user=user)


def live_version_of(journey: Journey) -> JourneyVersion:
    """The version that new requests start on.

    Raises:
        JourneyVersion.DoesNotExist: when all have been withdrawn.
    """
    return journey.versions.filter(withdrawn_at=None).latest("number")
