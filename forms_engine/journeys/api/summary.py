"""Check your answers, as data."""

from itertools import groupby
from uuid import UUID

from ninja import Router, Schema
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from audiences.problems import Problem
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import NO_TEXT, Definition
from forms_engine.journeys import choosing, measures, services
from forms_engine.journeys.api.access import HOLDER, held
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.api.languages import LanguageCode, language_for
from forms_engine.journeys.api.presentation import Words, words
from forms_engine.journeys.api.steps import StepOut, page_url, refuse_sent, step_out
from forms_engine.journeys.api.times import HeldOut, held_out
from forms_engine.journeys.choosing import NOT_NEEDED
from forms_engine.journeys.models import Submission
from forms_engine.requests.paying import payers_network
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.fees import OwedLine
from forms_engine.runtime.summary import SummaryRow, summarise

router = Router(tags=["submissions"], auth=HOLDER)


class RowOut(Schema):
    """A question with its answer in words, a line each, and the page to change it on. ``looked_up``: no question, but a
    fact that was looked up for that page."""

    question: str
    label: str
    lines: list[str]
    sensitive: bool
    step: str
    url: str
    looked_up: bool = False


class ItemRowsOut(Schema):
    """What was answered about one item of a group."""

    number: int
    name: str
    rows: list[RowOut]


class SectionOut(Schema):
    """A run of answers under one heading. Of a group, the answers are with its items."""

    section: str
    title: str
    group: str
    rows: list[RowOut]
    items: list[ItemRowsOut]


class FeeLineOut(Schema):
    """A line owed: ``amount_pence`` is of all ``quantity`` units, after the concession."""

    label: str
    quantity: str
    concession: str
    amount_pence: int


class SummaryOut(Schema):
    """Everything answered so far, what it costs and what is agreed to on sending. ``unfinished``: the pages on the path
    that still have a problem, first the one to do next. ``appointment``: the time that is held; ``needs_time``: one has to be
    chosen before this can be sent."""

    sections: list[SectionOut]
    fee_lines: list[FeeLineOut]
    fee_pence: int
    declaration: Words | None
    appointment: HeldOut | None
    needs_time: bool
    can_submit: bool
    unfinished: list[StepOut]


@router.get(
    "/{uuid:submission_id}/summary",
    response={200: SummaryOut, 404: Problem, 409: Problem},
    operation_id="get_submission_summary",
    summary="Check the answers",
)
@decorate_view(uncached)
def get_submission_summary(
    request: GuildhallRequest, submission_id: UUID, language: LanguageCode | None = None
) -> SummaryOut:
    """What will be sent, in words. Once it has been sent, the request has it."""
    submission = held(request)
    refuse_sent(request, submission)
    chosen = language_for(request, language, submission.language)
    definition, evaluation = definition_of(submission.version_id), services.evaluate_submission(submission)
    actor = choosing.actor_for(request.principal, submission)
    standing = (
        choosing.standing(submission, evaluation, actor, payers_network(request))
        if evaluation.can_submit
        else NOT_NEEDED
    )
    if evaluation.can_submit and standing.is_ready:
        measures.reached(submission, measures.CHECK)
    return SummaryOut(
        sections=_sections(request, submission, definition, evaluation, chosen),
        fee_lines=[_fee_line_out(line, chosen) for line in evaluation.fee_lines],
        fee_pence=evaluation.fee_pence,
        declaration=words(definition.declaration, chosen) if definition.declaration else None,
        appointment=held_out(standing, chosen),
        needs_time=not standing.is_ready,
        can_submit=evaluation.can_submit and standing.is_ready,
        unfinished=[
            step_out(request, submission, state, chosen)
            for state in evaluation.path
            if state.problems or state.page.exit
        ],
    )


def _sections(
    request: GuildhallRequest,
    submission: Submission,
    definition: Definition,
    evaluation: Evaluation,
    language: str,
) -> list[SectionOut]:
    found: list[SectionOut] = []
    rows = summarise(evaluation, language)
    for (key, group), run in groupby(rows, key=lambda row: (row.section, row.group)):
        made = definition.groups.get(group)
        heading = definition.sections.get(key) or (made.title if made else NO_TEXT)
        section = SectionOut(
            section=key,
            title=heading.in_language(language),
            group=group,
            rows=[],
            items=[],
        )
        for item, own in groupby(run, key=lambda row: row.item):
            out = [_row_out(request, submission, row) for row in own]
            if made is None:
                section.rows = out
            else:
                name = f"{made.item.in_language(language)} {item}"
                section.items.append(ItemRowsOut(number=item, name=name, rows=out))
        found.append(section)
    return found


def _row_out(request: GuildhallRequest, submission: Submission, row: SummaryRow) -> RowOut:
    return RowOut(
        question=row.question,
        label=row.label,
        lines=list(row.lines),
        sensitive=row.sensitive,
        step=row.step,
        url=page_url(request, submission, row.step),
        looked_up=row.is_fact,
    )


def _fee_line_out(line: OwedLine, language: str) -> FeeLineOut:
    return FeeLineOut(
        label=line.label.in_language(language),
        quantity=f"{line.quantity.normalize():f}",
        concession=line.concession.in_language(language),
        amount_pence=line.amount_pence,
    )
