"""A request's answers in words, from the version it was made on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition, Group, Question
from forms_engine.requests.models import Request
from forms_engine.runtime.summary import describe
from forms_engine.runtime.values import Answers


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answered question: its key and label, the answer (JSON, canonical) and its lines, and whether it is sensitive.
    Of a group, ``group`` is its key, ``item`` the number from 1 and ``item_name`` what to call it ("Child 2")."""

    question: str
    type: str
    label: str
    answer: Any
    lines: tuple[str, ...]
    sensitive: bool
    group: str = ""
    item: int = 0
    item_name: str = ""


def answer_rows(request: Request, language: str = "en") -> list[AnswerRow]:
    """Every answered question, in the order asked, item by item."""
    if request.journey_version_id is None:
        # It began in another system: nobody was asked anything here.
        return []
    return rows_of(definition_of(request.journey_version_id), request.answers, language)


def rows_of(definition: Definition, given: Answers, language: str = "en") -> list[AnswerRow]:
    """The same of answers that count (``Evaluation.answers``), whether or not they are a request yet."""
    rows: list[AnswerRow] = []
    for part in definition.pages:
        if isinstance(part, Group):
            for number, answers in enumerate(given.get(part.key, ()), start=1):
                rows += _rows(part.questions, answers, language, part, number)
        else:
            rows += _rows(part.questions, given, language)
    return rows


def _rows(
    questions: tuple[Question, ...],
    answers: Answers,
    language: str,
    group: Group | None = None,
    item: int = 0,
) -> Iterator[AnswerRow]:
    for question in questions:
        if question.key not in answers:
            continue
        yield AnswerRow(
            question=question.key,
            type=question.type,
            label=question.label.in_language(language),
            answer=answers[question.key],
            lines=describe(question, answers[question.key], language),
            sensitive=question.sensitive,
            group=group.key if group else "",
            item=item,
            item_name=f"{group.item.in_language(language)} {item}" if group else "",
        )


def authority_in_words(request: Request, language: str = "en") -> str:
    """By what right its sender asks for somebody else, as the journey put it; "" for who asks for themselves."""
    if request.journey_version_id is None or not request.authority:
        return request.authority
    definition = definition_of(request.journey_version_id)
    asked = definition.questions_by_key.get(definition.contact.authority)
    words = {option.key: option.label.in_language(language) for option in asked.options} if asked else {}
    return words.get(request.authority, "not said")
