"""What a pattern is made of: for how long its matches are, and for making up one that matches.

The part of RE2's syntax that people write patterns of answers in is read; anything else makes ``read_pattern`` answer
None. Whoever makes up a text checks it against RE2, so a shape read wrongly costs a guess and never an answer.
"""

from dataclasses import dataclass
from typing import TypeAlias

LONGEST_READ = 400  # characters; also bounds how deep it can nest
DEEPEST = 40
UNBOUNDED = 10**6


@dataclass(frozen=True, slots=True)
class Signs:
    """One sign out of ranges of code points, both ends included; with ``other_than``, any sign outside them."""

    ranges: tuple[tuple[int, int], ...]
    other_than: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part, so many times."""

    part: "Shape"
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other."""

    parts: tuple["Shape", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    ways: tuple["Shape", ...]


Shape: TypeAlias = Signs | Repeat | Sequence | Choice

DIGITS = ((48, 57),)
WORD = ((48, 57), (65, 90), (95, 95), (97, 122))
SPACE = ((9, 10), (12, 13), (32, 32))
_CLASSES = {"d": DIGITS, "w": WORD, "s": SPACE}
_NAMED = {
    "alpha": ((65, 90), (97, 122)), "digit": DIGITS, "alnum": ((48, 57), (65, 90), (97, 122)),
    "upper": ((65, 90),), "lower": ((97, 122),), "space": SPACE, "punct": ((33, 47), (58, 64), (91, 96), (123, 126)),
    "word": WORD, "xdigit": ((48, 57), (65, 70), (97, 102)),
}  # fmt: skip
_CONTROLS = {"t": 9, "n": 10, "r": 13, "f": 12, "v": 11, "a": 7}
_UNICODE = {"L": ((65, 90), (97, 122)), "Lu": ((65, 90),), "Ll": ((97, 122),), "N": DIGITS, "Nd": DIGITS}
NOTHING = Sequence(())


class _Beyond(Exception):
    """The pattern has a part that is not read."""


def read_pattern(pattern: str) -> Shape | None:
    """The shape of a pattern, or None where it has a part that is not read here. Takes time in proportion to it."""
    if len(pattern) > LONGEST_READ:
        return None
    reader = _Reader(pattern)
    try:
        shape = reader.choice(0)
    except (_Beyond, IndexError, ValueError):
        return None
    return shape if reader.at == len(pattern) else None


def shortest(shape: Shape) -> int:
    """The fewest characters a match has."""
    if isinstance(shape, Signs):
        return 1
    if isinstance(shape, Repeat):
        return min(shape.least * shortest(shape.part), UNBOUNDED)
    if isinstance(shape, Sequence):
        return min(sum(map(shortest, shape.parts)), UNBOUNDED)
    return min(map(shortest, shape.ways))


def longest(shape: Shape) -> int:
    """The most characters a match has; ``UNBOUNDED`` where there is no end to it."""
    if isinstance(shape, Signs):
        return 1
    if isinstance(shape, Repeat):
        return min(shape.most * longest(shape.part), UNBOUNDED)
    if isinstance(shape, Sequence):
        return min(sum(map(longest, shape.parts)), UNBOUNDED)
    return max(map(longest, shape.ways))


class _Reader:
    """Recursive descent over one pattern."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0
        self.any_case = False

    def next_is(self, sign: str) -> bool:
        return self.pattern.startswith(sign, self.at)

    def take(self, sign: str) -> bool:
        if self.next_is(sign):
            self.at += len(sign)
            return True
        return False

    def choice(self, depth: int) -> Shape:
        if depth > DEEPEST:
            raise _Beyond
        ways = [self.sequence(depth)]
        while self.take("|"):
            ways.append(self.sequence(depth))
        return ways[0] if len(ways) == 1 else Choice(tuple(ways))

    def sequence(self, depth: int) -> Shape:
        parts: list[Shape] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            parts.append(self.repeated(self.one(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def repeated(self, part: Shape) -> Shape:
        while True:
            if self.take("*"):
                bounds = (0, UNBOUNDED)
            elif self.take("+"):
                bounds = (1, UNBOUNDED)
            elif self.take("?"):
                bounds = (0, 1)
            elif self.next_is("{") and (counted := self.counted()):
                bounds = counted
            else:
                return part
            self.take("?")  # fewest first: the same texts match
            part = Repeat(part, *bounds)

    def counted(self) -> tuple[int, int] | None:
        end = self.pattern.find("}", self.at)
        least, comma, most = self.pattern[self.at + 1 : end].partition(",")
        if end < 0 or not least.isdecimal() or not (most.isdecimal() or not most):
            return None
        self.at = end + 1
        return int(least), int(most) if most else UNBOUNDED if comma else int(least)

    def one(self, depth: int) -> Shape:
        sign = self.pattern[self.at]
        self.at += 1
        if sign == "(":
            return self.bracket(depth)
        if sign == "[":
            return self.signs()
        if sign == "\\":
            return self.escaped()
        if sign == ".":
            return Signs(((10, 10),), other_than=True)
        if sign in "^$":  # the whole answer has to match: its ends are there anyway
            return NOTHING
        if sign in "*+?":
            raise _Beyond
        return self.literal(ord(sign))

    def literal(self, code: int) -> Signs:
        other = ord(chr(code).swapcase()) if self.any_case and len(chr(code).swapcase()) == 1 else code
        return Signs(((code, code),) if other == code else ((code, code), (other, other)))

    def bracket(self, depth: int) -> Shape:
        if self.take("?"):
            if self.take("i)"):
                self.any_case = True
                return NOTHING
            if self.take("P<") or self.take("<"):
                self.at = self.pattern.index(">", self.at) + 1
            elif not self.take(":"):
                raise _Beyond
        before = self.any_case
        shape = self.choice(depth + 1)
        self.any_case = before
        if not self.take(")"):
            raise _Beyond
        return shape

    def escaped(self) -> Shape:
        sign = self.pattern[self.at]
        self.at += 1
        if sign in "Az":
            return NOTHING
        return self.class_of(sign) or self.literal(self.escaped_code(sign))

    def class_of(self, sign: str) -> Signs | None:
        """The class that ``\\d`` and its like stand for, or None."""
        if sign.lower() in _CLASSES:
            return Signs(_CLASSES[sign.lower()], other_than=sign.isupper())
        if sign == "p":
            if self.take("{"):
                end = self.pattern.index("}", self.at)
                name, self.at = self.pattern[self.at : end], end + 1
            else:
                name, self.at = self.pattern[self.at], self.at + 1
            if name not in _UNICODE:
                raise _Beyond
            return Signs(_UNICODE[name])
        return None

    def escaped_code(self, sign: str) -> int:
        if sign in _CONTROLS:
            return _CONTROLS[sign]
        if sign == "x":
            if self.take("{"):
                end = self.pattern.index("}", self.at)
                code, self.at = int(self.pattern[self.at : end], 16), end + 1
            else:
                code, self.at = int(self.pattern[self.at : self.at + 2], 16), self.at + 2
            return code
        if sign.isalnum():
            raise _Beyond
        return ord(sign)

    def signs(self) -> Shape:
        other_than = self.take("^")
        ranges: list[tuple[int, int]] = []
        first = True
        while first or not self.next_is("]"):
            first = False
            ranges += self.member()
        self.at += 1
        if self.any_case:
            ranges += [
                (ord(chr(a).swapcase()), ord(chr(b).swapcase()))
                for a, b in ranges
                if chr(a).isascii()
                and chr(a).isalpha()
                and chr(b).isalpha()
                and chr(a).isupper() == chr(b).isupper()
            ]
        return Signs(tuple(ranges), other_than)

    def member(self) -> tuple[tuple[int, int], ...]:
        if self.take("[:"):
            end = self.pattern.index(":]", self.at)
            name, self.at = self.pattern[self.at : end], end + 2
            if name not in _NAMED:
                raise _Beyond
            return _NAMED[name]
        first = self.sign_of_class()
        if isinstance(first, Signs):
            if first.other_than:
                raise _Beyond
            return first.ranges
        if self.next_is("-") and not self.pattern.startswith("-]", self.at):
            self.at += 1
            last = self.sign_of_class()
            if isinstance(last, Signs) or last < first:
                raise _Beyond
            return ((first, last),)
        return ((first, first),)

    def sign_of_class(self) -> Signs | int:
        sign = self.pattern[self.at]
        self.at += 1
        if sign != "\\":
            return ord(sign)
        sign = self.pattern[self.at]
        self.at += 1
        return self.class_of(sign) or self.escaped_code(sign)
