"""The last part of the screen, once everything is answered: others nearby, a time, what there is to pay, the declaration."""

from typing import Any

from audiences.http import GuildhallRequest
from forms_engine.journeys import choosing
from forms_engine.journeys.choosing_views import appointment_context
from forms_engine.journeys.context import answer_sections
from forms_engine.journeys.duplicate_words import shown_nearby
from forms_engine.journeys.duplicates import possible_duplicates
from forms_engine.journeys.officer.working import Screen
from forms_engine.runtime.fees import worded_line
from forms_engine.runtime.summary import summarise
from forms_engine.runtime.wording import pounds


def last_part(request: GuildhallRequest, screen: Screen) -> dict[str, Any]:
    """What is to be done now, one thing after the other: ``nearby``, then ``needs_time``, then what is read out before it
    is sent."""
    submission, evaluation, language = screen.submission, screen.evaluation, screen.submission.language
    nearby = possible_duplicates(submission, evaluation, language)
    # An officer's own network is the council's: it is not held against them.
    standing = choosing.standing(submission, evaluation, choosing.actor_for(request.principal, submission))
    contact = screen.definition.contact
    return {
        "nearby": shown_nearby(nearby),
        "follow_address": evaluation.answers.get(contact.email)
        or evaluation.answers.get(contact.mobile)
        or "",
        "needs_time": not standing.is_ready,
        **appointment_context(standing),
        "sections": answer_sections(screen.definition, summarise(evaluation, language), language),
        "declaration": screen.definition.declaration.in_language(language),
        "fee_lines": [
            {"label": worded_line(line, language), "amount": pounds(line.amount_pence)}
            for line in evaluation.fee_lines
        ],
        "fee_total": pounds(evaluation.fee_pence) if evaluation.fee_lines else "",
        "fee_pence": evaluation.fee_pence,
    }
