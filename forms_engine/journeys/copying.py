"""Beginning again with what an earlier request said: a partner who refers the same person, or much the same thing, again.

What is taken over is a beginning to be checked page by page, never something that is sent unseen. Left out is what somebody
says anew each time: files, what is signed or agreed to, bank details, whatever its question marks as ``ask_again``, and how
to reach whoever sent it, where that was a colleague.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of, live_version
from forms_engine.definition.document import Definition, Question
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import ChooseOrganisation, start_submission
from forms_engine.requests.models import Request, RequestRead
from forms_engine.requests.organisations import request_of_organisation
from forms_engine.requests.own import own_request
from forms_engine.requests.reading import note_read
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.steps import items_of
from forms_engine.runtime.tidy import tidy
from forms_engine.runtime.values import Answer, is_blank

SAID_ANEW = frozenset({"file", "signature", "declaration", "bank_details", "hidden"})


class CannotCopy(ValueError):
    """There is nothing to copy: it is not theirs, not their organisation's, or its journey takes no more."""


def may_copy(principal: Principal, request: Request) -> bool:
    """Whether to offer it: what was sent for the very organisation that one acts for now, by a journey that is there. The
    caller has found the request as theirs to see."""
    if principal.user is None or not principal.organisation:
        return False
    return (
        request.organisation == principal.organisation
        and request.journey_version is not None
        and request.erased_at is None
    )


@transaction.atomic
def copy_request(principal: Principal, reference: str, *, language: str) -> tuple[Submission, str]:
    """A new submission on the live version of the same journey, with the earlier answers that still do; answers it and its
    token, which is never shown again.

    Raises:
        CannotCopy: where the request is not the organisation's that the principal acts for, or not theirs to see, or its
            journey is gone, or is not for that organisation any more.
        NotOpen: while the journey takes no requests.
    """
    request = request_of_organisation(principal, reference)
    if request is None or not may_copy(principal, request):
        raise CannotCopy
    earlier = request.journey_version
    version = live_version(principal, earlier.journey.slug) if earlier else None
    if earlier is None or version is None:
        raise CannotCopy
    try:
        submission, token = start_submission(principal, version, language=language)
    except ChooseOrganisation:
        raise CannotCopy from None
    if submission.organisation != request.organisation:
        raise CannotCopy  # it would take what was said for one of their organisations to another
    if own_request(principal, reference) is None:
        note_read(principal, request, RequestRead.What.PAGE)
    is_own = request.customer.user_id is not None and request.customer.user_id == submission.user_id
    copied = answers_that_do(earlier, version, request.answers, timezone.localdate(), is_own=is_own)
    submission.answers = copied | submission.answers
    submission.save(update_fields=["answers", "updated_at"])
    return submission, token


def answers_that_do(
    earlier: JourneyVersion,
    version: JourneyVersion,
    answers: Mapping[str, Answer],
    today: date,
    *,
    is_own: bool,
) -> dict[str, Answer]:
    """Of the answers to an earlier version those that the new one's questions take: asked under the same key, in the same
    way, in the same group, and acceptable today. ``is_own``: whoever begins again sent the earlier one too."""
    before, now = definition_of(earlier.pk), definition_of(version.pk)
    left_out = set() if is_own else {now.contact.name, now.contact.email, now.contact.mobile}
    taken: dict[str, Answer] = {}
    for key, question in now.questions_by_key.items():
        if key in left_out or not _is_the_same(before, now, question):
            continue
        group = now.group_of.get(key)
        if group is None:
            if _does(question, answers.get(key), today):
                taken[key] = tidy(question, answers.get(key))
            continue
        items = items_of(answers, group)
        kept = items_of(taken, group) or [{} for _ in items]
        for item, into in zip(items, kept, strict=True):
            if _does(question, item.get(key), today):
                into[key] = tidy(question, item.get(key))
        if items:
            taken[group] = kept
    return taken


def _is_the_same(before: Definition, now: Definition, question: Question) -> bool:
    earlier = before.questions_by_key.get(question.key)
    if earlier is None or earlier.type != question.type or question.type in SAID_ANEW or question.ask_again:
        return False
    return before.group_of.get(question.key) == now.group_of.get(question.key)


def _does(question: Question, answer: Answer, today: date) -> bool:
    return not is_blank(answer) and not check_answer(question, answer, today)
