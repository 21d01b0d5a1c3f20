"""What files may name: what lies beside them in the folder, and what the house has."""

import json
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Locale

from accounts.models import User
from content.exchange.folder import Folder
from content.exchange.kinds import BASES
from content.models import ContentPage, GuildhallDocument, GuildhallImage
from forms_engine.catalogue.models import Journey, Service, Team


@dataclass(slots=True)
class Known:
    """Names by their kind (``page`` by audience and path), for seeing whether what a file names is there."""

    names: dict[str, set[str]] = field(default_factory=dict)
    pages: dict[str, set[str]] = field(default_factory=dict)

    def find(self, kind: str, audience: str, name: str) -> Any:
        """Something true, or ``None``."""
        if kind == "page":
            return name in self.pages.get(audience, ()) or None
        # Made where it is missing.
        if kind in ("collection", "account"):
            return True
        return name in self.names.get(kind, ()) or None

    def add(self, kind: str, names: Any) -> None:
        """Names of one kind."""
        self.names.setdefault(kind, set()).update(names)


def known_in_folder(folder: Folder) -> Known:
    """What a folder has itself: its pages and pictures, and the journeys, services, teams and articles that lie beside
    them."""
    known = Known(pages={audience: set(site.pages) for audience, site in folder.sites.items()})
    known.add("picture", [name for name in folder.pictures if (folder.path / "pictures" / name).exists()])
    known.add("document", [name for name in folder.documents if (folder.path / "documents" / name).exists()])
    known.add("journey", [file.stem for file in (folder.path / "journeys").glob("*.json")])
    services = folder.path / "services.json"
    if services.exists():
        said = json.loads(services.read_text())
        known.add("service", [row["slug"] for row in said["services"]])
        known.add("team", [row["slug"] for row in said.get("teams", [])])
    for name in BASES:
        pages = folder.sites[name].pages if name in folder.sites else {}
        known.add("article", [entry.slug for entry in pages.values() if entry.parent != "/"])
    return known


def add_house(known: Known) -> Known:
    """With what the house has already."""
    known.add("article", articles_of(pages_by_path()))
    known.add("journey", Journey.objects.values_list("slug", flat=True))
    known.add("service", Service.objects.values_list("slug", flat=True))
    known.add("team", Team.objects.values_list("slug", flat=True))
    known.add("picture", pictures_by_name())
    known.add("document", documents_by_name())
    for audience, paths in pages_by_path().items():
        known.pages.setdefault(audience, set()).update(paths)
    return known


def pages_by_path() -> dict[str, dict[str, int]]:
    """Every page in the first language, by the audience of its site, or the name of its base, and by path."""
    homes = homes_by_audience() | {name: root for name, base in BASES.items() if (root := base.root())}
    found: dict[str, dict[str, int]] = {}
    for audience, home in homes.items():
        rows = ContentPage.objects.filter(path__startswith=home.path).values_list("url_path", "pk")
        found[audience] = {url_path.removeprefix(home.url_path.rstrip("/")): pk for url_path, pk in rows}
    return found


def articles_of(pages: dict[str, dict[str, int]]) -> dict[str, int]:
    """What ``article:slug`` names."""
    return {
        path.strip("/").rpartition("/")[2]: pk
        for name in BASES
        for path, pk in pages.get(name, {}).items()
        if path.strip("/").count("/")
    }


def homes_by_audience() -> dict[str, ContentPage]:
    """The front pages of the sites."""
    homes = ContentPage.objects.filter(
        depth=2, locale=Locale.get_default(), sites_rooted_here__isnull=False, audience__gt=""
    )
    return {home.audience: home for home in homes.distinct()}


def pictures_by_name() -> dict[str, int]:
    """Every picture by the name of its file."""
    return _by_name(GuildhallImage)


def documents_by_name() -> dict[str, int]:
    """Every document by the name of its file."""
    return _by_name(GuildhallDocument)


def _by_name(model: Any) -> dict[str, int]:
    rows = model.objects.order_by("-pk").values_list("file", "pk")
    return {file.rpartition("/")[2]: pk for file, pk in rows}


def account(email: str) -> int | None:
    """The id of somebody who works here."""
    return User.objects.filter(email=email, is_staff=True).values_list("pk", flat=True).first()
