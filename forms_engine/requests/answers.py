"""A request's answers in words, from the version it was made on, with what its customer has corrected since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition, Group, Question
from forms_engine.requests.after_sending.amended import amended, amendments_of, as_sent, name_of
from forms_engine.requests.helping.sending import BY_AGREEMENT
from forms_engine.requests.models import Request
from forms_engine.runtime.summary import describe
from forms_engine.runtime.values import Answer, Answers


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answered question: its key and label, the answer (JSON, canonical) and its lines, and whether it is sensitive.
    Of a group, ``group`` is its key, ``item`` the number from 1 and ``item_name`` what to call it ("Child 2"). Where it was
    corrected, ``before`` is what was sent, in words."""

    question: str
    type: str
    label: str
    answer: Any
    lines: tuple[str, ...]
    sensitive: bool
    group: str = ""
    item: int = 0
    item_name: str = ""
    before: tuple[str, ...] = ()


def answer_rows(request: Request, language: str = "en") -> list[AnswerRow]:
    """Every answered question as it stands now, in the order asked, item by item. One query, for what was corrected."""
    if request.journey_version_id is None:
        # It began in another system: nobody was asked anything here.
        return []
    definition, corrections = definition_of(request.journey_version_id), amendments_of(request)
    now = amended(request.answers, corrections)
    return rows_of(definition, now, language, as_sent(corrections))


def rows_as_sent(request: Request, language: str = "en") -> list[AnswerRow]:
    """The same as it was sent, whatever was corrected since. No query."""
    if request.journey_version_id is None:
        return []
    return rows_of(definition_of(request.journey_version_id), request.answers, language)


def rows_of(
    definition: Definition, given: Answers, language: str = "en", before: Mapping[str, Answer] | None = None
) -> list[AnswerRow]:
    """The same of answers that count (``Evaluation.answers``), whether or not they are a request yet. ``before`` is what
    was said at first where that was corrected, by the names of ``after_sending.amended``."""
    rows: list[AnswerRow] = []
    was = before or {}
    for part in definition.pages:
        if isinstance(part, Group):
            for number, answers in enumerate(given.get(part.key, ()), start=1):
                rows += _rows(part.questions, answers, language, was, part, number)
        else:
            rows += _rows(part.questions, given, language, was)
    return rows


def _rows(
    questions: tuple[Question, ...],
    answers: Answers,
    language: str,
    was: Mapping[str, Answer],
    group: Group | None = None,
    item: int = 0,
) -> Iterator[AnswerRow]:
    for question in questions:
        name = name_of(question.key, group.key if group else "", item)
        if question.key not in answers and name not in was:
            continue
        answer = answers.get(question.key)
        yield AnswerRow(
            question=question.key,
            type=question.type,
            label=question.label.in_language(language),
            answer=answer,
            lines=describe(question, answer, language),
            before=describe(question, was[name], language) if name in was else (),
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
    return words.get(request.authority) or BY_AGREEMENT.get(request.authority, "not said")
