"""Starting a journey, answering a page, sending it."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from audiences.principal import Principal
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Question
from forms_engine.files.models import StoredFile
from forms_engine.files.names import shown_name
from forms_engine.files.refusals import UploadRefused
from forms_engine.files.services import delete_file, take_in
from forms_engine.journeys import helping, measures
from forms_engine.journeys.availability import (
    Availability,
    NotOpen,
    live_versions,
    not_practised,
    require_open,
    require_open_on,
)
from forms_engine.journeys.begun_for import ChooseOrganisation as ChooseOrganisation
from forms_engine.journeys.begun_for import organisation_of
from forms_engine.journeys.duplicate_places import shown_and_different
from forms_engine.journeys.lookups.age import old_fee_facts
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.known import known_answers
from forms_engine.journeys.prefilling import prefilled
from forms_engine.journeys.spam import Signals, marks_of
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.models import Casework, Customer, Request
from forms_engine.requests.nearby import note_shown
from forms_engine.requests.services import Sender, open_request
from forms_engine.runtime.evaluate import Evaluation, evaluate
from forms_engine.runtime.facts import read_findings
from forms_engine.runtime.steps import with_page
from forms_engine.runtime.uploads import uploads_in
from forms_engine.runtime.values import Answer

OWNER_TYPE = "submission"

MOST_UPLOADS = 100  # of one submission at a time

DRAFT_KEPT_FOR = timedelta(days=settings.DRAFT_DAYS)  # after it was last touched


class NotReady(ValueError):
    """The answers do not make a request yet; ``evaluation`` says what is missing."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        super().__init__("The answers do not make a request yet.")


class FactsTooOld(NotReady):
    """What the fee was looked up from is too old to charge anybody for: look it up again, and send again."""


class SignInRequired(ValueError):
    """The journey is for people who have signed in."""


class AlreadySubmitted(ValueError):
    """The submission has been sent: its answers no longer change."""


def hash_token(token: str) -> str:
    """What is kept of a submission's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def start_submission(
    principal: Principal,
    version: JourneyVersion,
    *,
    language: str,
    channel: str = "web",
    query: Mapping[str, str] | None = None,
    casework: Casework | None = None,
    customer: Customer | None = None,
) -> tuple[Submission, str]:
    """Start a journey on the version given; answers the submission and its token, which is never shown again.

    ``query`` are the values of the address it was started with; what of them, of the account and of the definition
    itself answers a question is filled in. A journey that has to do with no account is nobody's, whoever starts it.
    ``casework``: a councillor fills it in for a resident, with the consent written there. ``customer``: for whom an
    officer fills it in, where they know; what is known of them is filled in too. An officer who answers for somebody
    else is kept with it whatever the journey: it is theirs to finish. Somebody who acts for another person
    (``Principal.helping``) begins it for that person.

    Raises:
        NotOpen: while the journey takes no requests, or it keeps a time for its sender and somebody practises, or it was
            not agreed that it is begun for another person.
        SignInRequired: when it is for people who have signed in, and nobody has.
        ChooseOrganisation: for whoever belongs to several partner organisations and has not chosen one.
    """
    require_open(version.journey)
    definition = definition_of(version.pk)
    if not_practised(principal, definition):
        raise NotOpen(Availability("not-practised"))
    user = None if definition.sign_in == "none" and channel not in ASSISTED else principal.user
    if definition.sign_in == "required" and user is None and not principal.is_program:
        raise SignInRequired
    organisation = organisation_of(principal, user, version)
    helped = helping.person_helped(principal, version, user)
    token, today = secrets.token_urlsafe(32), timezone.localdate()
    own = None if channel in ASSISTED or casework or helped else user
    answers = prefilled(definition, user=own, query=query or {}, today=today)
    if helped is not None:
        answers |= helping.known_of_helped(definition, helped, today)
    submission = Submission.objects.create(
        token_hash=hash_token(token),
        version=version,
        user=user,
        answers=answers | (known_answers(definition, customer, today) if customer else {}),
        audience=principal.audience,
        language=language,
        channel=channel,
        casework=casework,
        customer=customer or helped,
        is_practice=principal.practising,
        organisation=organisation,
    )
    measures.started(submission)
    return submission, token


def evaluate_submission(submission: Submission, answers: Mapping[str, Answer] | None = None) -> Evaluation:
    """Where the submission stands, with the answers kept or with ``answers`` instead."""
    return evaluate(
        definition_of(submission.version_id),
        submission.answers if answers is None else answers,
        timezone.localdate(),
        read_findings(submission.findings),
    )


@transaction.atomic
def answer_page(submission_id: UUID, step: str, answers: Mapping[str, Answer]) -> Submission:
    """Keep one page's answers (None removes one), acceptable or not. Other pages' answers stay, also those of a branch
    left behind: they count again if the resident goes back to it.

    Raises:
        AlreadySubmitted: when it has been sent.
    """
    submission = Submission.objects.select_for_update().get(id=submission_id)
    if submission.state != Submission.State.DRAFT:
        raise AlreadySubmitted
    submission.answers = with_page(submission.answers, step, answers)
    submission.save(update_fields=["answers", "updated_at"])
    return submission


def keep_upload(
    submission: Submission, question: Question, upload: UploadedFile, client_id: UUID | None = None
) -> dict[str, object]:
    """Take in a file for a question; answers the entry that the question's answer lists. Sent again under the same
    ``client_id`` it is the same file.

    Raises:
        files.services.UploadRefused: when it cannot be taken.
    """
    sent = StoredFile.objects.filter(owner_type=OWNER_TYPE, owner_id=str(submission.id)).count()
    if sent >= MOST_UPLOADS:
        raise UploadRefused("too-many-sent", name=shown_name(upload.name or ""))
    stored = take_in(
        upload,
        owner_type=OWNER_TYPE,
        owner_id=str(submission.id),
        accept=question.accept or ("photo",),
        most_megabytes=question.max_megabytes,
        client_id=client_id,
    )
    return {
        "id": str(stored.id),
        "name": stored.name,
        "size": stored.size,
        "content_type": stored.content_type,
    }


@transaction.atomic
def submit(submission_id: UUID, signals: Signals | None = None, *, helper: User | None = None) -> Request:
    """Send a submission: one transaction that makes the request and everything it owes to anyone.

    Everything is evaluated again from the whole answer set and the pinned version. Sending it again, at the same
    time or later, gives the same request. With ``signals``, what looks like spam is held back. ``helper``: the officer
    who sends it for whoever has begun it themselves.

    Raises:
        NotReady: when the answers do not make a request; nothing is changed.
        FactsTooOld: when the fee would be charged from what was looked up too long ago; nothing is changed.
        NotOpen: when the journey takes no requests just now, or its sender no longer acts for whom it is for; nothing is
            changed.
        AlreadySubmitted: when its sender follows another request instead.
    """
    # The row alone is locked: what a join brought along would be as it was before waiting for the lock.
    return submit_locked(Submission.objects.select_for_update().get(id=submission_id), signals, helper=helper)


def submit_locked(
    submission: Submission, signals: Signals | None = None, *, helper: User | None = None
) -> Request:
    """The same for a submission whose row the caller has just locked, in the caller's transaction, of which nothing may
    be kept when this raises.

    Raises:
        NotReady, FactsTooOld, NotOpen, AlreadySubmitted: as ``submit``.
    """
    if submission.request is not None:
        return submission.request
    if submission.state == Submission.State.FOLLOWED:
        raise AlreadySubmitted
    version = (
        JourneyVersion.objects.select_related("journey__service")
        .defer("document")
        .annotate(live_id=Subquery(live_versions().filter(journey=OuterRef("journey")).values("pk")[:1]))
        .get(pk=submission.version_id)
    )
    submission.version = version
    require_open_on(version.journey, version.live_id)
    evaluation = evaluate_submission(submission)
    if not evaluation.can_submit:
        raise NotReady(evaluation)
    if old_fee_facts(definition_of(submission.version_id), evaluation):
        raise FactsTooOld(evaluation)
    agreement = helping.agreement_for(submission, version)
    files, not_named = _files_of(submission, evaluation)
    request = open_request(
        submission_id=submission.id,
        version=submission.version,
        definition=definition_of(submission.version_id),
        evaluation=evaluation,
        sender=Sender(
            user=submission.user,
            channel=submission.channel,
            language=submission.language,
            casework=submission.casework_id,
            audience=submission.audience,
            is_practice=submission.is_practice,
            begun_at=submission.created_at,
            customer=submission.customer,
            helper=helper,
            organisation=submission.organisation,
            agreement=agreement,
        ),
        files=files,
        spam_marks=marks_of(submission, evaluation, signals),
    )
    note_shown(request, shown_and_different(submission, evaluation))
    measures.finished(submission)
    submission.request, submission.state = request, Submission.State.SUBMITTED
    submission.submitted_at = timezone.now()
    submission.save(update_fields=["request", "state", "submitted_at", "updated_at"])
    # Photos that were taken out or replaced on the way are nobody's business any more.
    for stored in not_named:
        delete_file(stored)
    return request


def _files_of(submission: Submission, evaluation: Evaluation) -> tuple[list[StoredFile], list[StoredFile]]:
    """The files its answers name, of those that it sent itself; and the others that it sent.

    Raises:
        NotReady: when an answer names a file that is not the submission's own.
    """
    definition = definition_of(submission.version_id)
    named = {upload.id for upload in uploads_in(definition, evaluation.answers)}
    own = {
        str(file.id): file
        for file in StoredFile.objects.filter(owner_type=OWNER_TYPE, owner_id=str(submission.id))
    }
    if not named <= own.keys():
        raise NotReady(evaluation)
    return [own[file_id] for file_id in sorted(named)], [own[file_id] for file_id in own.keys() - named]
