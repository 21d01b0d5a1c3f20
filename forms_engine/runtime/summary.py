"""Answers in words: for check-your-answers, the back office and the resident's own copy."""

from dataclasses import dataclass

from forms_engine.definition.document import Question
from forms_engine.runtime.dates import read_date, read_month
from forms_engine.runtime.evaluate import Evaluation, PageState
from forms_engine.runtime.facts import DOWN, FOUND
from forms_engine.runtime.marks import fact_in_words
from forms_engine.runtime.values import Answer
from forms_engine.runtime.wording import YES_NO, day_in_words, month_in_words, pounds

NOT_ANSWERED = {"en": "Not answered", "cy": "Heb ei ateb"}
NOTHING_FOUND = {"en": "We found nothing", "cy": "Ni ddaethom o hyd i ddim"}
NOT_LOOKED_UP = {
    "en": "We could not look this up just now. We will check it ourselves",
    "cy": "Ni allem chwilio am hyn nawr. Byddwn yn ei wirio ein hunain",
}
BANK_WORDS = {
    "en": {"sort_code": "Sort code", "account_number": "Account number", "roll_number": "Roll number"},
    "cy": {"sort_code": "Cod didoli", "account_number": "Rhif y cyfrif", "roll_number": "Rhif rôl"},
}


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question and its answer in words; ``lines`` is what to show, one paragraph each. ``step`` is where to change
    it; ``group`` and ``item`` (from 1) say which item of a group it is about; ``section`` is its page's. ``is_fact``: it
    was looked up, and nobody can change it."""

    step: str
    page: str
    question: str
    label: str
    lines: tuple[str, ...]
    sensitive: bool
    section: str = ""
    group: str = ""
    item: int = 0
    is_fact: bool = False


def summarise(evaluation: Evaluation, language: str = "en") -> list[SummaryRow]:
    """Every question on the path, in order, with its answer in words (exit pages and hidden answers left out). An answer
    that does not count yet is shown as not answered."""
    rows = []
    for state in evaluation.path:
        if state.page.exit:
            continue
        counted = evaluation.answers
        if state.group is not None:
            items = evaluation.answers.get(state.group.key, [])
            counted = items[state.item - 1] if state.item and len(items) >= state.item else {}
        rows += [
            SummaryRow(
                step=state.step,
                page=state.page.key,
                question=question.key,
                label=question.label.in_language(language),
                lines=describe(question, counted.get(question.key), language),
                sensitive=question.sensitive,
                section=state.page.section or (state.group.section if state.group else ""),
                group=state.group.key if state.group else "",
                item=state.item,
            )
            for question in state.questions
            if question.type != "hidden"
        ]
        if state.page.lookup is not None and state.group is None:
            rows += _facts(evaluation, state, language)
    return rows


def _facts(evaluation: Evaluation, state: PageState, language: str) -> list[SummaryRow]:
    """What was looked up for a page, as far as it is meant to be shown; that it could not be, where that is so."""
    looked_up = next((one for one in evaluation.looked_up if one.page == state.page.key), None)
    if looked_up is None or looked_up.finding is None:
        return []
    rows = []
    for output in looked_up.lookup.outputs:
        said = fact_in_words(output.as_question, evaluation.facts.get(output.key), language)
        if looked_up.finding.outcome != FOUND:
            words = NOT_LOOKED_UP if looked_up.finding.outcome == DOWN else NOTHING_FOUND
            said = words.get(language.split("-")[0], words["en"])
        if output.label and said:
            rows.append(
                SummaryRow(
                    step=state.step,
                    page=state.page.key,
                    question=output.key,
                    label=output.label.in_language(language),
                    lines=(said,),
                    sensitive=False,
                    section=state.page.section,
                    is_fact=True,
                )
            )
    return rows


def describe(question: Question, answer: Answer, language: str = "en") -> tuple[str, ...]:
    """One answer (in canonical form) in words, a line each; never empty."""
    base = language.split("-")[0]
    if answer is None:
        return (NOT_ANSWERED.get(base, NOT_ANSWERED["en"]),)
    match question.type:
        case "yes_no":
            return (YES_NO.get(base, YES_NO["en"])[answer],)
        case "radios" | "select" | "autocomplete" | "checkboxes":
            labels = {option.key: option.label.in_language(language) for option in question.options}
            chosen = answer if isinstance(answer, list) else [answer]
            return tuple(labels[key] for key in chosen)
        case "number":
            unit = question.unit.in_language(language)
            return (f"{answer:,} {unit}".strip(),)
        case "money":
            return (pounds(answer),)
        case "date":
            day = read_date(answer)
            return (day_in_words(day, language) if day else str(answer),)
        case "month_year":
            month = read_month(answer)
            return (f"{month_in_words(month.month, language)} {month.year}" if month else str(answer),)
        case "national_insurance":
            return (" ".join(answer[at : at + 2] for at in range(0, len(answer), 2)),)
        case "address":
            parts = (answer.get(name, "") for name in ("line1", "line2", "town", "county", "postcode"))
            return tuple(part for part in parts if part)
        case "location":
            return _location(answer)
        case "bank_details":
            words = BANK_WORDS.get(base, BANK_WORDS["en"])
            code = answer["sort_code"]
            lines = [
                answer["account_name"],
                f"{words['sort_code']}: {code[:2]} {code[2:4]} {code[4:]}",
                f"{words['account_number']}: {answer['account_number']}",
            ]
            if answer.get("roll_number"):
                lines.append(f"{words['roll_number']}: {answer['roll_number']}")
            return tuple(lines)
        case "file":
            return tuple(file["name"] for file in answer)
        case "declaration":
            return (YES_NO.get(base, YES_NO["en"])["yes"],)
    return tuple(str(answer).splitlines()) or ("",)


def _location(answer: Answer) -> tuple[str, ...]:
    lines = [part for part in (answer.get("description", ""), answer.get("postcode", "")) if part]
    if answer.get("latitude") is not None:
        lines.append(f"{answer['latitude']:.5f}, {answer['longitude']:.5f}")
        if answer.get("grid_reference"):
            lines.append(answer["grid_reference"])
    return tuple(lines)
