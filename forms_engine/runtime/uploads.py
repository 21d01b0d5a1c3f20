"""The uploads that answers name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms_engine.definition.document import Definition
from forms_engine.runtime.values import Answer, Answers


@dataclass(frozen=True, slots=True)
class NamedUpload:
    """One entry of a file question's answer; ``item`` (from 1) where it is asked for each item of a group, else 0."""

    question: str
    item: int
    entry: dict[str, Any]

    @property
    def id(self) -> str:
        """The stored file's id."""
        return str(self.entry["id"])


def uploads_in(definition: Definition, answers: Answers) -> Iterator[NamedUpload]:
    """Every upload that a set of answers names. What has not the shape of an upload is passed over."""
    for key, question in definition.questions_by_key.items():
        if question.type != "file":
            continue
        group = definition.group_of.get(key)
        if group is None:
            yield from _entries(key, 0, answers.get(key))
        elif isinstance(items := answers.get(group), list):
            for number, item in enumerate(items, start=1):
                if isinstance(item, dict):
                    yield from _entries(key, number, item.get(key))


def _entries(question: str, item: int, answer: Answer) -> Iterator[NamedUpload]:
    for entry in answer if isinstance(answer, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield NamedUpload(question, item, entry)
