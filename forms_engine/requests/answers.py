"""A request's answers in words, from the version it was made on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Group, Question
from forms_engine.requests.models import Request
from forms_engine.runtime.summary import describe


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
    definition = definition_of(request.journey_version_id)
    rows: list[AnswerRow] = []
    for part in definition.pages:
        if isinstance(part, Group):
            for number, answers in enumerate(request.answers.get(part.key, ()), start=1):
                rows += _rows(part.questions, answers, language, part, number)
        else:
            rows += _rows(part.questions, request.answers, language)
    return rows


def _rows(
    questions: tuple[Question, ...],
    answers: dict[str, Any],
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
