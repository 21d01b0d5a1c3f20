"""A graph of pages as a list of pages with conditions that give exactly the same paths.

In the source a page links to the next ones: the first link whose condition holds is followed, else the last link without
one. Here pages stand in an order, and each is shown or not. So the pages are put in an order in which every page follows
all that link to it, and a page is shown when one of the links to it is followed: ``reached-<page>``, as short as it can be
said, and nothing at all where everybody who gets that far gets there.

A link to a page that does not exist stays in the page's ``kept`` as ``"next"``, a list of the source's links, by which the
linter's rule ``missing-page`` names it. Other links that cannot be followed, such as one that goes back to where one came
from (``cycle``), stay there as ``"links"``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms_engine.definition.document import Comparison, Condition, Named, Not, leaves
from forms_engine.definition.importers.logic import ALWAYS, NEVER, all_of, any_of
from forms_engine.definition.importers.ways import Choice, Link, Ways

END = ""  # where links to check-your-answers lead
MOST_LEAVES = 200  # of one condition, before its parts get names


@dataclass
class Node:
    """A page, or a group of pages, under its key. ``exit`` where the journey ends in nothing to send."""

    key: str
    links: list[Link] = field(default_factory=list)
    exit: bool = False


@dataclass
class Route:
    """The order of the pages, when each is shown (None: always), the conditions made for it, the links that go back
    (page, place among its links), and the pages that nothing leads to, which stand last and are never shown."""

    order: list[str]
    shown: dict[str, Condition | None]
    conditions: dict[str, Condition]
    back: list[tuple[str, int]]
    unreachable: list[str]


class Router:
    """Works out the route of one graph. ``declared`` are the form's own conditions, ``page_of`` says where each question
    is asked, ``choices`` what is known of those with a few answers."""

    def __init__(
        self,
        nodes: Mapping[str, Node],
        start: str,
        declared: Mapping[str, Condition],
        page_of: Mapping[str, str],
        choices: Mapping[str, Choice],
        taken_names: set[str],
    ) -> None:
        self._nodes, self._start = {**nodes, END: Node(END)}, start
        self._page_of = page_of
        self._ways = Ways(declared, page_of, choices)
        self._names = taken_names

    def route(self) -> Route:
        """The route."""
        ordered, back = self._ordered()
        gone = set(back)
        place = {key: number for number, key in enumerate(ordered)}
        followed = {
            key: list(
                self._ways.followed(
                    key,
                    [
                        Link(
                            link.target,
                            link.condition and self._ways.as_known(link.condition, key, place),
                            link.number,
                        )
                        for link in self._nodes[key].links
                        if (key, link.number) not in gone
                    ],
                )
            )
            for key in ordered
        }
        ordered = self._with_exits_early(ordered, followed)
        place = {key: number for number, key in enumerate(ordered)}
        leading: dict[str, list[tuple[str, Condition]]] = {key: [] for key in ordered}
        for key in ordered:
            for target, condition in followed[key]:
                leading[target].append((key, condition))
        above = self._dominators(ordered, place, leading)
        shown: dict[str, Condition | None] = {}
        reached: dict[str, Condition] = {}
        for key in ordered:
            if key == END:
                continue
            if key == self._start:
                reached[key], shown[key] = ALWAYS, None
            elif not self._escapes(above[key], key, followed, place):
                reached[key], shown[key] = reached[above[key]], shown[above[key]]
            else:
                ways = [
                    self._way(source, condition, reached[source], above) for source, condition in leading[key]
                ]
                if sum(1 for way in ways for _ in leaves(way)) > MOST_LEAVES:
                    ways = [way if _is_short(way) else self._named(key, way) for way in ways]
                condition = any_of(ways)
                reached[key] = condition if _is_short(condition) else self._named(key, condition)
                shown[key] = None if condition == ALWAYS else reached[key]
        unreachable = [key for key in self._nodes if key not in place and key != END]
        return Route(
            order=[*(key for key in ordered if key != END), *unreachable],
            shown=shown | dict.fromkeys(unreachable, NEVER),
            conditions=self._ways.made,
            back=back,
            unreachable=unreachable,
        )

    # -- order -------------------------------------------------------------------------------------------

    def _ordered(self) -> tuple[list[str], list[tuple[str, int]]]:
        """Every page before all it links to, and the links that go back. What a page links to first comes first."""
        done: list[str] = []
        back: list[tuple[str, int]] = []
        under_way, finished = {self._start}, set[str]()
        stack: list[tuple[str, Iterator[Link]]] = [(self._start, reversed(self._nodes[self._start].links))]
        while stack:
            key, links = stack[-1]
            link = next(links, None)
            if link is None:
                stack.pop()
                under_way.discard(key)
                finished.add(key)
                done.append(key)
            elif link.target in under_way:
                back.append((key, link.number))
            elif link.target not in finished:
                under_way.add(link.target)
                stack.append((link.target, reversed(self._nodes[link.target].links)))
        return done[::-1], back

    def _with_exits_early(
        self, ordered: list[str], followed: Mapping[str, list[tuple[str, Condition]]]
    ) -> list[str]:
        """Exit pages directly after the last page that leads to them: what follows need not say "otherwise"."""
        last: dict[str, str] = {}
        for key in ordered:
            for target, _ in followed[key]:
                if self._nodes[target].exit:
                    last[target] = key
        found: list[str] = []
        for key in ordered:
            if key not in last:
                found.append(key)
            if key in last and self._nodes[last[key]].exit:
                found.append(key)
            found.extend(
                exit_key for exit_key, source in last.items() if source == key and exit_key not in found
            )
        return found

    # -- who gets where -------------------------------------------------------------------------------------

    def _dominators(
        self, ordered: list[str], place: Mapping[str, int], leading: Mapping[str, list[tuple[str, Condition]]]
    ) -> dict[str, str]:
        """For each page the nearest one that everybody who gets there has passed (Cooper, Harvey and Kennedy)."""
        above = {self._start: self._start}
        for key in ordered:
            if key == self._start:
                continue
            sources = [source for source, _ in leading[key]] or [self._start]
            found = sources[0]
            for source in sources[1:]:
                while found != source:
                    if place[found] > place[source]:
                        found = above[found]
                    else:
                        source = above[source]
            above[key] = found
        return above

    def _escapes(
        self,
        start: str,
        end: str,
        followed: Mapping[str, list[tuple[str, Condition]]],
        place: Mapping[str, int],
    ) -> bool:
        """Whether one can get from ``start`` past ``end``. Ending at an exit page that stands before ``end`` is no way
        past it: the path ends there anyway."""
        waiting, seen = [start], {start}
        while waiting:
            key = waiting.pop()
            if self._nodes[key].exit:
                if place[key] > place[end]:
                    return True
                continue
            if not followed[key] or self._ways.may_stop(key, self._nodes[key].links, followed[key]):
                return True
            for target, _ in followed[key]:
                if target != end and target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return False

    def _way(
        self, source: str, condition: Condition, reached: Condition, above: Mapping[str, str]
    ) -> Condition:
        """Being led by one link: from a page that was reached, which often goes without saying, because the condition
        can only hold for who answered a question there."""
        if reached == ALWAYS:
            return condition
        for question in self._ways.needed(condition, frozenset()):
            key = self._page_of.get(question, "")
            while key in above:
                if key == source:
                    return condition
                if above[key] == key:
                    break
                key = above[key]
        return all_of([reached, condition])

    def _named(self, key: str, condition: Condition) -> Condition:
        """A condition under a name of its own, ``reached-`` and the page's key."""
        name = wish = f"reached-{key}"[:60].rstrip("-")
        number = 1
        while name in self._names:
            number += 1
            name = f"{wish[: 59 - len(str(number))].rstrip('-')}-{number}"
        self._names.add(name)
        self._ways.made[name] = condition
        return Named(name)


def _is_short(condition: Condition) -> bool:
    """Whether a condition is as easily said again as named."""
    inner = condition.part if isinstance(condition, Not) else condition
    return isinstance(inner, Comparison | Named) or inner in {ALWAYS, NEVER}
