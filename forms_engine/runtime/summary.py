"""Answers in words: for check-your-answers, the back office and the resident's own copy."""

from dataclasses import dataclass

from forms_engine.definition.document import Question
from forms_engine.runtime.dates import read_date
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.values import Answer

YES_NO = {"en": {"yes": "Yes", "no": "No"}, "cy": {"yes": "Ie", "no": "Na"}}
NOT_ANSWERED = {"en": "Not answered", "cy": "Heb ei ateb"}


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question and its answer in words; ``lines`` is what to show, one paragraph each."""

    page: str
    question: str
    label: str
    lines: tuple[str, ...]
    sensitive: bool


def summarise(evaluation: Evaluation, language: str = "en") -> list[SummaryRow]:
    """Every question on the path, in order, with its answer in words (exit pages left out)."""
    return [
        SummaryRow(
            page=state.page.key,
            question=question.key,
            label=question.label.in_language(language),
            lines=describe(question, evaluation.answers.get(question.key), language),
            sensitive=question.sensitive,
        )
        for state in evaluation.path
        if not state.page.exit
        for question in state.questions
    ]


def describe(question: Question, answer: Answer, language: str = "en") -> tuple[str, ...]:
    """One answer in words, a line each; never empty."""
    base = language.split("-")[0]
    if answer is None:
        return (NOT_ANSWERED.get(base, NOT_ANSWERED["en"]),)
    match question.type:
        case "yes_no":
            return (YES_NO.get(base, YES_NO["en"])[answer],)
        case "radios" | "checkboxes":
            labels = {option.key: option.label.in_language(language) for option in question.options}
            chosen = answer if isinstance(answer, list) else [answer]
            return tuple(labels[key] for key in chosen)
        case "date":
            day = read_date(answer)
            return (f"{day.day} {day:%B %Y}",) if day else (str(answer),)
        case "address":
            parts = (answer.get(name, "") for name in ("line1", "line2", "town", "county", "postcode"))
            return tuple(part for part in parts if part)
        case "location":
            lines = [part for part in (answer.get("description", ""), answer.get("postcode", "")) if part]
            if answer.get("latitude") is not None:
                lines.append(f"{answer['latitude']:.5f}, {answer['longitude']:.5f}")
            return tuple(lines)
        case "file":
            return tuple(file["name"] for file in answer)
        case "declaration":
            return (YES_NO.get(base, YES_NO["en"])["yes"],)
    return tuple(str(answer).splitlines())
