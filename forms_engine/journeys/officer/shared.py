"""A draft that its owner and an officer both have open: what the owner's pages do so that neither writes over the other
unseen."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from forms_engine.definition.document import Question
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.seen import digest_of
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.evaluate import PageState
from forms_engine.runtime.summary import describe
from forms_engine.runtime.tidy import tidy
from forms_engine.runtime.values import Answer, Answers


@dataclass(frozen=True, slots=True)
class NotKept:
    """What the owner typed over an answer that an officer had changed: the question, and what they typed, in words."""

    label: str
    typed: str


def is_helped(submission: Submission) -> bool:
    """Whether an officer has been let in."""
    code = getattr(submission, "spoken_code", None)
    return code is not None and code.used_at is not None


def mark_of(answers: Answers) -> str:
    """What tells one state of some answers from another: carried by the page that shows them."""
    told = json.dumps(answers, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def mark_of_page(state: PageState) -> str:
    """The mark of a page's answers. Files are kept one by one, and are nobody's to write over."""
    files = {question.key for question in state.questions if question.type == "file"}
    return mark_of({key: answer for key, answer in state.answers.items() if key not in files})


def has_changed(submission: Submission, mark: str, now: str) -> bool:
    """Whether an officer has changed what the owner's page showed when they sent it."""
    return bool(mark) and mark != now and is_helped(submission)


def not_kept(state: PageState, typed: Answers, language: str, today: date) -> list[NotKept]:
    """Where the owner typed something else than stands there now."""
    return [
        NotKept(
            question.label.in_language(language),
            _in_words(question, typed.get(question.key), language, today),
        )
        for question in state.questions
        if question.key in typed
        and digest_of(question, typed[question.key], today)
        != digest_of(question, state.answers.get(question.key), today)
    ]


def _in_words(question: Question, answer: Answer, language: str, today: date) -> str:
    if answer is None:
        return _("nothing")
    if check_answer(question, answer, today):
        return answer if isinstance(answer, str) else _("an answer that was not finished")
    return ", ".join(describe(question, tidy(question, answer), language))
