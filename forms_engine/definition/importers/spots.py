"""The pages of a form, each for itself: its key, its blocks, and what has no equal."""

from dataclasses import dataclass, field

from forms_engine.definition.importers.components import CONTENT, Components
from forms_engine.definition.importers.form import Object, SourceForm, path_of
from forms_engine.definition.importers.groups import Repeated, controller_of, repeated_pages
from forms_engine.definition.importers.keys import RESERVED_PAGE_KEYS, Keys, slug, slug_of_name
from forms_engine.definition.importers.lists import value_text
from forms_engine.definition.importers.notes import Notes
from forms_engine.definition.importers.questions import REPEATED, Questions
from forms_engine.definition.importers.texts import ByLanguage, Texts

READ = frozenset(
    {"id", "path", "title", "components", "next", "section", "controller", "repeatField", "repeat"}
)
# Controllers that do what every page does here.
USUAL = frozenset(
    [
        "home",
        "start",
        "continue",
        "question",
        "fileupload",
        "upload",
        "terminal",
        "summary",
        "confirm",
        "repeat",
        "repeatingfield",
        "repeatingsection",
        "default",
    ]
) | {""}


@dataclass
class Spot:
    """A page of the source and what was made of it: ``document``, and ``rows``, groups that follow it."""

    source: Object
    path: str
    key: str
    document: Object = field(default_factory=dict)
    rows: list[Object] = field(default_factory=list)


class Spots:
    """Every page of a form that is one here, under its path. ``ends`` are the paths that check-your-answers and the
    confirmation stand for, and those that groups bring along; ``kept`` what was left of these."""

    def __init__(
        self,
        form: SourceForm,
        questions: Questions,
        components: Components,
        sections: dict[str, str],
        texts: Texts,
        notes: Notes,
    ) -> None:
        self._form, self._questions = form, questions
        self._components, self._sections = components, sections
        self._texts, self._notes = texts, notes
        self.keys = Keys(RESERVED_PAGE_KEYS)
        self.kept: Object = {}
        groups = repeated_pages(form)
        self.ends = self._summary_paths(groups)
        self.by_path: dict[str, Spot] = {}
        for page in form.pages:
            self._place(page)
        self._group_keys = {id(group): self._group_key(group.named) for group in groups}
        self.group_of = {path: group for group in groups for path in group.paths if path in self.by_path}
        for asked in questions.all:
            asked.in_group = asked.in_group or asked.page in self.group_of
        self.summary_texts = self._summaries()
        for spot in self.by_path.values():
            self._fill(spot)

    @property
    def groups(self) -> dict[str, Repeated]:
        """The groups under their keys."""
        return {self._group_keys[id(group)]: group for group in self.group_of.values()}

    def node_key(self, path: str) -> str:
        """The key of a page, or of the group it belongs to."""
        group = self.group_of.get(path)
        return self.by_path[path].key if group is None else self._group_keys[id(group)]

    def _place(self, page: Object) -> None:
        path = path_of(page["path"])
        if path in self.by_path:
            # The source finds the first of them, always.
            self._notes.error(
                "duplicate-page",
                f"page {self.by_path[path].key}",
                "Build this again: two pages had this path.",
            )
            self.kept.setdefault(f"{path} (again)", page)
        elif path not in self.ends:
            self.by_path[path] = Spot(page, path, self.keys.new(slug(path), otherwise="page"))

    def _summary_paths(self, groups: list[Repeated]) -> set[str]:
        """The pages that check-your-answers and the confirmation stand for here, and those that groups bring along."""
        absorbed = {path for group in groups for path in group.absorbed}
        found = set(absorbed)
        known = {path_of(page["path"]) for page in self._form.pages}
        for page in self._form.pages:
            path, controller = path_of(page["path"]), controller_of(page)
            goes_on = any(path_of(link.get("path")) in known - {path} for link in page["next"])
            asks = any(self._questions.of(component) for component in page["components"])
            names_it = path == "summary" or controller.startswith("summary") or controller == "confirm"
            if controller == "status" or (names_it and not goes_on and not asks):
                found.add(path)
        if found >= known:
            # A form of nothing but a summary is still a journey of one page.
            found = absorbed | (found - {path_of(self._form.pages[0]["path"])})
        return found

    def _summaries(self) -> list[ByLanguage]:
        """What is said on the summary page, for the declaration; the rest of it is kept."""
        texts: list[ByLanguage] = []
        absorbed = {path for group in self.group_of.values() for path in group.absorbed}
        for page in self._form.pages:
            path = path_of(page["path"])
            if path not in self.ends:
                continue
            holder: Object = {}
            if path in absorbed:
                holder = {"kept": {"components": page["components"]}} if page["components"] else {}
            else:
                said = [one for one in page["components"] if value_text(one.get("type")) in CONTENT]
                others = [one for one in page["components"] if one not in said]
                for block in self._components.blocks(said, holder, "summary"):
                    texts.append(block["text"])
                    left = {name: part for name, part in block.items() if name not in {"type", "text"}}
                    self._notes.keep(holder, left, f"page {path}")
                if others:
                    self._notes.keep(holder, {"components": others}, f"page {path}")
            left = {name: part for name, part in page.items() if name not in {"id", "components", "next"}}
            if page["next"] and path not in absorbed:
                left["next"] = page["next"]
            left.pop("path")
            if (controller_of(page) in USUAL or path in absorbed) and "controller" in left:
                del left["controller"]
            left |= holder.get("kept", {})
            if any(part not in (None, "", [], {}) for part in left.values()):
                self.kept[path] = left
        return texts

    def _group_key(self, named: str) -> str:
        """A key that neither a page nor a question has."""
        wish = slug_of_name(named) or "group"
        while True:
            key = self._questions.keys.new(wish, otherwise="group")
            if self.keys.new(key, otherwise=key) == key:
                return key

    def _fill(self, spot: Spot) -> None:
        source, key = spot.source, spot.key
        document: Object = {"key": key, "title": self._title(source, spot.path)}
        section = value_text(source.get("section"))
        if section in self._sections:
            document["section"] = self._sections[section]
        components = source["components"]
        rows = [one for one in components if value_text(one.get("type")) == REPEATED]
        document["blocks"] = self._components.blocks(components, document, key)
        left = {name: part for name, part in source.items() if name not in READ}
        if section and section not in self._sections:
            left["section"] = source["section"] if not self._names_a_section(section) else None
        if controller_of(source) not in USUAL:
            left["controller"] = source.get("controller")
            document["blocks"] += self._custom_texts(left)
        if self._form.ordered:
            left.pop("condition", None)
        for component in rows:
            children = component.get("children")
            inner = [one for one in children if isinstance(one, dict)] if isinstance(children, list) else []
            blocks = self._components.blocks(inner, document, key)
            rest = {
                name: part
                for name, part in component.items()
                if name not in {"id", "type", "name", "title", "hint", "children", "subType"}
            }
            if hint := self._texts.markdown(component.get("hint")):
                blocks.insert(0, {"type": "text", "text": hint})
            if spot.path in self.group_of:
                document["blocks"] += blocks
                self._notes.keep(document, rest, f"page {key}")
            elif blocks:
                spot.rows.append(self._rows(component, blocks, rest, document))
        self._notes.keep(document, left, f"page {key}")
        spot.document = document

    def _rows(self, component: Object, blocks: list[Object], rest: Object, page: Object) -> Object:
        """A group of one page, from rows of answers that stand among other questions."""
        key = self._group_key(value_text(component.get("name")))
        title = self._texts.plain(component.get("title")) or page["title"]
        for block in blocks:
            for asked in self._questions.all:
                asked.in_group = asked.in_group or asked.key == block.get("key")
        inner: Object = {
            "key": self.keys.new(f"{key}-item"[:60], otherwise="item"),
            "title": title,
            "blocks": blocks,
        }
        group: Object = {"key": key, "title": title, "item": title, "max": 50, "pages": [inner]}
        self._notes.keep(group, rest, f"group {key}")
        return group

    def _names_a_section(self, section: str) -> bool:
        """Whether it is one whose title is hidden or empty: that is kept once, at the sections."""
        return any(
            section in {value_text(one.get("name")), value_text(one.get("id"))} for one in self._form.sections
        )

    def _custom_texts(self, left: Object) -> list[Object]:
        """The words that a page of an own controller is given besides its components."""
        options = left.get("options")
        words = options.get("customText") if isinstance(options, dict) else None
        if not isinstance(words, dict):
            return []
        blocks: list[Object] = []
        unsaid = dict(words)
        for name, kind in (("insetText", "inset"), ("body", "text"), ("details", "text")):
            if text := self._texts.markdown(words.get(name)):
                blocks.append({"type": kind, "text": text})
                del unsaid[name]
        left["options"] = {**options, "customText": unsaid} if isinstance(options, dict) else options
        return blocks

    def _title(self, source: Object, path: str) -> ByLanguage:
        """A page's title, or, as the source has it, that of the first thing on it."""
        titles = [source.get("title"), *(component.get("title") for component in source["components"])]
        for words in titles:
            if title := self._texts.plain(words):
                return title
        return self._texts.plain(slug(path).replace("-", " ").capitalize() or "Page")
