"""From the pages of a house to a folder of files, which read into an empty house make the same pages.

What is written is what readers have: published pages in the first language. Of these alone files name anything, so that
no link in a folder leads to what is not in it. Their translations lie in folders beside them.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from content.exchange.alerts import write_alerts
from content.exchange.columns import months_after
from content.exchange.files_out import write_files
from content.exchange.folder import ABOUT, HOME
from content.exchange.kinds import BASES, BY_MODEL, Kind
from content.exchange.known import homes_by_audience
from content.exchange.names_out import HouseNames, written_pages
from content.exchange.translations import languages
from content.exchange.translations_out import write_translations
from content.exchange.yaml_files import dump
from content.models import ContentPage


class NotEmpty(Exception):
    """There are content files in the folder already."""


@dataclass(slots=True)
class Written:
    """What was written, and what was left out, in words."""

    pages: int = 0
    translations: int = 0
    pictures: int = 0
    documents: int = 0
    alerts: int = 0
    left_out: list[str] = field(default_factory=list)


def write_house(folder: Path, wanted: list[str] | None = None) -> Written:
    """Write the sites, or those named, and the knowledge base with them.

    Args:
        folder: made if it is not there.
        wanted: audiences of sites, and names of bases such as ``knowledge``; all if none is named.

    Raises:
        NotEmpty: when the folder has content files.
        OSError: when it cannot be written to.
    """
    roots: dict[str, ContentPage] = dict(homes_by_audience())
    roots |= {name: root for name, base in BASES.items() if (root := base.root())}
    names = HouseNames(written_pages(roots), frozenset(BASES))
    chosen = {where: root for where, root in roots.items() if not wanted or where in wanted}
    for place in [_base(folder, where) for where in chosen] + [folder / code for code in languages()]:
        if any(place.rglob("*.yaml")):
            raise NotEmpty(f"{place} has content files already: choose another folder")
    done = Written()
    for where, root in chosen.items():
        _write_tree(folder, where, root, names, done)
    done.translations = write_translations(folder, names, list(chosen), done.left_out)
    done.alerts = write_alerts(folder, names, [where for where in chosen if where not in BASES])
    done.pictures, done.documents = write_files(folder, names, done.left_out)
    return done


def _base(folder: Path, where: str) -> Path:
    return folder / where if where in BASES else folder / "sites" / where


def _write_tree(folder: Path, where: str, root: ContentPage, names: HouseNames, done: Written) -> None:
    base = _base(folder, where)
    numbers = [pk for pk, (tree, _path) in names.paths.items() if tree == where]
    names.audience, names.owner = where, _usual_owner(numbers)
    _write(base / f"{ABOUT}.yaml", _about(where, root, names))
    counted: Counter[str] = Counter()
    found = ContentPage.objects.filter(pk__in=numbers).order_by("path").specific()
    for page in found.iterator(chunk_size=100):
        path = names.paths[page.pk][1]
        if path == "/" and where in BASES:
            continue
        parent = path.rstrip("/").rpartition("/")[0]
        order = None
        if path != "/":
            counted[parent] += 10
            order = counted[parent]
        _write(base / f"{path.strip('/') or HOME}.yaml", _said(page, BY_MODEL[type(page)], order, names))
        done.pages += 1
    below = ContentPage.objects.filter(path__startswith=root.path, locale=root.locale).exclude(pk__in=numbers)
    left = below.count()
    if left:
        done.left_out.append(
            f"{where}: {left} pages that are not published, are below one that is not, or are of a type without files"
        )


def _usual_owner(numbers: list[int]) -> int | None:
    """The account that answers for most pages: a file says only of another."""
    owners = ContentPage.objects.filter(pk__in=numbers, content_owner__isnull=False)
    counted = Counter(owners.values_list("content_owner_id", flat=True))
    return counted.most_common(1)[0][0] if counted else None


def _about(where: str, root: ContentPage, names: HouseNames) -> dict[str, Any]:
    about: dict[str, Any] = {}
    if where not in BASES:
        about = {
            "name": Site.objects.filter(root_page=root).values_list("site_name", flat=True).first()
            or root.title,
            "audience": where,
            "slug": root.slug,
        }
    owner = names.account(names.owner) if names.owner else None
    return about | ({"owner": owner} if owner else {})


def _said(page: ContentPage, kind: Kind, order: int | None, names: HouseNames) -> dict[str, Any]:
    """What the file of a page says."""
    said: dict[str, Any] = {"type": kind.name}
    for column in kind.columns:
        if order is None and column.key == "audience":
            # A front page is for whom its site is for.
            continue
        value = column.write(page, names)
        if value is not None:
            said[column.key] = value
        if column.key == "summary" and order is not None:
            said["order"] = order
        if column.key == "picture":
            said |= _review(page, kind)
    return said


def _review(page: ContentPage, kind: Kind) -> dict[str, Any]:
    if not kind.review_field:
        return {}
    every: int | None = getattr(page, kind.review_field)
    said: dict[str, Any] = {}
    if every != 12:
        said["review"] = every or "never"
    if kind.review_field == "review_every" and page.review_by:
        published = page.last_published_at
        usual = months_after(timezone.localdate(published), every) if every and published else None
        if page.review_by != usual:
            said["review_by"] = page.review_by.isoformat()
    return said


def _write(file: Path, said: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dump(said), encoding="utf-8")
