"""Reading conditions."""

from collections.abc import Mapping
from typing import Any

from forms_engine.definition.document import (
    DATE_OPERATORS,
    NUMBER_OPERATORS,
    OPERATORS,
    All,
    AnyOf,
    Comparison,
    Condition,
    DateBound,
    Named,
    Not,
    Operand,
)
from forms_engine.definition.reading import Reader

DEEPEST_CONDITION = 20
MOST_LEAVES = 2_000  # comparisons and names of one condition


class ConditionReader(Reader):
    """Reads conditions, as deep as anybody can follow."""

    def __init__(self) -> None:
        super().__init__()
        self._leaves = 0

    def optional_condition(self, value: object, place: str) -> Condition | None:
        """A condition, or None where there is none."""
        return None if value is None else self.condition(value, place)

    def condition(self, value: object, place: str) -> Condition:
        """A whole condition."""
        self._leaves = 0
        found = self._part(value, place, 0)
        if self._leaves > MOST_LEAVES:
            self.refuse("too-many", place, f"Name parts of this condition: it has more than {MOST_LEAVES}.")
            return All(())
        return found

    def _part(self, value: object, place: str, depth: int) -> Condition:
        nothing = All(())
        self._leaves += 1
        if self._leaves > MOST_LEAVES:
            return nothing
        if depth > DEEPEST_CONDITION:
            self.refuse(
                "too-deep", place, f"Name parts of this condition: it nests deeper than {DEEPEST_CONDITION}."
            )
            return nothing
        if not isinstance(value, dict) or not value:
            self.refuse(
                "wrong-type", place, 'A condition must be an object such as {"question": …, "is": …}.'
            )
            return nothing
        if "question" in value:
            return self._comparison(value, place)
        if len(value) != 1:
            self.refuse("bad-condition", place, "Use exactly one of all, any, not or condition here.")
            return nothing
        ((word, part),) = value.items()
        match word:
            case "all":
                return All(self.items(part, f"{place}.all", lambda v, p: self._part(v, p, depth + 1)))
            case "any":
                return AnyOf(self.items(part, f"{place}.any", lambda v, p: self._part(v, p, depth + 1)))
            case "not":
                return Not(self._part(part, f"{place}.not", depth + 1))
            case "condition":
                return Named(self.key(part, f"{place}.condition"))
        self.refuse(
            "bad-condition",
            place,
            f"“{str(word)[:40]}” is not a condition: use all, any, not, condition or question.",
        )
        return nothing

    def _comparison(self, value: Mapping[str, Any], place: str) -> Condition:
        question = self.key(value["question"], f"{place}.question")
        words = [word for word in value if word != "question"]
        if len(words) != 1 or words[0] not in OPERATORS:
            self.refuse(
                "bad-condition", place, f"Compare the question with exactly one of: {', '.join(OPERATORS)}."
            )
            return All(())
        return Comparison(question, words[0], self._operand(words[0], value[words[0]], f"{place}.{words[0]}"))

    def _operand(self, operator: str, value: object, place: str) -> Operand:
        if operator in DATE_OPERATORS:
            if value is None:
                self.refuse(
                    "wrong-type", place, 'Write a day as "2027-03-31" or as {"years": -18} from today.'
                )
            return self.bound(value, place) or DateBound()
        if operator in NUMBER_OPERATORS:
            if value is None:
                self.refuse("wrong-type", place, "Compare with a number here.")
            return self.number(value, place) or 0
        if operator == "between":
            return self._between(value, place)
        if operator == "one_of":
            if not isinstance(value, list) or not value or None in value:
                self.refuse("wrong-type", place, "List the answers to compare with.")
                return ()
            return self.items(value, place, self.string)
        if operator == "answered" and value is not None:
            return self.boolean(value, place, True)
        if isinstance(value, str):
            return self.string(value, place)
        if operator in {"is", "is_not"} and isinstance(value, int | float):
            return value if isinstance(value, bool) else self.number(value, place) or 0
        self.refuse(
            "wrong-type",
            place,
            "Compare with a text here, or, with is and is_not, a number or true or false.",
        )
        return ""

    def _between(self, value: object, place: str) -> Operand:
        if isinstance(value, list) and len(value) == 2:
            if all(isinstance(end, int | float) for end in value):
                return (self.number(value[0], place) or 0, self.number(value[1], place) or 0)
            if all(isinstance(end, str | dict) for end in value):
                return (
                    self.bound(value[0], f"{place}[0]") or DateBound(),
                    self.bound(value[1], f"{place}[1]") or DateBound(),
                )
        self.refuse("wrong-type", place, "Write the two ends, both numbers or both days: [18, 65].")
        return (0, 0)
