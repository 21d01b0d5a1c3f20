"""Pages that are asked more than once, as groups."""

from dataclasses import dataclass, field
from typing import Any

from forms_engine.definition.importers.answers import whole
from forms_engine.definition.importers.form import Object, SourceForm, path_of
from forms_engine.definition.importers.lists import value_text
from forms_engine.definition.importers.questions import KINDS, REPEATED
from forms_engine.definition.question_types import MOST_ITEMS


@dataclass
class Repeated:
    """Some pages asked for each item. ``named`` is what the source calls it, ``count`` the question that says how often,
    ``absorbed`` the paths of pages that only listed the items: a group has such a page of its own."""

    named: str
    title: Any
    item: Any
    paths: list[str]
    least: int = 1
    most: int = MOST_ITEMS
    count: str = ""
    absorbed: list[str] = field(default_factory=list)
    left: Object = field(default_factory=dict)


def controller_of(page: Object) -> str:
    """The bare name of a page's controller: ``./pages/summary.js`` and ``SummaryPageController`` are both "summary"."""
    name = value_text(page.get("controller")).rpartition("/")[2].lower()
    for ending in (".js", ".ts", "controller", "page"):
        name = name.removesuffix(ending)
    return name


def repeated_pages(form: SourceForm) -> list[Repeated]:
    """Every run of pages that is asked more than once. A page is in one at most."""
    found: list[Repeated] = []
    by_section: dict[tuple[str, str], Repeated] = {}
    for page in form.pages:
        path, section = path_of(page.get("path")), value_text(page.get("section"))
        controller = controller_of(page)
        repeat = page.get("repeat")
        multiplied = value_text(page.get("repeatField"))
        if isinstance(repeat, dict) and "repeat" in controller:
            found.append(_by_button(page, repeat))
        elif multiplied:
            known = by_section.get((multiplied, section))
            if known is None:
                known = Repeated(
                    section or path, _section_title(form, section) or page.get("title"), page.get("title"), []
                )
                known.count = multiplied
                by_section[multiplied, section] = known
                found.append(known)
            known.paths.append(path)
        elif controller == "repeatingfield":
            first: Object = next(
                (one for one in page["components"] if value_text(one.get("type")) in KINDS), {}
            )
            found.append(Repeated(path, page.get("title"), first.get("title") or page.get("title"), [path]))
        elif controller == "repeatingsection":
            known = by_section.get(("", section))
            if known is None:
                title = _section_title(form, section) or page.get("title")
                known = by_section["", section] = Repeated(section or path, title, page.get("title"), [])
                found.append(known)
            known.paths.append(path)
        elif controller == "repeatingsectionsummary":
            _absorb(page, path, form, by_section)
        elif _asks_only_rows(page):
            rows = next(one for one in page["components"] if value_text(one.get("type")) == REPEATED)
            found.append(Repeated(path, page.get("title"), rows.get("title") or page.get("title"), [path]))
    return [group for group in found if group.paths]


def _by_button(page: Object, repeat: Object) -> Repeated:
    options, schema = _object(repeat.get("options")), _object(repeat.get("schema"))
    path = path_of(page.get("path"))
    found = Repeated(
        value_text(options.get("name")) or path,
        page.get("title") or options.get("title"),
        options.get("title") or page.get("title"),
        [path],
    )
    least, most = whole(schema.get("min")), whole(schema.get("max"), least=1)
    found.least = min(least, MOST_ITEMS) if least is not None else 1
    found.most = max(1, found.least, min(most or MOST_ITEMS, MOST_ITEMS))
    if (most or 0) > MOST_ITEMS or (least or 0) > MOST_ITEMS:
        found.left = {"repeat": repeat}
    return found


def _absorb(page: Object, path: str, form: SourceForm, by_section: dict[tuple[str, str], Repeated]) -> None:
    """The page that lists a section's items: the one that the section's pages lead to."""
    for known in by_section.values():
        leading = [one for one in form.pages if path_of(one.get("path")) in known.paths]
        if any(path_of(link.get("path")) == path for one in leading for link in one["next"]):
            known.absorbed.append(path)
            known.title = page.get("title") or known.title
            labels = [one.get("title") for one in page["components"] if one.get("title")]
            known.item = labels[0] if labels else known.item
            return


def _asks_only_rows(page: Object) -> bool:
    """Whether a page asks for rows of answers ("add another") and nothing else."""
    types = [value_text(one.get("type")) for one in page["components"]]
    return types.count(REPEATED) == 1 and not any(one in KINDS for one in types)


def _section_title(form: SourceForm, section: str) -> Any:
    for one in form.sections:
        if section and section in {value_text(one.get("name")), value_text(one.get("id"))}:
            return one.get("title")
    return None


def _object(value: Any) -> Object:
    return value if isinstance(value, dict) else {}
