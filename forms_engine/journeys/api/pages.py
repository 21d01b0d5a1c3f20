"""One page of a submission: what it asks, what is kept, and answering it."""

from typing import Any
from uuid import UUID

from ninja import Router, Schema
from ninja.decorators import decorate_view
from pydantic import ConfigDict, Field

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused
from forms_engine.journeys import measures, services
from forms_engine.journeys.api.access import HOLDER, held
from forms_engine.journeys.api.answer_schema import page_schema
from forms_engine.journeys.api.answers import judged
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.api.languages import LanguageCode, language_for
from forms_engine.journeys.api.presentation import BlockOut, blocks_out
from forms_engine.journeys.api.problems import AnswersRefused, NotNow, answers_refused
from forms_engine.journeys.api.steps import (
    StepOut,
    already_sent,
    another_first,
    next_out,
    reached,
    refuse_closed,
    step_out,
)
from forms_engine.journeys.items_form import ListedItem, listed_items
from forms_engine.journeys.models import Submission
from forms_engine.runtime.evaluate import Evaluation, PageState

router = Router(tags=["submissions"], auth=HOLDER)


class ItemOut(Schema):
    """One item of a group: its number from 1, what to call it, its first answers in words, and its first page."""

    number: int
    name: str
    lines: list[str]
    first_page: StepOut


class PageOut(StepOut):
    """A page: what its answers look like (``schema``), how to ask for them (``presentation``), what is kept
    (``answers``, as they were given), and the pages around it. ``next`` is there once the page is finished.

    The list of a group has no answers of its own; ``items`` are its items, and ``can_add`` and ``can_remove`` say
    whether there may be one more or one less."""

    language: str
    answers_schema: dict[str, Any] = Field(alias="schema", description="JSON Schema 2020-12 of `answers`.")
    presentation: list[BlockOut]
    answers: dict[str, Any]
    previous: StepOut | None
    next: StepOut | None
    items: list[ItemOut] | None = None
    can_add: bool | None = None
    can_remove: bool | None = None


class AnswersIn(Schema):
    """A page's answers by question key. They replace what was kept of the page: a question that is left out, null or
    empty has no answer any more. Files are the exception: left out, they stay."""

    answers: dict[str, Any]

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"answers": {"dangerous": "no"}}]}
    )


class AnsweredOut(Schema):
    """The page is kept. ``next`` is where to go on: the same page, when the answers make it ask for more."""

    step: str
    answers: dict[str, Any]
    next: StepOut


@router.get(
    "/{uuid:submission_id}/pages/{path:step}",
    response={200: PageOut, 404: Problem, 409: NotNow},
    by_alias=True,
    operation_id="get_submission_page",
    summary="One page",
)
@decorate_view(uncached)
def get_submission_page(
    request: GuildhallRequest, submission_id: UUID, step: str, language: LanguageCode | None = None
) -> PageOut:
    """What the page asks and what is kept of it. ``step`` is a page's key; ``<group>/<n>/<page>`` for a page about the
    n-th item of a group; a group's key for the list of its items."""
    submission = held(request)
    words = language_for(request, language, submission.language)
    evaluation = services.evaluate_submission(submission)
    state = reached(request, submission, evaluation, step)
    measures.reached(submission, step)
    return _page_out(request, submission, evaluation, state, words)


@router.put(
    "/{uuid:submission_id}/pages/{path:step}",
    response={200: AnsweredOut, 400: Problem, 404: Problem, 409: NotNow, 422: AnswersRefused},
    operation_id="put_submission_page",
    summary="Answer a page",
)
@decorate_view(uncached)
def put_submission_page(
    request: GuildhallRequest,
    submission_id: UUID,
    step: str,
    body: AnswersIn,
    language: LanguageCode | None = None,
) -> AnsweredOut:
    """Keep a page's answers: all of them, or none. 422 names each problem in words for the person answering."""
    submission = held(request)
    words = language_for(request, language, submission.language)
    state = reached(request, submission, services.evaluate_submission(submission), step)
    refuse_closed(submission)
    if state.page.exit:
        raise Refused(409, "The journey ends on this page: there is nothing to answer", step=step)
    given, wrong = judged(submission, state, body.answers, network_of(request))
    # What only a program gets wrong is on no page, and says nothing about the journey.
    on_page = [found for found, _ in wrong if found.step]
    if on_page or not wrong:
        measures.judged(submission, step, on_page)
    if wrong:
        raise answers_refused(wrong, words)
    try:
        submission = services.answer_page(submission.id, step, given)
    except services.AlreadySubmitted:
        raise already_sent(request, submission) from None
    evaluation = services.evaluate_submission(submission)
    now = evaluation.state_of(step)
    if now is None:
        # Another program changed an earlier page meanwhile, and this one is not asked any more.
        raise another_first(request, submission, evaluation)
    after = now if now.problems or now.asks_more_than(state) else evaluation.after(step)
    return AnsweredOut(
        step=step, answers=visible_answers(now), next=next_out(request, submission, evaluation, after, words)
    )


def visible_answers(state: PageState) -> dict[str, Any]:
    """What is kept of a page, less what is nobody's to see."""
    hidden = {question.key for question in state.questions if question.type == "hidden"}
    return {key: answer for key, answer in state.answers.items() if key not in hidden}


def _page_out(
    request: GuildhallRequest, submission: Submission, evaluation: Evaluation, state: PageState, language: str
) -> PageOut:
    before = evaluation.before(state.step)
    finished = not state.problems and not state.page.exit
    questions = tuple(question for question in state.questions if question.type != "hidden")
    title = state.page.title.in_language(language)
    page = PageOut(
        **step_out(request, submission, state, language).model_dump(),
        language=language,
        schema=page_schema(title, questions, language),
        presentation=blocks_out(request, state.blocks, language),
        answers=visible_answers(state),
        previous=step_out(request, submission, before, language) if before else None,
        next=next_out(request, submission, evaluation, evaluation.after(state.step), language)
        if finished
        else None,
    )
    if state.is_list and state.group:
        page.items = [
            _item_out(request, submission, evaluation, item, language)
            for item in listed_items(evaluation, state, language)
        ]
        page.can_add = state.items < state.group.max
        page.can_remove = state.items > state.group.min
    return page


def _item_out(
    request: GuildhallRequest, submission: Submission, evaluation: Evaluation, item: ListedItem, language: str
) -> ItemOut:
    return ItemOut(
        number=item.number,
        name=item.name,
        lines=list(item.lines),
        first_page=step_out(request, submission, evaluation.state_of(item.step), language),
    )
