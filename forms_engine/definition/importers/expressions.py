"""The small expression language of conditions: read here into a tree, without a thought of what its names mean.

It is that of the JavaScript library expr-eval, as far as conditions use it: comparisons of a name with a value, ``in``,
``and``, ``or``, ``not``, ``length(name)`` and ``dateForComparison(56, 'days')``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

LONGEST = 10_000  # characters
DEEPEST = 40


class NotUnderstood(ValueError):
    """What is wrong with an expression, in words for a finding."""


@dataclass(frozen=True, slots=True)
class Name:
    """A question or another condition; ``length`` where its length is meant."""

    name: str
    length: bool = False


@dataclass(frozen=True, slots=True)
class Distance:
    """So many units from now: years, months, days, hours, minutes or seconds."""

    number: int
    unit: str


Value = str | float | int | bool | Distance


@dataclass(frozen=True, slots=True)
class Compared:
    """``left operator right``; of ``in`` the right is the name."""

    left: Name
    operator: str
    right: Value


@dataclass(frozen=True, slots=True)
class Combined:
    """``and`` or ``or`` of parts, or ``not`` of one."""

    word: str
    parts: tuple["Tree", ...]


Tree = Compared | Combined | Name | bool

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)
    | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<name>[A-Za-z_$][\w$]*(?:\.[\w$]+)*)
    | (?P<sign>==|!=|<=|>=|&&|\|\||[<>()\[\],!+-])
    )""",
    re.VERBOSE,
)
COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")
TURNED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def read_expression(words: str) -> Tree:
    """The tree of an expression.

    Raises:
        NotUnderstood: when it is not of this language, or too long or deep for anybody.
    """
    if len(words) > LONGEST:
        raise NotUnderstood("it is too long")
    reader = _Reader(_tokens(words))
    tree = reader.either(0)
    if reader.ahead:
        raise NotUnderstood(f"“{reader.ahead[1][:40]}” is not expected there")
    if isinstance(tree, Name | Compared | Combined | bool):
        return tree
    raise NotUnderstood("it compares nothing")


def _tokens(words: str) -> list[tuple[str, str]]:
    found, place = [], 0
    while words[place:].strip():
        token = _TOKEN.match(words, place)
        if token is None:
            raise NotUnderstood(f"“{words[place:].strip()[:40]}” is not expected there")
        found.append((str(token.lastgroup), token.group(str(token.lastgroup))))
        place = token.end()
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens[::-1]

    @property
    def ahead(self) -> tuple[str, str] | None:
        return self._tokens[-1] if self._tokens else None

    def _next_is(self, *signs: str) -> bool:
        return self.ahead is not None and self.ahead[0] != "text" and self.ahead[1] in signs

    def _take(self) -> tuple[str, str]:
        if not self._tokens:
            raise NotUnderstood("it ends too soon")
        return self._tokens.pop()

    def _expect(self, sign: str) -> None:
        if not self._next_is(sign):
            raise NotUnderstood(f"“{sign}” is missing")
        self._take()

    def either(self, depth: int) -> Tree | Value:
        return self._joined("or", "||", self._both, depth)

    def _both(self, depth: int) -> Tree | Value:
        return self._joined("and", "&&", self._compared, depth)

    def _joined(self, word: str, sign: str, part: Callable[[int], Tree | Value], depth: int) -> Tree | Value:
        if depth > DEEPEST:
            raise NotUnderstood("it nests too deep")
        found = part(depth)
        parts = [found]
        while self._next_is(word, sign):
            self._take()
            parts.append(part(depth))
        return found if len(parts) == 1 else Combined(word, tuple(_truth(one) for one in parts))

    def _compared(self, depth: int) -> Tree | Value:
        if self._next_is("not", "!"):
            if depth > DEEPEST:
                raise NotUnderstood("it nests too deep")
            self._take()
            return Combined("not", (_truth(self._compared(depth + 1)),))
        left = self._value(depth)
        if self._next_is("in"):
            self._take()
            return _contained(left, self._list(depth) if self._next_is("[") else self._value(depth))
        if not self._next_is(*COMPARISONS):
            return left
        operator = self._take()[1]
        return _comparison(left, operator, self._value(depth))

    def _list(self, depth: int) -> list[Value]:
        self._expect("[")
        found: list[Value] = []
        while not self._next_is("]"):
            found.append(_literal(self._value(depth)))
            if not self._next_is("]"):
                self._expect(",")
        self._take()
        return found

    def _value(self, depth: int) -> Tree | Value:
        kind, words = self._take()
        if kind == "number":
            return _number(words)
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", words[1:-1])
        if kind == "name":
            return self._name(words, depth)
        if words == "(":
            inside = self.either(depth + 1)
            self._expect(")")
            return inside
        if words in "+-":
            number = _literal(self._value(depth + 1)) if depth <= DEEPEST else ""
            if isinstance(number, int | float) and not isinstance(number, bool):
                return -number if words == "-" else number
        raise NotUnderstood(f"“{words}” is not expected there")

    def _name(self, words: str, depth: int) -> Tree | Value:
        if words in {"true", "false"}:
            return words == "true"
        if words in {"and", "or", "not", "in"}:
            raise NotUnderstood(f"“{words}” is not expected there")
        if words == "length":
            if self._next_is("("):
                self._take()
                inside = self._value(depth)
                self._expect(")")
            else:
                inside = self._value(depth)
            if isinstance(inside, Name):
                return Name(inside.name, length=True)
            raise NotUnderstood("length is of a question")
        if words in {"dateForComparison", "timeForComparison"}:
            self._expect("(")
            number, unit = _literal(self._value(depth)), None
            self._expect(",")
            unit = _literal(self._value(depth))
            self._expect(")")
            if isinstance(number, str) and re.fullmatch(r"-?\d{1,6}", number):
                number = int(number)
            if isinstance(number, int | float) and isinstance(unit, str):
                return Distance(int(number), unit)
            raise NotUnderstood(f"{words} takes a number and a unit")
        return Name(words)


def _number(words: str) -> int | float:
    if words.isdigit() and len(words) <= 15:
        return int(words)
    number = float(words)
    if abs(number) > 10**12:
        raise NotUnderstood("a number is too large")
    return number


def _literal(value: Tree | Value) -> Value:
    if isinstance(value, Name | Compared | Combined):
        raise NotUnderstood("it compares a question with another")
    return value


def _truth(value: Tree | Value) -> Tree:
    if isinstance(value, Name | Compared | Combined | bool):
        return value
    raise NotUnderstood("it joins values that are no conditions")


def _comparison(left: Tree | Value, operator: str, right: Tree | Value) -> Tree:
    if isinstance(left, Name):
        return Compared(left, operator, _literal(right))
    if isinstance(right, Name):
        return Compared(right, TURNED[operator], _literal(left))
    raise NotUnderstood("it compares no question")


def _contained(left: Tree | Value, right: Tree | Value | list[Value]) -> Tree:
    if isinstance(right, Name) and not right.length:
        return Compared(right, "in", _literal(left))
    if isinstance(right, list) and isinstance(left, Name):
        return Combined("or", tuple(Compared(left, "==", value) for value in right)) if right else False
    raise NotUnderstood("“in” looks for a value in a question’s answer")
