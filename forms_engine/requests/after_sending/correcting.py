"""Correcting answers after sending: page by page, as the journey asked them, where nothing else depends on the answer.

What leads elsewhere (another page, fee, appointment or team) is not corrected here: somebody may have acted on it, so its
customer rings. Nor are files, who is asking, and where it is. The answers as sent never change: a correction stands beside
them (``Amendment``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition, Question
from forms_engine.delivery.routing import decide
from forms_engine.requests import announcing
from forms_engine.requests.after_sending.amended import amended, amendments_of, name_of
from forms_engine.requests.after_sending.rules import may_correct
from forms_engine.requests.contacts import recording
from forms_engine.requests.models import Amendment, Request, TimelineEntry
from forms_engine.requests.routing import facts_of
from forms_engine.requests.states import StateRefused
from forms_engine.requests.telling import write_entry
from forms_engine.runtime.evaluate import Evaluation, PageState, evaluate
from forms_engine.runtime.facts import Finding, Findings, inputs_for
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.steps import with_page
from forms_engine.runtime.values import Answer

NOT_HERE = frozenset({"file", "hidden", "signature", "declaration"})


class LeadsElsewhere(ValueError):
    """With these answers the journey would have gone another way, cost something else, or gone to somebody else."""


class Unacceptable(ValueError):
    """An answer is none that the journey takes: its form says so beside the question."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A request's answers as they stand now, and where they lead. ``newest`` is the number of the timeline entry of the
    latest correction, 0 without any: what a page showed is told from what stands by it."""

    definition: Definition
    day: date
    findings: Findings
    answers: Mapping[str, Answer]
    evaluation: Evaluation
    newest: int

    def pages(self) -> list[PageState]:
        """The pages on which something can be corrected, each with only the questions that can."""
        if not self.evaluation.can_submit:
            return []
        fixed = _fixed(self.definition)
        found = []
        for state in self.evaluation.path:
            blocks = tuple(
                block
                for block in state.blocks
                if not (isinstance(block, Question) and _is_fixed(block, fixed))
            )
            if any(isinstance(block, Question) for block in blocks):
                found.append(replace(state, blocks=blocks))
        return found

    def page(self, step: str) -> PageState | None:
        """One of them."""
        return next((state for state in self.pages() if state.step == step), None)

    def with_answers(self, step: str, given: Mapping[str, Answer]) -> Evaluation:
        """Where other answers on one of them lead."""
        return evaluate(self.definition, with_page(self.answers, step, given), self.day, self.findings)

    def problems(self, step: str, given: Mapping[str, Answer]) -> tuple[Problem, ...]:
        """What is wrong with those answers themselves."""
        state = self.with_answers(step, given).state_of(step)
        return state.problems if state else ()


def standing_of(request: Request) -> Standing:
    """How the answers of a request stand that the caller found as its customer's, as on the day it was sent.

    Raises:
        ValueError: for one that began in another system.
    """
    if request.journey_version_id is None:
        raise ValueError("Nobody answered anything here.")
    definition = definition_of(request.journey_version_id)
    day = timezone.localdate(request.created_at)
    findings = _findings(request, definition)
    corrections = amendments_of(request)
    answers = amended(request.answers, corrections)
    return Standing(
        definition=definition,
        day=day,
        findings=findings,
        answers=answers,
        evaluation=evaluate(definition, answers, day, findings),
        newest=corrections[-1].entry_number if corrections else 0,
    )


@transaction.atomic
def correct(
    request_id: UUID, step: str, given: Mapping[str, Answer], *, seen: int, user: User | None
) -> Amendment | None:
    """Its customer, or who acts for them, corrects a page of a request that the caller found as theirs. Its officers see
    both, and its back offices are told. Answers that stand already change nothing: None. ``seen`` is the ``newest`` of
    the standing that the page showed.

    Raises:
        StateRefused: where its service takes no corrections (any more), another one came meanwhile, or there is nothing
            to correct on such a page.
        Unacceptable: where the journey would not take an answer.
        LeadsElsewhere: where an answer would change more than itself.
    """
    requests = Request.objects.select_for_update(of=("self",))
    request = requests.select_related("service", "location", "journey_version__journey").get(id=request_id)
    if not may_correct(request):
        raise StateRefused("Its answers cannot be corrected any more.")
    standing = standing_of(request)
    page = standing.page(step)
    if page is None:
        raise StateRefused("There is nothing to correct on such a page.")
    asked = {question.key: question for question in page.questions}
    given = {key: answer for key, answer in given.items() if key in asked}
    after = standing.with_answers(step, given)
    state = after.state_of(step)
    if state is not None and state.problems:
        raise Unacceptable("An answer on this page is not acceptable.")
    before_page, after_page = _of_page(standing.evaluation, page), _of_page(after, page)
    changed = [key for key in asked if before_page.get(key) != after_page.get(key)]
    if not changed:
        return None
    if standing.newest != seen:
        raise StateRefused("It was corrected meanwhile.")
    _check_leads_nowhere_else(request, standing, after)
    labels = [asked[key].label.in_language(request.language) for key in changed]
    entry = write_entry(
        request, TimelineEntry.Kind.CORRECTED, shown=True, message="\n".join(labels), actor=user
    )
    names = {key: name_of(key, page.group.key if page.group else "", page.item) for key in changed}
    made = Amendment.objects.create(
        request=request,
        entry_number=entry.number,
        answers={names[key]: after_page.get(key) for key in changed},
        before={names[key]: before_page.get(key) for key in changed},
        by=user,
    )
    recording.record_message(entry, answers=True)
    if request.customer_wrote_at is None:
        request.customer_wrote_at = timezone.now()
        request.save(update_fields=["customer_wrote_at"])
    said: dict[str, Any] = {"message": "", "corrected": made.answers}
    announcing.announce(request, announcing.UPDATED, said)
    return made


def _check_leads_nowhere_else(request: Request, standing: Standing, after: Evaluation) -> None:
    before = standing.evaluation
    same = (
        after.can_submit
        and _shape(after) == _shape(before)
        and after.fee_lines == before.fee_lines
        and after.booking == before.booking
        and after.facts == before.facts
    )
    if not same:
        raise LeadsElsewhere("With that answer something else would have been asked, or paid.")
    facts = facts_of(request, standing.definition, before.routes)
    was = decide(replace(facts, answers={**after.facts, **before.answers}))
    now = decide(replace(facts, answers={**after.facts, **after.answers}, named=after.routes))
    if (was.destinations, was.queue, before.routes) != (now.destinations, now.queue, after.routes):
        raise LeadsElsewhere("With that answer it would have gone to somebody else.")


def _shape(evaluation: Evaluation) -> list[tuple[str, tuple[str, ...]]]:
    """Every page of the path with the questions that it asks."""
    return [(state.step, tuple(question.key for question in state.questions)) for state in evaluation.path]


def _of_page(evaluation: Evaluation, page: PageState) -> Mapping[str, Answer]:
    """The answers that count, of the page's own item where it is about one."""
    if page.group is None:
        return evaluation.answers
    items = evaluation.answers.get(page.group.key, [])
    found: Mapping[str, Answer] = items[page.item - 1] if len(items) >= page.item else {}
    return found


def _fixed(definition: Definition) -> frozenset[str]:
    contact = definition.contact
    who = (contact.name, contact.email, contact.mobile, contact.on_behalf_of, contact.authority)
    return frozenset(key for key in (*who, definition.location) if key)


def _is_fixed(question: Question, fixed: frozenset[str]) -> bool:
    return question.type in NOT_HERE or question.key in fixed


def _findings(request: Request, definition: Definition) -> dict[str, Finding]:
    """What was looked up for it. What that was asked with is in the answers as sent: other answers find nothing."""
    found = {}
    for kept in request.facts:
        lookup = definition.lookups.get(kept["page"])
        inputs = inputs_for(lookup, request.answers) if lookup else None
        if inputs is not None:
            found[kept["page"]] = Finding(inputs, kept["outcome"], kept["values"], kept["at"])
    return found
