"""What is known before anyone types: from the address a journey was started with, the account, or the definition."""

from collections.abc import Iterator, Mapping
from datetime import date

from accounts.models import User
from forms_engine.definition.document import Definition, Group, Question
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.tidy import tidy
from forms_engine.runtime.values import Answer

LONGEST = 2000  # characters of one value of a query


def prefilled(
    definition: Definition, *, user: User | None, query: Mapping[str, str], today: date
) -> dict[str, Answer]:
    """The answers a submission begins with. A value that would not be acceptable as an answer is left out: nobody is
    shown a mistake they have not made. In a group they go to the items that have to be there."""

    def known(questions: tuple[Question, ...]) -> dict[str, Answer]:
        return dict(_known(questions, user, query, today))

    answers: dict[str, Answer] = {}
    for part in definition.pages:
        own = known(part.questions)
        if not isinstance(part, Group):
            answers |= own
        elif own and not part.count:
            answers[part.key] = [dict(own) for _ in range(part.min)]
    return answers


def query_wanted(definition: Definition, query: Mapping[str, str]) -> dict[str, str]:
    """Of the values in a start address, those that some question is prefilled from."""
    names = {
        question.prefill.name
        for question in definition.questions_by_key.values()
        if question.prefill and question.prefill.source == "query"
    }
    return {name: query[name][:LONGEST] for name in sorted(names) if query.get(name)}


def _known(
    questions: tuple[Question, ...], user: User | None, query: Mapping[str, str], today: date
) -> Iterator[tuple[str, Answer]]:
    for question in questions:
        value = _value(question, user, query)
        if not value:
            continue
        answer = _as_answer(question, value)
        if not check_answer(question, answer, today):
            yield question.key, tidy(question, answer)


def _value(question: Question, user: User | None, query: Mapping[str, str]) -> str:
    prefill = question.prefill
    if prefill is None:
        return ""
    match prefill.source:
        case "query":
            return query.get(prefill.name, "").strip()[:LONGEST]
        case "account":
            return str(getattr(user, prefill.name) or "") if user else ""
    return prefill.name


def _as_answer(question: Question, value: str) -> Answer:
    """A text as the kind of answer the question takes: only choices of several are no text (money is in pence)."""
    if question.type == "checkboxes":
        return [choice.strip() for choice in value.split(",") if choice.strip()]
    if question.type == "money":
        return int(value) if value.isdecimal() else value
    return value
