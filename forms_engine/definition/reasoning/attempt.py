"""One search for answers that make wishes come true."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from forms_engine.definition.document import All, AnyOf, Comparison, Condition, Named, Not
from forms_engine.definition.reasoning.cells import Cell, Truth
from forms_engine.definition.reasoning.outline import Spot
from forms_engine.definition.reasoning.wishes import Answerable, Found, Wish

if TYPE_CHECKING:
    from forms_engine.definition.reasoning.search import Reasoner


class TooLong(Exception):
    """The search has used up its steps."""


class Attempt:
    """One search: gives each question a kind of answer, going back where a wish can no longer come true."""

    def __init__(
        self, reasoner: Reasoner, wishes: list[Wish], order: list[str], inside: str, steps: int
    ) -> None:
        self.reasoner, self.outline = reasoner, reasoner.outline
        self.order = order
        self.steps_left = steps
        self.inside = inside
        self.wishes = wishes
        self.given: dict[str, Cell] = {}
        # Which wishes and which questions to look at again once a question has got an answer.
        self.wishes_of: dict[str, list[Wish]] = {key: [] for key in order}
        for wish in wishes:
            for key in reasoner.behind(wish.condition):
                if key in self.wishes_of:
                    self.wishes_of[key].append(wish)
        self.shown_by: dict[str, list[str]] = {key: [] for key in order}
        for key in order:
            for condition in self.outline.shown_when[key]:
                for other in reasoner.behind(condition):
                    if other in self.shown_by:
                        self.shown_by[other].append(key)

    def run(self) -> Found:
        """Depth first, without recursion: one iterator of the kinds left to try for each question answered so far."""
        if not self.order:
            return self._judge() if self._fits_wishes(self.wishes) else Found(Answerable.NEVER)
        if not self._fits_wishes(self.wishes):
            return Found(Answerable.NEVER)
        left = [iter(self.reasoner.kinds(self.order[0]))]
        while left:
            key = self.order[len(left) - 1]
            self.given.pop(key, None)
            cell = next(left[-1], None)
            if cell is None:
                left.pop()
                continue
            self.given[key] = cell
            if not self._still_fits(key):
                continue
            if len(left) == len(self.order):
                return self._judge()
            left.append(iter(self.reasoner.kinds(self.order[len(left)])))
        return Found(Answerable.NEVER)

    def _may_be_left_out(self, key: str) -> bool:
        """Whether a question that is shown may have no answer."""
        group = self.outline.groups.get(key)
        if group:
            return bool(group.count) or not group.min
        question = self.outline.questions[key]
        return not question.required or question.type == "hidden"

    def _still_fits(self, key: str) -> bool:
        cell, shown = self.given[key], self._shown(key)
        if (shown is False and cell.given) or (shown and not cell.given and not self._may_be_left_out(key)):
            return False
        for other in self.shown_by[key]:
            if other in self.given and other != key:
                shown = self._shown(other)
                cell = self.given[other]
                if shown is False and cell.given:
                    return False
                if shown and not cell.given and not self._may_be_left_out(other):
                    return False
        return self._fits_wishes(self.wishes_of[key])

    def _fits_wishes(self, wishes: list[Wish]) -> bool:
        return all(self._truth(wish.condition, wish.spot) is not (not wish.holds) for wish in wishes)

    def _judge(self) -> Found:
        certain = all(self._truth(wish.condition, wish.spot) is wish.holds for wish in self.wishes) and all(
            (shown := self._shown(key)) is not None
            and (shown is cell.given or (shown and self._may_be_left_out(key)))
            for key, cell in self.given.items()
        )
        # Whether the question that says how many items there are can be answered so was not looked at.
        certain = certain and not any(
            key in self.outline.groups and self.outline.groups[key].count for key in self.given
        )
        return Found(Answerable.CAN if certain else Answerable.UNKNOWN, dict(self.given))

    def _shown(self, key: str) -> Truth:
        spot = self.outline.spots[key]
        return _all(self._truth(condition, spot) for condition in self.outline.shown_when[key])

    # -- what is true, false or open, with the answers given so far ---------------------------------------

    def _truth(self, condition: Condition, spot: Spot) -> Truth:
        return self._of(condition, spot, {})

    def _of(self, condition: Condition, spot: Spot, known: dict[str, Truth]) -> Truth:
        if isinstance(condition, Comparison):
            return self._of_comparison(condition, spot)
        if isinstance(condition, All):
            return _all(self._of(part, spot, known) for part in condition.parts)
        if isinstance(condition, AnyOf):
            return _any(self._of(part, spot, known) for part in condition.parts)
        if isinstance(condition, Not):
            part = self._of(condition.part, spot, known)
            return None if part is None else not part
        assert isinstance(condition, Named)
        name = condition.condition
        if name not in self.outline.readable:
            return None
        if name not in known:
            known[name] = self._of(self.outline.definition.conditions[name], spot, known)
        return known[name]

    def _of_comparison(self, one: Comparison, spot: Spot) -> Truth:
        self.steps_left -= 1 + (len(one.operand) // 8 if isinstance(one.operand, tuple) else 0)
        if self.steps_left < 0:
            raise TooLong
        key = one.question
        asked_at = self.outline.spots.get(key)
        if asked_at is None or not asked_at.comes_before(spot):
            return None  # a fault of its own, which other rules name
        if asked_at.group and asked_at.group != spot.group:
            return False if self.reasoner.whatever_is_answered(one) is False else None  # of any item
        if asked_at.group and asked_at.group != self.inside:
            return None
        if key in self.given:
            return self.given[key].says(one)
        return self.reasoner.whatever_is_answered(one)


def _all(truths: Iterable[Truth]) -> Truth:
    seen_open = False
    for truth in truths:
        if truth is False:
            return False
        seen_open = seen_open or truth is None
    return None if seen_open else True


def _any(truths: Iterable[Truth]) -> Truth:
    seen_open = False
    for truth in truths:
        if truth:
            return True
        seen_open = seen_open or truth is None
    return None if seen_open else False
