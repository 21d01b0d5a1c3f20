"""The pages of a form in their order, each with the condition under which it is shown."""

from dataclasses import dataclass

from forms_engine.definition.document import Comparison, Condition, leaves
from forms_engine.definition.importers.components import Components
from forms_engine.definition.importers.form import Object, SourceForm
from forms_engine.definition.importers.graph import Node, Route, Router
from forms_engine.definition.importers.groups import Repeated, controller_of
from forms_engine.definition.importers.links import Links
from forms_engine.definition.importers.logic import ALWAYS, all_of
from forms_engine.definition.importers.named_conditions import NamedConditions
from forms_engine.definition.importers.notes import Notes
from forms_engine.definition.importers.questions import Asked, Questions
from forms_engine.definition.importers.spots import Spot, Spots
from forms_engine.definition.importers.texts import ByLanguage, Texts
from forms_engine.definition.importers.ways import Choice, Link
from forms_engine.definition.write import write_condition


@dataclass
class LaidOut:
    """The document's pages; when each page is shown, by its key; the conditions made for that; the words of the summary
    page, and what was left of it."""

    parts: list[Object]
    shown: dict[str, Condition | None]
    conditions: dict[str, Condition]
    summary_texts: list[ByLanguage]
    kept: Object


class Pages:
    """Lays out the pages of one form, once."""

    def __init__(
        self,
        form: SourceForm,
        questions: Questions,
        conditions: NamedConditions,
        components: Components,
        sections: dict[str, str],
        texts: Texts,
        notes: Notes,
    ) -> None:
        self._form, self._questions, self._conditions = form, questions, conditions
        self._texts, self._notes = texts, notes
        self._spots = Spots(form, questions, components, sections, texts, notes)
        self._links = Links(form, self._spots, questions, conditions, texts, notes)

    def laid_out(self) -> LaidOut:
        """Everything about the pages."""
        parts, shown, made = self._ordered() if self._form.ordered else self._routed()
        self._warn_of_groups()
        kept = {"pages": self._spots.kept} if self._spots.kept else {}
        return LaidOut(parts, shown, made, self._spots.summary_texts, kept)

    # -- in a row --------------------------------------------------------------------------------------------

    def _ordered(self) -> tuple[list[Object], dict[str, Condition | None], dict[str, Condition]]:
        """DEFRA's second engine: pages follow each other, each with a condition or without."""
        parts: list[Object] = []
        shown: dict[str, Condition | None] = {}
        spots = self._spots.by_path
        for spot in spots.values():
            shown[spot.key] = self._conditions.reference(spot.source.get("condition"), f"page {spot.key}")
            if spot.source["next"]:
                self._notes.keep(spot.document, {"links": spot.source["next"]}, f"page {spot.key}")
        for spot in spots.values():
            group = self._spots.group_of.get(spot.path)
            if group is None:
                if controller_of(spot.source) == "terminal":
                    spot.document["exit"] = True
                parts += self._shown(spot, shown[spot.key])
            elif spot.path == group.paths[0]:
                members = [spots[path] for path in group.paths if path in spots]
                alone = len(members) == 1
                parts += self._group(
                    group,
                    [(one, None if alone else shown[one.key]) for one in members],
                    shown[spot.key] if alone else None,
                )
        return parts, shown, {}

    def _shown(self, spot: Spot, condition: Condition | None) -> list[Object]:
        when = {} if condition is None else {"show_when": write_condition(condition)}
        rows = []
        for group in spot.rows:
            section = {"section": spot.document["section"]} if "section" in spot.document else {}
            rows.append({**group, **section, **when})
        return [{**spot.document, **when}, *rows]

    def _group(
        self, group: Repeated, members: list[tuple[Spot, Condition | None]], condition: Condition | None
    ) -> list[Object]:
        """A group of its pages, each with its own condition within the item."""
        found: Object = {
            "key": self._spots.node_key(group.paths[0]),
            "title": self._texts.plain(group.title) or members[0][0].document["title"],
            "item": self._texts.plain(group.item) or members[0][0].document["title"],
            "min": group.least,
            "max": group.most,
            "pages": [],
        }
        counted = self._questions.find(group.count) if group.count else []
        if counted and not counted[0].in_group:
            found["count"] = counted[0].key
            most = [int(value) for value in counted[0].choices.keys if value.isdigit() and int(value) <= 50]
            found["max"] = max(most, default=0) or found["max"]
        elif group.count:
            group.left["repeatField"] = group.count
        after: list[Object] = []
        for spot, inner in members:
            document = {name: part for name, part in spot.document.items() if name != "section"}
            if "section" in spot.document:
                found["section"] = spot.document["section"]
            if inner is not None:
                document["show_when"] = write_condition(inner)
            found["pages"].append(document)
            after += spot.rows
        if condition is not None:
            found["show_when"] = write_condition(condition)
        self._notes.keep(found, group.left, f"group {found['key']}")
        return [found, *after]

    # -- by their links --------------------------------------------------------------------------------------

    def _routed(self) -> tuple[list[Object], dict[str, Condition | None], dict[str, Condition]]:
        """XGov's and DEFRA's first engine: a graph of links."""
        spots, groups = self._spots.by_path, self._spots.groups
        made: dict[str, Condition] = {}
        within = {key: self._within(group, made) for key, group in groups.items()}
        nodes = self._nodes(within)
        start = self._form.start_path
        if start not in spots:
            start = next(iter(spots))
        route = self._router(nodes, self._spots.node_key(start), made).route()
        self._report(route, nodes)
        by_key = {spot.key: spot for spot in [*spots.values(), *self._links.redirects]}
        parts: list[Object] = []
        for key in route.order:
            if key in groups:
                members = [(by_key[one], within[key].shown[one]) for one in within[key].order]
                parts += self._group(groups[key], members, route.shown[key])
            else:
                if nodes[key].exit:
                    by_key[key].document["exit"] = True
                parts += self._shown(by_key[key], route.shown[key])
        shown = route.shown | {
            spot.key: route.shown[self._spots.node_key(path)] for path, spot in spots.items()
        }
        return parts, shown, {**made, **route.conditions}

    def _nodes(self, within: dict[str, Route]) -> dict[str, Node]:
        """What the graph is made of: pages, groups with the links that lead out of them, and exits to elsewhere."""
        nodes: dict[str, Node] = {}
        for path, spot in self._spots.by_path.items():
            key, links = self._spots.node_key(path), self._links.of(spot)
            if key == spot.key:
                nodes[key] = Node(key, links, exit=self._links.is_exit(spot))
                continue
            node = nodes.setdefault(key, Node(key))
            here = within[key].shown[spot.key]
            for link in links:
                if link.target != key:
                    condition = link.condition if here is None else all_of([here, link.condition or ALWAYS])
                    node.links.append(Link(link.target, condition, len(node.links)))
        return nodes | {spot.key: Node(spot.key, exit=True) for spot in self._links.redirects}

    def _within(self, group: Repeated, made: dict[str, Condition]) -> Route:
        """The route through the pages of one item."""
        members = {path: self._spots.by_path[path] for path in group.paths if path in self._spots.by_path}
        keys = {spot.key for spot in members.values()}
        nodes = {
            spot.key: Node(
                spot.key,
                [link for link in self._links.of(spot, inside=True, quiet=True) if link.target in keys],
            )
            for spot in members.values()
        }
        led_to = {link.target for node in nodes.values() for link in node.links}
        start = next((key for key in nodes if key not in led_to), next(iter(nodes)))
        page_of = {
            asked.key: members[asked.page].key for asked in self._questions.all if asked.page in members
        }
        router = Router(
            nodes, start, self._conditions.conditions, page_of, self._choices(page_of), self._taken(made)
        )
        route = router.route()
        made |= route.conditions
        self._report(route, {})
        return route

    def _router(self, nodes: dict[str, Node], start: str, made: dict[str, Condition]) -> Router:
        page_of = {}
        for asked in self._questions.all:
            if asked.page in self._spots.by_path:
                # Outside its group the source knows nothing of an item's answer, as if it were still to be asked.
                page_of[asked.key] = "" if asked.in_group else self._spots.by_path[asked.page].key
                if asked.time_key:
                    page_of[asked.time_key] = page_of[asked.key]
        return Router(
            nodes, start, self._conditions.conditions, page_of, self._choices(page_of), self._taken(made)
        )

    def _taken(self, made: dict[str, Condition]) -> set[str]:
        return {*self._conditions.conditions, *made}

    def _choices(self, page_of: dict[str, str]) -> dict[str, Choice]:
        found = {}
        for asked in self._questions.all:
            if asked.single_choice and asked.key in page_of:
                answers = (
                    {"yes", "no"} if asked.kind == "yes_no" else {one["key"] for one in asked.choices.options}
                )
                found[asked.key] = Choice(
                    page_of[asked.key],
                    frozenset(answers),
                    self._always_answered(asked),
                    asked.kind == "yes_no",
                )
        return found

    def _always_answered(self, asked: Asked) -> bool:
        """Whether nobody leaves its page without answering: it is required and always shown."""
        spot = self._spots.by_path.get(asked.page)
        blocks = spot.document["blocks"] if spot else []
        return asked.required and any(
            block.get("key") == asked.key and "show_when" not in block for block in blocks
        )

    def _report(self, route: Route, nodes: dict[str, Node]) -> None:
        by_key = {spot.key: spot for spot in self._spots.by_path.values()}
        for key, number in route.back:
            if key in by_key:
                link = by_key[key].source["next"][number]
                self._notes.keep(by_key[key].document, {"links": [link]}, f"page {key}")
            self._notes.error(
                "cycle", f"page {key}", "Choose where this page goes on to: it leads back to itself."
            )
        for key in route.unreachable:
            self._notes.warn(
                "unreachable-page", f"page {key}", "Link to this page or remove it: nothing leads to it."
            )
        if self._form.defra:
            for key, node in nodes.items():
                if not node.links and not node.exit and key not in route.unreachable:
                    self._notes.warn(
                        "dead-end",
                        f"page {key}",
                        "Check this page: the form ended here, and the journey can be sent.",
                    )

    def _warn_of_groups(self) -> None:
        """Conditions about what is asked for each item mean something else outside the group."""
        inside = {asked.key for asked in self._questions.all if asked.in_group}
        for key, condition in self._conditions.conditions.items():
            if any(isinstance(leaf, Comparison) and leaf.question in inside for leaf in leaves(condition)):
                self._notes.warn(
                    "group-condition",
                    f"condition {key}",
                    "Check this: outside its group it holds for any of the items.",
                )
