"""What a rehearsal tries to see, and answers that should lead there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from forms_engine.definition.document import Comparison, Condition, Definition
from forms_engine.definition.reasoning.cells import Cell
from forms_engine.definition.reasoning.outline import END, Outline
from forms_engine.definition.reasoning.search import Answerable, Found, Reasoner, Wish
from forms_engine.runtime.conditions import compare
from forms_engine.runtime.rehearsal.made_up import answers_to
from forms_engine.runtime.tidy import tidy
from forms_engine.runtime.values import Answer


@dataclass(frozen=True, slots=True)
class Plan:
    """Answers to give, and numbers of items to have, on the way to a goal. Whatever is not named is free."""

    answers: dict[str, Answer] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    items: dict[str, int] = field(default_factory=dict)


class Planner:
    """Finds answers for goals by reasoning over answers that were made up and are known to be valid."""

    def __init__(self, definition: Definition, today: date, random: Random) -> None:
        self.definition, self.today, self.random = definition, today, random
        self.outline = Outline(definition)
        self.reasoner = Reasoner(self.outline, self._cells)
        self.proof = Reasoner(self.outline)
        self._made_up: dict[str, list[Answer]] = {}
        self.owed_facts = {line.amount_from for line in definition.fees if line.amount_from}

    def answers(self, key: str) -> list[Answer]:
        """Valid answers to a question."""
        if key not in self._made_up:
            question = self.outline.questions[key]
            comparisons = list(self.outline.comparisons.get(key, ()))
            if key in self.owed_facts:
                # Somebody has to have something to pay, and what no card can be charged is never owed.
                comparisons.append(Comparison(key, "is", 3500))
            counts = [line.per for line in self.definition.fees] + [
                group.count for group in self.definition.groups.values()
            ]
            if key in counts:  # several units, several items
                comparisons += [Comparison(key, "is", number) for number in (1, 2, 3)]
            self._made_up[key] = answers_to(question, comparisons, self.today, self.random)
        return self._made_up[key]

    def _cells(self, key: str, comparisons: Sequence[Comparison]) -> list[Cell]:
        """The different ways that made-up answers, or numbers of items, make the comparisons come out."""
        group = self.outline.groups.get(key)
        made: list[Answer]
        if group:
            numbers = range(max(1, group.min), group.max + 1)
            tidied = made = list(numbers)
        else:
            question = self.outline.questions[key]
            made = self.answers(key)
            tidied = [tidy(question, answer) for answer in made]
        cells: dict[tuple[bool, ...], Cell] = {}
        for answer, as_kept in zip(made, tidied, strict=True):
            truths = tuple(compare(one, as_kept, self.today) for one in comparisons)
            cells.setdefault(truths, Cell(dict(zip(comparisons, truths, strict=True)), answer))
        return list(cells.values())

    # -- goals -------------------------------------------------------------------------------------------

    def to_page(self, number: int) -> Plan | None:
        """Answers that should lead to a page."""
        return self._plan(self.reasoner.page_is_reached(number), number)

    def to_block(self, number: int, index: int, shown: bool = True) -> Plan | None:
        """Answers that should show a block, or lead to its page without showing it."""
        return self._plan(self.reasoner.block_is_shown(number, index, shown), number)

    def to_the_end(self) -> Plan | None:
        """Answers that should lead to check-your-answers."""
        return self._plan(self.reasoner.end_is_reached(), None)

    def to_truth(self, condition: Condition, holds: bool) -> Plan | None:
        """Answers that should make a condition true, or false, at the end."""
        return self._plan(self.reasoner.can_be([Wish(condition, END, holds)]), None)

    def why_not(self, number: int) -> str:
        """Why a page was not reached, as far as is known."""
        if self.proof.page_is_reached(number).outcome is Answerable.NEVER:
            return "No answers lead to it."
        if self.reasoner.page_is_reached(number).outcome is Answerable.NEVER:
            return "None of the answers tried leads to it; others may."
        return "No walk came to it; answers that lead to it may be too hard to find."

    def _plan(self, found: Found, number: int | None) -> Plan | None:
        if found.outcome is Answerable.NEVER:
            return None
        answers = {
            key: cell.answer
            for key, cell in found.answers.items()
            if cell.given and key in self.outline.questions
        }
        items = {
            key: int(cell.answer)
            for key, cell in found.answers.items()
            if cell.given and key in self.outline.groups and cell.answer is not None
        }
        left_out = frozenset(key for key, cell in found.answers.items() if not cell.given)
        items |= {key: 0 for key in left_out if key in self.outline.groups}
        for key, number_of_items in items.items():
            count = self.outline.groups[key].count
            if count and count not in answers:
                answers |= self._saying(count, number_of_items, number_of_items)
        group = self.outline.page_group[number] if number is not None else None
        if group:
            items.setdefault(group.key, max(1, group.min))
            if group.count and group.count not in answers:
                answers |= self._saying(group.count, 1, group.max)
        return Plan(answers, left_out, items)

    def _saying(self, count: str, least: int, most: int) -> dict[str, Answer]:
        """An answer to the question that says how many items there are, such that there are as many as wanted."""
        for answer in self.answers(count):
            if str(answer).isdecimal() and least <= int(answer) <= most:
                return {count: answer}
        return {}


def conditions_of(definition: Definition) -> Iterator[tuple[str, Condition]]:
    """The conditions worth seeing true and false: the named ones, and those of routes, fees and the booking."""
    yield from definition.conditions.items()
    for route, when in definition.routes_when.items():
        yield f"route {route}", when
    for line in definition.fees:
        if line.when is not None:
            yield f"fee {line.key}", line.when
        for number, row in enumerate(line.rows):
            if row.when is not None:
                yield f"fee {line.key}, row {number + 1}", row.when
        for concession in line.concessions:
            yield f"fee {line.key}, concession {concession.key}", concession.when
    if definition.booking and definition.booking.when is not None:
        yield "booking", definition.booking.when
