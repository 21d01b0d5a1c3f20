"""What changed between two documents, in the words of somebody who builds journeys and not as JSON.

Both documents are flattened to things (``things.py``) that keep their keys: a page, a question, a condition or a fee is
the same thing as long as its key is, wherever it stands and whatever it says.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from forms_engine.editor.things import Thing, things_of

What = Literal["added", "removed", "moved", "changed"]

# Said with the thing they belong to, where that is new or gone itself.
GO_WITHOUT_SAYING = {"Option", "Concession", "Content", "Question set"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``kind`` and ``name`` say which thing; ``home`` where it stands; ``part`` which part of it changed, if
    not the whole; ``before`` and ``after`` are what an editor reads there."""

    what: What
    kind: str
    name: str
    home: str = ""
    part: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        thing = f"{self.kind} “{self.name}”" if self.name else self.kind
        if self.what == "changed":
            return f"{thing}: {self.part} changed from “{self.before}” to “{self.after}”"
        return f"{thing} {self.what}" + (f" on {self.home}" if self.home else "")


def compare(before: Any, after: Any) -> list[Change]:
    """Every change from one document to another: first what is gone, then the rest in the later one's order."""
    old, new = things_of(before), things_of(after)
    out_of_order = _out_of_order(old, new)
    changes = [
        Change("removed", thing.kind, thing.name, _name(old, thing.home))
        for key, thing in old.items()
        if key not in new and not (thing.kind in GO_WITHOUT_SAYING and thing.home not in new)
    ]
    for key, thing in new.items():
        if key not in old:
            if not (thing.kind in GO_WITHOUT_SAYING and thing.home not in old):
                changes.append(Change("added", thing.kind, thing.name, _name(new, thing.home)))
            continue
        was = old[key]
        if was.home != thing.home:
            origin, target = _name(old, was.home), _name(new, thing.home)
            changes.append(Change("moved", thing.kind, thing.name, target, "place", origin, target))
        elif key in out_of_order:
            changes.append(Change("moved", thing.kind, thing.name, _name(new, thing.home)))
        changes += _parts(was, thing, _name(new, thing.home))
    return changes


def _parts(was: Thing, now: Thing, home: str) -> Iterator[Change]:
    for part in dict.fromkeys([*was.parts, *now.parts]):
        before, after = was.parts.get(part, ""), now.parts.get(part, "")
        if before != after:
            yield Change("changed", now.kind, now.name, home, part, before, after)


def _name(things: Mapping[str, Thing], key: str) -> str:
    return things[key].name if key in things else ""


def _out_of_order(old: Mapping[str, Thing], new: Mapping[str, Thing]) -> set[str]:
    """The fewest things that have to be moved among their neighbours to get from the old order to the new."""
    place = {key: number for number, key in enumerate(old)}
    neighbours: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, thing in new.items():
        if key in old and old[key].home == thing.home and thing.ordered:
            neighbours[(thing.home, thing.family)].append(key)
    return {
        key
        for keys in neighbours.values()
        for key in set(keys) - _longest_rising(keys, [place[key] for key in keys])
    }


def _longest_rising(keys: list[str], numbers: list[int]) -> set[str]:
    """The longest run of keys whose numbers rise: those that stayed in order."""
    lowest: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(lowest, number)
        lowest[length:] = [number, *lowest[length + 1 :]]
        at[length:] = [index, *at[length + 1 :]]
        before.append(at[length - 1] if length else -1)
    stayed: set[str] = set()
    index = at[-1] if at else -1
    while index >= 0:
        stayed.add(keys[index])
        index = before[index]
    return stayed
