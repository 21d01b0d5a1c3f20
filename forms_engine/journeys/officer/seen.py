"""What an officer had on the screen when they sent it: which questions, with which answers. It comes back with the form,
so that it can be told what is new, what they changed, and what somebody else changed meanwhile. Nobody gains anything by
changing it: it says how answers are shown and merged, never what counts."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forms_engine.definition.document import Definition, Question
from forms_engine.journeys.officer.continuing import Verdict
from forms_engine.journeys.officer.screen import ShownPage
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.steps import items_of
from forms_engine.runtime.tidy import tidy
from forms_engine.runtime.values import Answer, Answers, is_blank

LONGEST = 500_000


@dataclass(frozen=True, slots=True)
class Seen:
    """``blocks``: the places of what was shown, by page. ``answers``: a digest of what stood there, by page and question.
    ``items``: how many were kept of each group. ``judged`` and ``pointed``: as the verdict before said."""

    blocks: Mapping[str, frozenset[int]] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    items: Mapping[str, int] = field(default_factory=dict)
    judged: frozenset[str] = frozenset()
    pointed: str = ""


def seen_now(
    definition: Definition, answers: Answers, screen: Sequence[ShownPage], verdict: Verdict, today: date
) -> str:
    """What is shown now, as the form carries it."""
    said = {
        "pages": {
            page.step: {
                "at": list(page.places),
                "was": {
                    question.key: digest_of(question, page.state.answers.get(question.key), today)
                    for question in page.state.questions
                    if question.type not in {"hidden", "file"}
                },
            }
            for page in screen
        },
        "items": {key: len(items_of(answers, key)) for key in definition.groups},
        "judged": sorted(verdict.judged),
        "pointed": verdict.at,
    }
    return json.dumps(said, separators=(",", ":"))


def read_seen(said: str) -> Seen:
    """What a form of ours carried; nothing seen at all where it is none."""
    try:
        found = json.loads(said) if len(said) <= LONGEST else {}
        pages: Mapping[str, Any] = found["pages"]
        return Seen(
            blocks={str(step): frozenset(int(n) for n in page["at"]) for step, page in pages.items()},
            answers={
                str(step): {str(key): str(digest) for key, digest in page["was"].items()}
                for step, page in pages.items()
            },
            items={str(key): int(number) for key, number in found["items"].items()},
            judged=frozenset(str(step) for step in found["judged"]),
            pointed=str(found["pointed"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return Seen()


def digest_of(question: Question, answer: Answer, today: date) -> str:
    """What tells one answer from another, however it was typed; "" for a blank one."""
    if is_blank(answer):
        return ""
    tidied = answer if check_answer(question, answer, today) else tidy(question, answer)
    told = json.dumps(tidied, sort_keys=True, default=str)
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
