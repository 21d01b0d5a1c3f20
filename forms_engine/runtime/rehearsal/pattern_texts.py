"""Making up texts that match a pattern."""

from random import Random

from forms_engine.definition.pattern_shapes import (
    Choice,
    Repeat,
    Sequence,
    Shape,
    Signs,
    longest,
    read_pattern,
)
from forms_engine.definition.patterns import matches

PRINTABLE = range(32, 127)
LONGEST = 2_000
# Of a part that may come again and again: how many more than it has to.
MORE = (0, 1, 3, 0, 7, 20, 80, 300)


def texts_matching(pattern: str, least: int, random: Random) -> list[str]:
    """A few different texts of at least ``least`` characters that the whole pattern matches, by RE2's own word; none
    where the pattern has parts that are not understood here."""
    shape = read_pattern(pattern)
    if shape is None:
        return []
    found: dict[str, None] = {}
    for more in MORE:
        for _ in range(3):
            text = _text(shape, random, more)
            if text is not None and len(text) >= least and text.strip() == text and matches(pattern, text):
                found[text] = None
        if len(found) >= 3:
            break
    return list(found)


def _text(shape: Shape, random: Random, more: int) -> str | None:
    """One text of a shape, None where it grows too long."""
    if isinstance(shape, Signs):
        return _sign(shape, random)
    if isinstance(shape, Choice):
        return _text(random.choice(shape.ways), random, more)
    if isinstance(shape, Sequence):
        return _joined(shape.parts, random, more)
    assert isinstance(shape, Repeat)
    times = min(shape.most, shape.least + random.randint(0, more))
    if times * min(longest(shape.part), LONGEST) > LONGEST * 4:
        return None
    return _joined((shape.part,) * times, random, more)


def _joined(parts: tuple[Shape, ...], random: Random, more: int) -> str | None:
    made = []
    length = 0
    for part in parts:
        text = _text(part, random, more)
        if text is None or (length := length + len(text)) > LONGEST:
            return None
        made.append(text)
    return "".join(made)


def _sign(signs: Signs, random: Random) -> str | None:
    if signs.other_than:
        open_codes = [
            code for code in PRINTABLE if not any(first <= code <= last for first, last in signs.ranges)
        ]
        # Letters read better than signs in an example.
        return chr(
            random.choice([code for code in open_codes if chr(code).isalnum()] or open_codes or [0x3B1])
        )
    first, last = random.choice(signs.ranges)
    return chr(random.randint(first, min(last, first + 60)))
