"""Seeing what is wrong with a folder before anything of it is written: all problems of all files at once."""

import re
from datetime import date
from typing import Any

from content.exchange.columns import Fields, plural
from content.exchange.folder import Entry, Folder, SiteFiles
from content.exchange.kinds import BASES, BESIDE, BY_NAME, SITES, Kind
from content.exchange.problems import At, Find, Findings
from content.models import DirectoryEntryPage, DirectoryPage, HomePage

SLUG = re.compile(r"[-\w]+")


def check(folder: Folder, find: Find, findings: Findings) -> None:
    """Tell ``findings`` everything that keeps the folder from being read, and what would be left out."""
    for site in folder.sites.values():
        if site.audience in SITES:
            _check_about(site, findings)
        for entry in site.pages.values():
            at = At(entry.file, site.audience, findings, find)
            kind = kind_of(entry, at)
            if kind is not None:
                fields_of(entry, kind, at)
                _check_place(site, entry, kind, at)


def kind_of(entry: Entry, at: At) -> Kind | None:
    """What type of page a file says it is."""
    name = entry.said.get("type", "")
    kind = BY_NAME.get(name) if isinstance(name, str) else None
    if kind is None:
        said = f"there is no type “{name}”" if name else "the type is missing"
        at.of("type").problem(f"{said}; there are {', '.join(BY_NAME)}")
    return kind


def first_fields_of(entry: Entry, kind: Kind, at: At) -> Fields:
    """Those fields of a page that name nothing which may have to be made first."""
    wait = [column.key for column in kind.columns if column.waits(kind.model)]
    said = {key: value for key, value in entry.said.items() if key not in wait}
    return fields_of(Entry(entry.path, entry.file, said), kind, at)


def fields_of(entry: Entry, kind: Kind, at: At) -> Fields:
    """The fields of a page as its file says them."""
    said = _days_alone(entry.said)
    known = {column.key: column for column in kind.columns}
    fields: Fields = {}
    for key, value in said.items():
        if key in BESIDE:
            continue
        if key not in known:
            at.of(key).problem(f"pages of type “{kind.name}” have no “{key}”; they have {', '.join(known)}")
        elif value not in ("", [], {}):
            fields |= known[key].read(kind.model, value, at.of(key))
    for key, column in known.items():
        if column.missing(kind.model) and said.get(key, "") in ("", [], {}):
            at.of(key).problem("this is missing")
    return fields | _made_of(kind, fields) | _review(said, kind, at)


def _days_alone(said: dict[str, Any]) -> dict[str, Any]:
    """An event's other dates as days, where they are written with the time that the first has."""
    hour = str(said.get("starts_at", "")).partition("T")[2]
    dates = said.get("more_dates")
    if not hour or not isinstance(dates, list):
        return said
    return said | {
        "more_dates": [one.removesuffix(f"T{hour}") if isinstance(one, str) else one for one in dates]
    }


def _made_of(kind: Kind, fields: Fields) -> Fields:
    """What is made of other things where a file does not say it."""
    if kind.model is DirectoryPage and "entries_noun" not in fields and "entry_noun" in fields:
        return {"entries_noun": plural(fields["entry_noun"])}
    if kind.model is HomePage and "hero_image" not in fields and "picture" in fields:
        return {"hero_image": fields["picture"]}
    return {}


def _review(said: dict[str, Any], kind: Kind, at: At) -> Fields:
    if not kind.review_field:
        return {}
    every, by = said.get("review", "12"), said.get("review_by", "")
    fields: Fields = {}
    if every == "never":
        fields[kind.review_field] = None
    elif isinstance(every, str) and every.isdecimal() and 0 < int(every) <= 120:
        fields[kind.review_field] = int(every)
    else:
        at.of("review").problem("this is a number of months, from 1 to 120, or “never”")
    if by:
        try:
            fields["review_by"] = date.fromisoformat(by)
        except (TypeError, ValueError):
            at.of("review_by").problem("this is a day, such as 2027-03-01")
    return fields


def _check_about(site: SiteFiles, findings: Findings) -> None:
    at = At(f"sites/{site.audience}/site.yaml", site.audience, findings, lambda *named: None)
    if not site.about:
        return
    for key in ("name", "slug"):
        if not isinstance(site.about.get(key), str) or not site.about[key]:
            at.of(key).problem("this is missing")
    if site.about.get("audience") != site.audience:
        at.of("audience").problem(f"this is {site.audience}, as the folder is called")
    if "/" not in site.pages:
        at.problem("the front page is missing: home.yaml")


def _check_place(site: SiteFiles, entry: Entry, kind: Kind, at: At) -> None:
    """A page stands below one that can have it."""
    if entry.path != "/" and not SLUG.fullmatch(entry.slug):
        at.problem(
            f"“{entry.slug}” is no name for a page: it becomes its address, of letters, digits and hyphens"
        )
    order = entry.said.get("order", "0")
    if not isinstance(order, str) or not order.isdecimal():
        at.of("order").problem("this is a number: 10 for the first, 20 for the second")
    if entry.path == "/":
        if kind.model is not HomePage:
            at.of("type").problem("the front page is of type “home”")
        return
    if kind.model is HomePage:
        at.of("type").problem("only home.yaml is of type “home”")
        return
    if entry.parent == "/" and site.audience in BASES:
        root = BASES[site.audience].kinds[0].model
        if kind.model is not root:
            at.of("type").problem(f"here stand pages of type “{BASES[site.audience].kinds[0].name}” alone")
        return
    parent = site.pages.get(entry.parent)
    if parent is None:
        if at.find("page", site.audience, entry.parent) is None:
            at.problem(f"the page above it is missing: {entry.parent}")
        return
    above = str(parent.said.get("type"))
    above_kind = BY_NAME.get(above)
    if above_kind is None:
        return
    if kind.model not in above_kind.model.allowed_subpage_models():
        at.of("type").problem(
            f"a page of type “{kind.name}” cannot stand below one of type “{above_kind.name}”"
        )
    elif kind.model is DirectoryEntryPage:
        _check_facets(entry, parent, at)


def _check_facets(entry: Entry, directory: Entry, at: At) -> None:
    """An entry has only what its directory can be narrowed by."""
    try:
        known = {
            facet["key"]: {one["key"] for one in facet["values"]}
            for facet in directory.said.get("facets", [])
        }
        for facet, chosen in entry.said.get("facets", {}).items():
            if facet not in known:
                at.of(f"facets, {facet}").problem(f"the directory has no facet “{facet}”")
            for one in chosen if facet in known else ():
                if one not in known[facet]:
                    at.of(f"facets, {facet}").problem(f"the directory has no “{one}” there")
    except (AttributeError, KeyError, TypeError):
        # Said already, where the facets are read.
        return
