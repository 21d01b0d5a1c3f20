"""Small folders of content files."""

from pathlib import Path
from typing import Any

from content.exchange.yaml_files import dump

ABOUT = {"name": "Smallshire Council", "audience": "public", "slug": "smallshire"}


def make_folder(path: Path, pages: dict[str, Any], *, site: str = "public", **about: str) -> Path:
    """A folder with a site of these pages, each by its path without slashes; ``home`` is made if it is not among them."""
    base = path / "sites" / site
    write(base / "site.yaml", ABOUT | {"audience": site, "slug": f"smallshire-{site}"} | about)
    home = {"type": "home", "title": "Home", "summary": "All there is."}
    for name, said in {"home": home, **pages}.items():
        write(base / f"{name}.yaml", said)
    return path


def write(file: Path, said: Any) -> None:
    """A file that says this."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(said if isinstance(said, str) else dump(said), encoding="utf-8")


def page(title: str = "A page", **more: Any) -> dict[str, Any]:
    """What the file of a page of information says."""
    return {"type": "standard", "title": title, "summary": "What it is about.", **more}
