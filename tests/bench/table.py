"""Printing what was measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure: ``ratio`` times what it is compared with; ``budget`` is the most it should be, None where none is set."""

    what: str
    ratio: float
    against: str
    budget: float | None

    def __str__(self) -> str:
        verdict = "" if self.budget is None else ("within" if self.ratio <= self.budget else "MISSES")
        budget = "" if self.budget is None else f"{verdict} {self.budget:g}x"
        return f"{self.what:<58} {self.ratio:7.2f}x  of {self.against:<30} {budget}"


@dataclass(frozen=True)
class AtLeast(Row):
    """A figure whose ``budget`` is the least it should be."""

    def __str__(self) -> str:
        verdict = "within" if self.budget is None or self.ratio >= self.budget else "MISSES"
        return f"{self.what:<58} {self.ratio:7.2f}x  of {self.against:<30} {verdict} {self.budget:g}x"


def report(*rows: Row) -> None:
    """Print the figures, a line each."""
    print()
    for row in rows:
        print(row)
