"""A request's answers in words, from the version it was made on."""

from dataclasses import dataclass

from forms_engine.catalogue.selectors import definition_of
from forms_engine.requests.models import Request
from forms_engine.runtime.summary import describe


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answered question: its key and label, the answer's lines, and whether it is sensitive."""

    question: str
    type: str
    label: str
    lines: tuple[str, ...]
    sensitive: bool


def answer_rows(request: Request, language: str = "en") -> list[AnswerRow]:
    """Every answered question, in the order asked."""
    questions = definition_of(request.journey_version_id).questions_by_key
    return [
        AnswerRow(
            question=key,
            type=question.type,
            label=question.label.in_language(language),
            lines=describe(question, request.answers[key], language),
            sensitive=question.sensitive,
        )
        for key, question in questions.items()
        if key in request.answers
    ]
