"""A source document of the digital-form-builder family, looked over once: its parts as lists of objects, and which of
its engines reads it."""

from dataclasses import dataclass, field
from typing import Any

from forms_engine.definition.errors import DefinitionRefused, Finding

MOST_PAGES = 800
MOST_LINKS = 40  # of one page
MOST_LINKS_IN_ALL = 5_000
MOST_CONDITIONS = 3_000

Object = dict[str, Any]


@dataclass
class SourceForm:
    """``ordered`` is true where pages follow each other and each may have a condition (DEFRA's engine 2), false where
    every page links to the next ones. ``defra`` tells DEFRA's engines from XGov's. ``outer`` is what stood around the
    form in the file."""

    raw: Object
    pages: list[Object]
    lists: list[Object]
    conditions: list[Object]
    sections: list[Object]
    fees: list[Object]
    ordered: bool
    defra: bool
    outer: Object = field(default_factory=dict)

    @property
    def start_path(self) -> str:
        """The path of the page it begins with."""
        named = path_of(self.raw.get("startPage"))
        paths = [path_of(page.get("path")) for page in self.pages]
        return named if named in paths and not self.ordered else paths[0]


def is_form(raw: object) -> bool:
    """Whether this looks like a form of that family."""
    return isinstance(raw, dict) and isinstance(raw.get("pages"), list) and "format" not in raw


def read_form(raw: Object, outer: Object) -> SourceForm:
    """The parts of a form.

    Raises:
        DefinitionRefused: naming every part that is not what it has to be.
    """
    faults: list[Finding] = []

    def objects(value: Any, place: str, most: int = 5_000) -> list[Object]:
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            faults.append(Finding("wrong-type", place, "Make this a list of objects: it is something else."))
            return []
        if len(value) > most:
            faults.append(Finding("too-many", place, f"Keep this to {most} entries: it has {len(value)}."))
            return []
        return value

    pages = objects(raw.get("pages"), "pages", MOST_PAGES)
    for number, page in enumerate(pages):
        place = f"pages[{number}]"
        if not isinstance(page.get("path"), str) or not path_of(page["path"]):
            faults.append(Finding("wrong-type", f"{place}.path", "Give the page a path: it has none."))
        page["components"] = objects(page.get("components"), f"{place}.components", 500)
        page["next"] = objects(page.get("next"), f"{place}.next", MOST_LINKS)
    if sum(len(page["next"]) for page in pages) > MOST_LINKS_IN_ALL:
        faults.append(Finding("too-many", "pages", f"Keep this to {MOST_LINKS_IN_ALL} links between pages."))
    if not pages and not faults:
        faults.append(Finding("no-pages", "pages", "Give the form at least one page."))
    form = SourceForm(
        raw=raw,
        pages=pages,
        lists=objects(raw.get("lists"), "lists"),
        conditions=objects(raw.get("conditions"), "conditions", MOST_CONDITIONS),
        sections=objects(raw.get("sections"), "sections"),
        fees=objects(raw.get("fees"), "fees", 200),
        ordered=_is_ordered(raw, pages),
        defra=_is_defra(raw, pages),
        outer=outer,
    )
    for number, source_list in enumerate(form.lists):
        source_list["items"] = objects(source_list.get("items"), f"lists[{number}].items")
    if faults:
        raise DefinitionRefused(faults[:200])
    return form


def path_of(value: Any) -> str:
    """A path as both engines compare them: without slashes around it."""
    return value.strip().strip("/") if isinstance(value, str) else ""


def _is_ordered(raw: Object, pages: list[Object]) -> bool:
    if raw.get("engine") is not None:
        return bool(raw["engine"] == "V2")
    if any(page["next"] for page in pages):
        return False
    # A form of the second engine that leaves its name out: nothing links, and pages have conditions or ids to be told by.
    return len(pages) > 1 and (raw.get("schema") == 2 or any(page.get("condition") for page in pages))


def _is_defra(raw: Object, pages: list[Object]) -> bool:
    if raw.get("engine") or raw.get("schema"):
        return True
    if "version" in raw or "feeOptions" in raw or "fees" in raw or "outputs" in raw:
        return False
    controllers = [page.get("controller") for page in pages]
    return not any(isinstance(name, str) and name.startswith("./") for name in controllers)
