"""Charts as rows of bars, each beside its figures: a table that draws itself. No script, no picture to describe."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms_engine.requests.measures.definitions import DIGITAL_SHARE, Measure, Measured


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, its figures, and how long its bar is, in per cent of the longest there can be. ``second`` goes on
    where the first ends: what is not digital, of contacts."""

    name: str
    measured: Measured
    length: str
    second: str = ""
    is_provisional: bool = False
    address: str = ""


def _per_cent(part: float, whole: float) -> str:
    """As an SVG's attribute has it."""
    return f"{100 * part / whole if whole else 0:.2f}%"


def bars_of(
    measure: Measure,
    rows: Iterable[tuple[str, Mapping[str, int]]],
    provisional: frozenset[str] = frozenset(),
) -> list[Bar]:
    """A bar for each named row of counts. Shares are drawn of 100 per cent, plain counts and rates of the largest."""
    named = [(name, measure.of(counts), DIGITAL_SHARE.of(counts)) for name, counts in rows]
    is_share = bool(measure.whole) and not measure.is_rate
    values = [_value(measured) for _, measured, _ in named]
    longest = 100.0 if is_share else max(values, default=0.0)
    found = []
    for (name, measured, digital), value in zip(named, values, strict=True):
        length, second = _per_cent(value, longest), ""
        if measured.whole is None:
            length, second = _per_cent(digital.part, longest), _per_cent(value - digital.part, longest)
        found.append(Bar(name, measured, length, second, name in provisional))
    return found


def _value(measured: Measured) -> float:
    return float(measured.part) if measured.whole is None else (measured.share or 0.0)
