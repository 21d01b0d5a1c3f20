"""What is asked where, and which conditions stand where: the map of a definition that reasoning and rules go by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from forms_engine.definition.document import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Definition,
    Group,
    Named,
    Not,
    Page,
    Question,
    leaves,
)

# A named condition that nests deeper, written out, or is longer, is not reasoned about.
DEEPEST, LONGEST = 100, 2_000
MOST_BEHIND = 300  # questions behind one condition that is still reasoned about


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: the number of its page (all pages counted, groups' too), of its block on that page (-1:
    the page itself), and the group it is asked in. ``END`` is after everything."""

    page: int
    block: int = -1
    group: str = ""

    def comes_before(self, other: "Spot") -> bool:
        """Whether this is asked before what stands at ``other``."""
        return (self.page, self.block) < (other.page, other.block)


LAST_BLOCK = 10**9
END = Spot(10**9)


@dataclass(frozen=True, slots=True)
class Standing:
    """A condition that stands somewhere. ``place`` says it in words that an editor knows."""

    place: str
    condition: Condition
    spot: Spot
    part: str = "show_when"


@dataclass
class Outline:
    """A definition with its questions and conditions in the order asked. Built in one pass; linear in its size."""

    definition: Definition
    spots: dict[str, Spot] = field(default_factory=dict)
    shown_when: dict[str, tuple[Condition, ...]] = field(default_factory=dict)
    exits: list[tuple[int, Page]] = field(default_factory=list)
    page_group: list[Group | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        number = 0
        for part in self.definition.pages:
            group = part if isinstance(part, Group) else None
            if group:
                # How many items there are is known once all of them are asked.
                self.spots.setdefault(group.key, Spot(number + len(group.pages) - 1, LAST_BLOCK))
                self.shown_when.setdefault(group.key, _given(group.show_when))
            for page in group.pages if group else (part,):
                assert isinstance(page, Page)
                self._take(page, group, number)
                number += 1

    def _take(self, page: Page, group: Group | None, number: int) -> None:
        self.page_group.append(group)
        if page.exit and not group:
            self.exits.append((number, page))
        above = (*_conditions_of(group), *_given(page.show_when))
        for index, block in enumerate(page.blocks):
            if isinstance(block, Question) and block.key not in self.spots:
                self.spots[block.key] = Spot(number, index, group.key if group else "")
                self.shown_when[block.key] = (*above, *_given(block.show_when))
        for output in page.lookup.outputs if page.lookup else ():
            # Known once the page has been answered.
            if output.key not in self.spots:
                self.spots[output.key] = Spot(number, LAST_BLOCK, group.key if group else "")
                self.shown_when[output.key] = above

    def spot_of_page(self, number: int, block: int = -1) -> Spot:
        """Where a page, or one of its blocks, stands."""
        group = self.page_group[number]
        return Spot(number, block, group.key if group else "")

    def shown_on(self, number: int) -> tuple[Condition, ...]:
        """The conditions on which a page is shown: its own and its group's."""
        group = self.page_group[number]
        page = self.definition.all_pages[number]
        return (*_conditions_of(group), *_given(page.show_when))

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question under its key, and every looked-up fact as the question whose answer it could be."""
        return {**self.definition.facts_by_key, **self.definition.questions_by_key}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """Every group under its key."""
        return self.definition.groups

    @cached_property
    def standing(self) -> tuple[Standing, ...]:
        """Every condition that stands somewhere, except the named ones, which stand where they are used."""
        return tuple(self._standing())

    def _standing(self) -> Iterator[Standing]:
        definition, number = self.definition, 0
        for part in definition.pages:
            group = part if isinstance(part, Group) else None
            if group and group.show_when:
                yield Standing(f"group {group.key}", group.show_when, Spot(number))
            for page in group.pages if group else (part,):
                assert isinstance(page, Page)
                inside = group.key if group else ""
                if page.show_when:
                    yield Standing(f"page {page.key}", page.show_when, Spot(number, -1, inside))
                for index, block in enumerate(page.blocks):
                    if block.show_when:
                        name = (
                            f"question {block.key}"
                            if isinstance(block, Question)
                            else f"page {page.key}, block {index + 1}"
                        )
                        yield Standing(name, block.show_when, Spot(number, index, inside))
                number += 1
        for line in definition.fees:
            if line.when:
                yield Standing(f"fee {line.key}", line.when, END, "when")
            for at, row in enumerate(line.rows):
                if row.when:
                    yield Standing(f"fee {line.key}, row {at + 1}", row.when, END, "when")
            for concession in line.concessions:
                yield Standing(f"fee {line.key}, concession {concession.key}", concession.when, END, "when")
        for route, when in definition.routes_when.items():
            yield Standing(f"route {route}", when, END, "when")
        for route, when in definition.routes_when.items():
            yield Standing(f"route {route}", when, END, "when")
        if definition.booking and definition.booking.when:
            yield Standing("booking", definition.booking.when, END, "when")

    @cached_property
    def readable(self) -> frozenset[str]:
        """The named conditions short enough, written out, to reason about; none that is in a cycle."""
        sizes: dict[str, tuple[int, int]] = {}  # how long and how deep, written out
        for name in self.in_order:
            size, depth = 0, _depth(self.definition.conditions[name])
            for leaf in leaves(self.definition.conditions[name]):
                if isinstance(leaf, Named) and leaf.condition in self.definition.conditions:
                    longer, deeper = sizes.get(leaf.condition, (LONGEST, DEEPEST))
                    size, depth = size + longer, max(depth, deeper + _depth(self.definition.conditions[name]))
                size += 1
            sizes[name] = (min(size, LONGEST), min(depth, DEEPEST))
        return frozenset(name for name, (size, depth) in sizes.items() if size < LONGEST and depth < DEEPEST)

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The named conditions, each after those that it names. Those in a cycle, or that name one, are not in it."""
        conditions = self.definition.conditions
        waiting_for = {
            name: {
                leaf.condition
                for leaf in leaves(condition)
                if isinstance(leaf, Named) and leaf.condition in conditions
            }
            for name, condition in conditions.items()
        }
        wanted_by: dict[str, list[str]] = {name: [] for name in conditions}
        for name, needs in waiting_for.items():
            for need in needs:
                wanted_by[need].append(name)
        ready = [name for name, needs in waiting_for.items() if not needs]
        for name in ready:  # grows while it is read
            for waiting in wanted_by[name]:
                waiting_for[waiting].discard(name)
                if not waiting_for[waiting]:
                    ready.append(waiting)
        return tuple(ready)

    @cached_property
    def comparisons(self) -> dict[str, dict[Comparison, None]]:
        """Every different comparison of the definition, by the question (or group) it is about."""
        found: dict[str, dict[Comparison, None]] = {}
        for condition in (
            *self.definition.conditions.values(),
            *(standing.condition for standing in self.standing),
            *(condition for group in self.groups.values() for condition in _conditions_of(group)),
        ):
            for leaf in leaves(condition):
                if isinstance(leaf, Comparison):
                    found.setdefault(leaf.question, {})[leaf] = None
        return found

    def questions_behind(self, condition: Condition) -> frozenset[str]:
        """The questions (and groups) that a condition looks at, through readable names too; a few more than
        ``MOST_BEHIND`` where there are more than that."""
        if isinstance(condition, Named) and condition.condition in self.readable:
            return self._behind_named(condition.condition)
        found: set[str] = set()
        for leaf in leaves(condition):
            if isinstance(leaf, Comparison):
                found.add(leaf.question)
            elif leaf.condition in self.readable:
                found |= self._behind_named(leaf.condition)
            if len(found) > MOST_BEHIND:
                break
        return frozenset(found)

    def _behind_named(self, name: str) -> frozenset[str]:
        if name not in self._behind:
            self._behind[name] = self.questions_behind(self.definition.conditions[name])
        return self._behind[name]

    @cached_property
    def _behind(self) -> dict[str, frozenset[str]]:
        return {}


def _conditions_of(group: Group | None) -> tuple[Condition, ...]:
    """What has to hold for a group's pages to be asked at all."""
    if group is None:
        return ()
    counted = (Comparison(group.count, "at_least", 1),) if group.count else ()
    return (*_given(group.show_when), *counted)


def _given(condition: Condition | None) -> tuple[Condition, ...]:
    return () if condition is None else (condition,)


def _depth(condition: Condition) -> int:
    """How deep a condition nests; the parser lets through 20 at most."""
    if isinstance(condition, All | AnyOf):
        return 1 + max((_depth(part) for part in condition.parts), default=0)
    return 1 + _depth(condition.part) if isinstance(condition, Not) else 1
