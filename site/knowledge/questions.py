"""Questions without an answer: what people looked for and did not find.

Each source registers here: readers' comments do (``votes.questions``); what was searched for in vain joins them once
searches are logged. An editor settles a question, or starts an article from it.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Question:
    """One line. ``source`` and ``id`` name it together; the words are a reader's own.

    ``article_id``, ``article_title`` and ``topic_path`` (the topic's place in the tree) say where it was asked, 0 and ""
    where it was not on an article.
    """

    source: str
    id: int
    words: str
    asked: int
    last_asked_at: datetime.datetime
    audience: str
    language: str
    article_id: int = 0
    article_title: str = ""
    topic_path: str = ""
    services: tuple[str, ...] = ()


class Source(Protocol):
    """Where questions come from."""

    name: str

    def questions(self, editable: Iterable[int], most: int) -> list[Question]:
        """The newest open ones, of these articles or of none."""

    def find(self, pk: int) -> Question | None:
        """One open question."""

    def settle(self, pk: int, by: User) -> None:
        """It needs no answer any more."""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Take questions from ``source`` from now on."""
    _sources[source.name] = source


def open_questions(editable: Iterable[int], most: int = 500) -> list[Question]:
    """The newest open questions of every source.

    Args:
        editable: ids of the articles that the one asking may change; questions asked on others are left out.
    """
    ids = list(editable)
    found = [one for source in _sources.values() for one in source.questions(ids, most)]
    return sorted(found, key=lambda one: one.last_asked_at, reverse=True)[:most]


def find(source: str, pk: int) -> Question | None:
    """One open question, or ``None``."""
    return _sources[source].find(pk) if source in _sources else None


def settle(question: Question, by: User) -> None:
    """It needs no answer any more."""
    _sources[question.source].settle(question.id, by)
