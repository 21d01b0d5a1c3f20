"""The pictures and documents of a folder, put into the libraries. One that is there by its name is left alone."""

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.images import ImageFile
from PIL import Image, UnidentifiedImageError
from wagtail.images.fields import get_allowed_image_extensions
from wagtail.models import Collection

from audiences.keys import STAFF
from content.exchange.focus import is_focus, look_here
from content.exchange.folder import Folder
from content.exchange.known import documents_by_name, pictures_by_name
from content.exchange.libraries import COLLECTIONS, collection
from content.exchange.problems import Findings, Problem
from content.models import GuildhallDocument, GuildhallImage


def check_files(folder: Folder, findings: Findings) -> None:
    """Tell ``findings`` which pictures are none, and what is said of files that cannot be."""
    for kind, said in (("pictures", folder.pictures), ("documents", folder.documents)):
        for name, facts in said.items():
            path, where = folder.path / kind / name, f"{kind}/{kind}.yaml"
            if facts.get("audience", STAFF) not in COLLECTIONS:
                findings.problems.append(Problem(where, name, f"audience is one of {', '.join(COLLECTIONS)}"))
            if "/" in name or not path.is_file():
                findings.warnings.append(Problem(where, name, "there is no such file beside it"))
            elif kind == "pictures" and not _is_picture(path):
                findings.problems.append(Problem(where, name, "this file is no picture that pages can show"))
            if facts.get("focus") and not (kind == "pictures" and is_focus(facts["focus"])):
                findings.problems.append(
                    Problem(where, name, "focus is left, top, width, height in hundredths of it")
                )


def load_pictures(folder: Folder) -> tuple[dict[str, int], int]:
    """Make the pictures that are missing. Returns every picture's id by name, and how many were made."""
    return _load(folder.path / "pictures", folder.pictures, pictures_by_name(), GuildhallImage, ImageFile)


def load_documents(folder: Folder) -> tuple[dict[str, int], int]:
    """The same with documents."""
    return _load(folder.path / "documents", folder.documents, documents_by_name(), GuildhallDocument, File)


def _load(
    base: Path, said: dict[str, dict[str, Any]], known: dict[str, int], model: Any, wrapper: type[File]
) -> tuple[dict[str, int], int]:
    made = 0
    for name, facts in said.items():
        path = base / name
        if not path.is_file():
            continue
        kept = _kept_as(model, name)
        if kept.name not in known:
            known[kept.name] = _save(path, kept, facts, model, wrapper)
            made += 1
        # Files name it as it lies in the folder.
        known[name] = known[kept.name]
    return known, made


def _save(path: Path, kept: Path, facts: dict[str, Any], model: Any, wrapper: type[File]) -> int:
    storage = model._meta.get_field("file").storage
    if storage.exists(str(kept)) and not model.objects.filter(file=str(kept)).exists():
        # Left by one that was deleted: with it there, this one would be kept under another name.
        storage.delete(str(kept))
    with path.open("rb") as file:
        one = model(
            title=facts.get("title") or path.stem,
            collection=_collection_of(facts),
            file=wrapper(file, name=path.name),
        )
        if hasattr(one, "description"):
            one.description = facts.get("alt", "")
        if facts.get("focus"):
            look_here(one, facts["focus"])
        # Asked for wherever files are listed.
        one.file_size = path.stat().st_size
        one.save()
    return int(one.pk)


def _kept_as(model: Any, name: str) -> Path:
    """Where a library keeps the file of that name."""
    field = model._meta.get_field("file")
    return Path(field.generate_filename(model(), name))


def _collection_of(facts: dict[str, Any]) -> Collection:
    """As the facts of a file say; everybody's where they say nothing."""
    if "collection" not in facts and "audience" not in facts:
        return collection("")
    return collection(
        facts.get("collection", ""), facts.get("audience", STAFF), facts.get("organisations") or []
    )


def _is_picture(path: Path) -> bool:
    if path.suffix.lstrip(".").lower() not in get_allowed_image_extensions():
        return False
    try:
        with Image.open(path) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False
    return True
