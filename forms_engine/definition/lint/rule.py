"""What a rule is, and what it may look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TypeAlias

from forms_engine.definition.document import Definition, Option, Question
from forms_engine.definition.errors import Finding, Severity
from forms_engine.definition.reasoning.outline import Outline
from forms_engine.definition.reasoning.search import Reasoner

MOST_OF_A_KIND = 50  # nobody reads more, and a hostile document has millions

# Where (words an editor knows: "page where-you-live") and what to do, in one sentence.
Fault: TypeAlias = tuple[str, str]


class Survey:
    """A definition with what the rules need to know of it, each found out once."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.outline = Outline(definition)
        self.reasoner = Reasoner(self.outline)
        self._option_keys: dict[int, frozenset[str]] = {}

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, those with a key that is used twice too."""
        return (question for page in self.definition.all_pages for question in page.questions)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """Every question that somebody is shown."""
        return tuple(question for question in self.questions if question.type != "hidden")

    def option_keys(self, question: Question) -> frozenset[str]:
        """The keys a question offers. Many questions may share one long list, which is read once."""
        if question.type == "yes_no":
            return question.option_keys
        at = id(question.options)
        if at not in self._option_keys:
            self._option_keys[at] = question.option_keys
        return self._option_keys[at]

    def option_lists(self) -> Iterator[tuple[str, tuple[Option, ...]]]:
        """Every list of options once, with its place."""
        for name, options in self.definition.lists.items():
            yield f"list {name}", options
        for question in self.questions:
            if question.options and not question.list:
                yield f"question {question.key}", question.options


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong. ``about`` is what the table of rules says of it. With ``whole`` it is only asked of
    documents that could be read entirely, as it would say nonsense about half a document."""

    id: str
    severity: Severity
    about: str
    find: Callable[[Survey], Iterator[Fault]]
    whole: bool = False

    def findings(self, survey: Survey) -> Iterator[Finding]:
        """What it finds, fifty at most and a word that there are more."""
        faults = self.find(survey)
        for place, message in islice(faults, MOST_OF_A_KIND):
            yield Finding(self.id, place, message, self.severity)
        if next(faults, None) is not None:
            yield Finding(
                self.id, "", "Mend these first: there are more like them than are listed here.", self.severity
            )


def rule(
    id: str, severity: Severity, about: str, *, whole: bool = False
) -> Callable[[Callable[[Survey], Iterator[Fault]]], Rule]:
    """Make a rule of the function that looks for it."""

    def made(find: Callable[[Survey], Iterator[Fault]]) -> Rule:
        return Rule(id, severity, about, find, whole)

    return made
