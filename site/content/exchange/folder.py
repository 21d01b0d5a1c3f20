"""A folder of content files as it lies there, before anything of it is judged: sites, pages by path, pictures."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from content.exchange.kinds import BASES, SITES
from content.exchange.problems import Findings, Problem
from content.exchange.yaml_files import NotYaml, load

HOME, ABOUT = "home", "site"
# No page stands there: their files would be these.
OURS = (f"/{HOME}/", f"/{ABOUT}/")
NO_ORDER = 10**6


@dataclass(slots=True)
class Entry:
    """The file of a page: its path on the site, and what it says."""

    path: str
    file: str
    said: dict[str, Any]

    @property
    def parent(self) -> str:
        """The path of the page above it."""
        return self.path.rstrip("/").rsplit("/", 1)[0] + "/"

    @property
    def slug(self) -> str:
        """The last part of its path."""
        return self.path.rstrip("/").rsplit("/", 1)[1]


@dataclass(slots=True)
class SiteFiles:
    """The files of one of the three sites, or of a tree beside them. ``pages`` has each after the one above it, siblings in
    their order."""

    audience: str
    about: dict[str, Any]
    pages: dict[str, Entry] = field(default_factory=dict)


@dataclass(slots=True)
class Folder:
    """Everything that lies in a folder."""

    path: Path
    sites: dict[str, SiteFiles] = field(default_factory=dict)
    pictures: dict[str, dict[str, Any]] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    alerts: list[dict[str, Any]] = field(default_factory=list)


def trees(path: Path) -> dict[str, Path]:
    """The folders of sites and bases that there are, by audience, or by the name of the base."""
    places = {audience: path / "sites" / audience for audience in SITES} | {
        name: path / name for name in BASES
    }
    return {name: place for name, place in places.items() if place.is_dir()}


def path_of(file: Path, base: Path) -> str:
    """The path of the page that a file is, "" of the file about the site."""
    name = file.relative_to(base).with_suffix("").as_posix()
    return "" if name == ABOUT else "/" if name == HOME else f"/{name}/"


def read_folder(path: Path, findings: Findings) -> Folder:
    """What lies there. What is no YAML, or not what it should be, is told in ``findings``."""
    folder = Folder(path)
    for audience, base in trees(path).items():
        folder.sites[audience] = _site(path, base, audience, findings)
    for kind, found in (("pictures", folder.pictures), ("documents", folder.documents)):
        file = path / kind / f"{kind}.yaml"
        if file.exists():
            said = _named(_load(file, path, findings), file.relative_to(path), findings)
            found |= _whole_names(said, file.parent)
    if (path / "alerts.yaml").exists():
        said = _load(path / "alerts.yaml", path, findings)
        folder.alerts = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
        if not isinstance(said, list) or len(folder.alerts) != len(said):
            findings.problems.append(Problem("alerts.yaml", "", "this is a list of alerts"))
    if not folder.sites:
        findings.problems.append(
            Problem("", "", f"there is no folder sites/public, sites/staff or sites/partner in {path}")
        )
    return folder


def _site(path: Path, base: Path, audience: str, findings: Findings) -> SiteFiles:
    found: list[Entry] = []
    about: dict[str, Any] = {}
    for file in sorted(base.rglob("*.yaml")):
        name = file.relative_to(path).as_posix()
        page = path_of(file, base)
        said = _load(file, path, findings)
        if said is None:
            continue
        if not isinstance(said, dict):
            findings.problems.append(Problem(name, "", "a file is made of words with a colon after each"))
        elif not page:
            about = said
        else:
            found.append(Entry(page, name, said))
    if not about and audience in SITES:
        findings.problems.append(
            Problem(f"sites/{audience}/site.yaml", "", "this file is missing: it has name, audience and slug")
        )
    places = {entry.path: _place(entry) for entry in found}
    found.sort(key=lambda entry: [places.get(above, (NO_ORDER, above)) for above in _way(entry.path)])
    return SiteFiles(audience, about, {entry.path: entry for entry in found})


def _way(path: str) -> list[str]:
    """The paths from a section of the site down to a page."""
    parts = [part for part in path.split("/") if part]
    return ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def _place(entry: Entry) -> tuple[int, str]:
    order = entry.said.get("order", "")
    return (int(order) if isinstance(order, str) and order.isdecimal() else NO_ORDER, entry.path)


def _load(file: Path, base: Path, findings: Findings) -> Any:
    try:
        return load(file)
    except NotYaml as error:
        findings.problems.append(Problem(file.relative_to(base).as_posix(), "", str(error)))
        return None


def _named(said: Any, file: Path, findings: Findings) -> dict[str, dict[str, Any]]:
    """``name: {title, …}`` as it is written."""
    if said is None:
        return {}
    if not isinstance(said, dict) or not all(isinstance(one, dict) for one in said.values()):
        findings.problems.append(
            Problem(file.as_posix(), "", "each file has its name here, and title and so on below it")
        )
        return {}
    return said


def _whole_names(said: dict[str, dict[str, Any]], base: Path) -> dict[str, dict[str, Any]]:
    """By the whole names of the files, where they are written without their endings."""
    there = {file.stem: file.name for file in base.iterdir() if file.is_file() and file.suffix != ".yaml"}
    return {there.get(name, name): facts for name, facts in said.items()}
