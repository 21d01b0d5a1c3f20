"""The ways out of a page: who follows which link."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms_engine.definition.document import All, AnyOf, Comparison, Condition, Named, Not
from forms_engine.definition.importers.logic import ALWAYS, NEVER, all_of, any_of, opposite, questions_behind

DEEPEST_NAMES = 6  # of conditions made of conditions


@dataclass(frozen=True)
class Link:
    """A way from one page to another; without a condition it is taken where no other is."""

    target: str
    condition: Condition | None = None
    number: int = 0  # its place among the source's links


@dataclass(frozen=True)
class Choice:
    """What is known of a question with exactly one of a few answers: where it is asked, and what may be answered.
    ``always_answered`` where nobody gets past its page without."""

    page: str
    answers: frozenset[str]
    always_answered: bool
    yes_no: bool = False


class Ways:
    """What is known of the conditions of one graph. ``declared`` are the form's own, ``page_of`` says where each question is
    asked, ``choices`` what is known of those with a few answers; ``made`` are conditions made on the way."""

    def __init__(
        self, declared: Mapping[str, Condition], page_of: Mapping[str, str], choices: Mapping[str, Choice]
    ) -> None:
        self._declared, self._page_of, self._choices = declared, page_of, choices
        self.made: dict[str, Condition] = {}

    def as_known(self, condition: Condition, at: str, place: Mapping[str, int]) -> Condition:
        """A condition as it is when a page is left: what is asked only later has no answer yet, for the source; here the
        page that the link leads to may stand after it."""

        def is_later(question: str) -> bool:
            asked_on = self._page_of.get(question)
            return asked_on is not None and place.get(asked_on, len(place)) > place[at]

        def concerns_later(part: Condition) -> bool:
            return any(map(is_later, questions_behind(part, self._declared)))

        def known(part: Condition, inside: frozenset[str]) -> Condition:
            match part:
                case Comparison(question, operator, operand) if is_later(question):
                    return ALWAYS if operator == "answered" and not operand else NEVER
                case All(parts):
                    return all_of([known(one, inside) for one in parts])
                case AnyOf(parts):
                    return any_of([known(one, inside) for one in parts])
                case Not(one):
                    return opposite(known(one, inside))
                case Named(key) if key in self._declared and key not in inside and concerns_later(part):
                    # As often as it is named it is written out: beyond what anybody writes, it is left as it is.
                    return (
                        part if len(inside) == DEEPEST_NAMES else known(self._declared[key], inside | {key})
                    )
            return part

        return known(condition, frozenset()) if concerns_later(condition) else condition

    def followed(self, key: str, links: list[Link]) -> Iterator[tuple[str, Condition]]:
        """The pages that a page leads to, and when."""
        earlier: list[Condition] = []
        default: Link | None = None
        for link in links:
            if link.condition is None:
                default = link
                continue
            others = [opposite(one) for one in earlier if not self._exclude(one, link.condition)]
            earlier.append(link.condition)
            condition = all_of([link.condition, *others])
            if condition != NEVER:
                yield link.target, condition
        if default is not None:
            otherwise = self._otherwise(key, earlier)
            if otherwise != NEVER:
                yield default.target, otherwise

    def _answers(self, condition: Condition) -> tuple[str, frozenset[str]] | None:
        """The question and its answers, of a condition that is about one choice."""
        if isinstance(condition, Named):
            condition = self._declared.get(condition.condition, condition)
        if isinstance(condition, Comparison) and condition.question in self._choices:
            if condition.operator == "is" and isinstance(condition.operand, str):
                return condition.question, frozenset({condition.operand})
            if condition.operator == "one_of" and isinstance(condition.operand, tuple):
                return condition.question, frozenset(str(one) for one in condition.operand)
        return None

    def _exclude(self, one: Condition, other: Condition) -> bool:
        first, second = self._answers(one), self._answers(other)
        return bool(first and second and first[0] == second[0] and not first[1] & second[1])

    def _otherwise(self, key: str, conditions: list[Condition]) -> Condition:
        """That none of the conditions holds; for a question of this very page, which other answers are left."""
        answers = [self._answers(one) for one in conditions]
        questions = {found[0] if found else "" for found in answers}
        if len(questions) == 1 and (question := questions.pop()):
            choice = self._choices[question]
            left = choice.answers.difference(*(found[1] for found in answers if found))
            if choice.page == key and choice.always_answered:
                if not left:
                    return NEVER
                if choice.yes_no:
                    return Comparison(question, "is", next(iter(left)))
        return all_of([opposite(one) for one in conditions])

    def may_stop(self, key: str, links: list[Link], ways: list[tuple[str, Condition]]) -> bool:
        """Whether somebody may be led nowhere by the links of a page."""
        if any(link.condition is None for link in links):
            return not ways
        answers = [self._answers(condition) for _, condition in ways]
        questions = {found[0] if found else "" for found in answers}
        if len(questions) != 1 or not (question := questions.pop()):
            return True
        choice = self._choices[question]
        left = choice.answers.difference(*(found[1] for found in answers if found))
        return bool(left) or choice.page != key or not choice.always_answered

    def needed(self, condition: Condition, seen: frozenset[str]) -> frozenset[str]:
        """The questions that have to be answered for a condition to hold."""
        match condition:
            case Comparison(question, operator, operand):
                return frozenset() if operator == "answered" and not operand else frozenset({question})
            case All(parts):
                return frozenset().union(*(self.needed(part, seen) for part in parts))
            case AnyOf(parts) if parts:
                needed = [self.needed(part, seen) for part in parts]
                return needed[0].intersection(*needed[1:])
            case Named(key) if key not in seen and len(seen) < DEEPEST_NAMES:
                inner = self._declared.get(key) or self.made.get(key)
                return self.needed(inner, seen | {key}) if inner is not None else frozenset()
            case Not(Comparison(question, "answered", False)):
                return frozenset({question})
        return frozenset()
