"""What a request's customer needs to be able to deal with the council: what whoever answers has to know first."""

from dataclasses import dataclass

from forms_engine.requests.answers import AnswerRow, answer_rows
from forms_engine.requests.models import Request

# A journey that asks for such needs calls its question one of these (docs/request-page.md).
QUESTIONS = frozenset({"communication", "communication-needs", "interpreter-language", "needs"})


@dataclass(frozen=True, slots=True)
class Needs:
    """``language`` is the code of the one they would rather be spoken and written to in, "" where it is English or not
    known; ``words`` what was written down about them; ``answers`` what they answered in this request."""

    language: str
    words: str
    answers: tuple[AnswerRow, ...]

    def __bool__(self) -> bool:
        return bool(self.language or self.words or self.answers)


def needs_of(request: Request, answers: list[AnswerRow] | None = None) -> Needs:
    """The needs of a request's customer, for whoever may see the request. ``answers`` are its rows where the caller has
    them already. No query beside its customer's."""
    rows = answer_rows(request) if answers is None else answers
    language = request.customer.language or request.language
    return Needs(
        language="" if language == "en" else language,
        words=request.customer.needs.strip(),
        answers=tuple(row for row in rows if row.question in QUESTIONS and any(row.lines)),
    )
