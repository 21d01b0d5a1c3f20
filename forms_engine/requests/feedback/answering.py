"""Answering: by the letter's link, without signing in, or on the request's page. Answers can be changed for a week."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from forms_engine.requests.feedback.asking import begin, hash_of, is_asked
from forms_engine.requests.models import Feedback, Request
from forms_engine.requests.states import StateRefused

CHANGEABLE_FOR = timedelta(days=7)
OPEN_FOR = timedelta(days=180)  # the letter's link
LONGEST = 2000  # letters of a comment


class TooLate(ValueError):
    """The answers stand: their week is over."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody says. Each may be left out, but not all of them."""

    satisfaction: int | None = None
    effort: int | None = None
    comment: str = ""


def by_link(token: str) -> Feedback | None:
    """The questions that a letter's link leads to; None for a link that there is not, or that is too old, or of a request
    that was erased since."""
    since = timezone.now() - OPEN_FOR
    found = Feedback.objects.filter(token_hash=hash_of(token), asked_at__gt=since, request__erased_at=None)
    return found.first()


def feedback_of(request: Request) -> Feedback | None:
    """What was asked and said of a request that the caller may see."""
    return Feedback.objects.filter(request=request).first()


def changeable_until(feedback: Feedback) -> datetime | None:
    """Until when answers can be changed; None where there are none yet."""
    return feedback.answered_at + CHANGEABLE_FOR if feedback.answered_at else None


def may_answer(feedback: Feedback | None) -> bool:
    """Whether answers can still be given or changed."""
    until = changeable_until(feedback) if feedback else None
    return until is None or timezone.now() < until


@transaction.atomic
def answer(token: str, answers: Answers) -> Feedback | None:
    """Keep what somebody says by a letter's link, in the place of what they said before; None where there is no such link.
    Said again, nothing changes.

    Raises:
        TooLate: a week after they first answered.
        ValueError: with nothing said, or too much.
    """
    found = by_link(token)
    if found is None or _locked(found.request_id).erased_at is not None:
        return None
    return _keep(found.pk, answers)


@transaction.atomic
def answer_about(request_id: UUID, answers: Answers) -> Feedback:
    """The same of a request that the caller found as its customer's.

    Raises:
        StateRefused: where it has not come to an end that is asked about.
        TooLate, ValueError: as ``answer``.
    """
    request = _locked(request_id)
    found = feedback_of(request)
    if request.erased_at is not None or (found is None and not is_asked(request)):
        raise StateRefused("It is asked about when it has come to its end.")
    if found is None:
        _check(answers)
        found, _ = begin(request)
    return _keep(found.pk, answers)


def _locked(request_id: UUID) -> Request:
    """The request, which is not erased before the answers are kept, or was before."""
    return Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)


def _keep(feedback_id: UUID, answers: Answers) -> Feedback:
    _check(answers)
    feedback = Feedback.objects.select_for_update().get(pk=feedback_id)
    if not may_answer(feedback):
        raise TooLate("The answers stand.")
    feedback.satisfaction, feedback.effort = answers.satisfaction, answers.effort
    feedback.comment = answers.comment.strip()
    feedback.answered_at = feedback.answered_at or timezone.now()
    feedback.save(update_fields=["satisfaction", "effort", "comment", "answered_at"])
    return feedback


def _check(answers: Answers) -> None:
    for said in (answers.satisfaction, answers.effort):
        if said is not None and said not in Feedback.SCALE:
            raise ValueError("From 1 to 5.")
    comment = answers.comment.strip()
    if len(comment) > LONGEST:
        raise ValueError(f"{LONGEST} letters at most.")
    if answers.satisfaction is None and answers.effort is None and not comment:
        raise ValueError("Say something.")
