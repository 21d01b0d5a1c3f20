"""What the entries of a directory are narrowed by: within a facet one of the values chosen is enough, between facets all
count."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One thing an entry can have: ``key`` as entries keep it ("facilities:cafe")."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One question by which the list is narrowed."""

    key: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class CountedValue:
    """A value with how many entries would be listed with it, and whether it is chosen."""

    key: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CountedFacet:
    """A facet as the list shows it. ``is_open``: something of it is chosen."""

    label: str
    values: tuple[CountedValue, ...]

    @property
    def is_open(self) -> bool:
        """Whether something of it is chosen."""
        return any(value.is_chosen for value in self.values)


def facets_of(directory: Any) -> tuple[Facet, ...]:
    """The facets of a directory in its editors' order."""
    return tuple(
        Facet(
            block.value["key"],
            block.value["label"],
            tuple(
                FacetValue(f"{block.value['key']}:{value['key']}", value["label"])
                for value in block.value["values"]
            ),
        )
        for block in directory.facets
    )


def known(facets: Iterable[Facet], keys: Iterable[str]) -> tuple[str, ...]:
    """Those of ``keys`` that these facets have, in the facets' order."""
    asked = set(keys)
    return tuple(value.key for facet in facets for value in facet.values if value.key in asked)


def labels(facets: Iterable[Facet], keys: Collection[str]) -> list[tuple[str, list[str]]]:
    """Each facet that an entry has something of, with the labels of what it has."""
    found = [(facet.label, [value.label for value in facet.values if value.key in keys]) for facet in facets]
    return [(label, values) for label, values in found if values]


def fits(keys: Collection[str], chosen: Sequence[str], *, but: str = "") -> bool:
    """Whether an entry with ``keys`` is listed when these values are chosen; ``but`` is a facet left out of it."""
    by_facet: dict[str, set[str]] = {}
    for key in chosen:
        facet = key.partition(":")[0]
        if facet != but:
            by_facet.setdefault(facet, set()).add(key)
    return all(not wanted.isdisjoint(keys) for wanted in by_facet.values())


def counted(
    facets: Iterable[Facet], entries: Sequence[Collection[str]], chosen: Sequence[str]
) -> list[CountedFacet]:
    """The facets with honest counts: how many of ``entries`` have a value and what is chosen in the other facets. A value
    that nothing would be found with is left out, unless it is chosen."""
    found = []
    for facet in facets:
        having = Counter(key for keys in entries if fits(keys, chosen, but=facet.key) for key in set(keys))
        values = tuple(
            CountedValue(value.key, value.label, having[value.key], value.key in chosen)
            for value in facet.values
            if having[value.key] or value.key in chosen
        )
        if values:
            found.append(CountedFacet(facet.label, values))
    return found
