"""What a request's customer needs to be able to deal with the council: what whoever answers has to know first."""

from collections.abc import Sequence
from dataclasses import dataclass

from audiences.principal import Principal
from forms_engine.requests.answers import AnswerRow, answer_rows
from forms_engine.requests.customers.access_needs import need_words
from forms_engine.requests.customers.selectors import known_family
from forms_engine.requests.models import Customer, Request

# A journey that asks for such needs calls its question one of these (docs/request-page.md).
QUESTIONS = frozenset({"communication", "communication-needs", "interpreter-language", "needs"})


@dataclass(frozen=True, slots=True)
class Needs:
    """``language`` is the code of the one they would rather be spoken and written to in, "" where it is English or not
    known; ``words`` what was written down about them; ``answers`` what they answered in this request; ``asked`` what they
    chose in their account (``customers.access_needs``), each in words."""

    language: str
    words: str
    answers: tuple[AnswerRow, ...]
    asked: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.language or self.words or self.answers or self.asked)


def written_down(family: Sequence[Customer]) -> tuple[str, str]:
    """The language that somebody would rather be spoken and written to in ("" where it is not known), and what they need,
    as it was written down of any of the customers that they are; of one after the other, each once."""
    language = next((one.language for one in family if one.language), "")
    return language, "\n\n".join(dict.fromkeys(words for one in family if (words := one.needs.strip())))


def needs_of_customer(principal: Principal, customer: Customer | None) -> str:
    """What was written down of somebody's needs, and of whoever was found to be the same person; "" for nobody. The caller
    has found the customer through a selector. One query."""
    return written_down(known_family(principal, customer) or [customer])[1] if customer is not None else ""


def needs_of(principal: Principal, request: Request, answers: list[AnswerRow] | None = None) -> Needs:
    """The needs of a request's customer, and of whoever was found to be the same person, as far as this principal may know
    of them; the one who stands for all comes first. The caller has found the request through a selector. ``answers`` are
    its rows where the caller has them already. One query beside its customer's."""
    rows = answer_rows(request) if answers is None else answers
    family = known_family(principal, request.customer) or [request.customer]
    language, words = written_down(family)
    language = language or request.language
    return Needs(
        language="" if language == "en" else language,
        words=words,
        answers=tuple(row for row in rows if row.question in QUESTIONS and any(row.lines)),
        asked=tuple(
            dict.fromkeys(
                words for one in family for words in need_words(one.access_needs, one.interpreter_language)
            )
        ),
    )
