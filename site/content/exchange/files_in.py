"""The pictures and documents of a folder, put into the libraries. One that is there by its name is left alone."""

import mimetypes
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.core.files.uploadedfile import UploadedFile
from wagtail.models import Collection

from audiences.keys import PARTNER, PUBLIC, STAFF
from content.exchange.folder import Folder
from content.exchange.known import documents_by_name, pictures_by_name
from content.founding import PUBLIC_COLLECTION, make_public_collection
from content.models import CollectionAudience, GuildhallDocument, GuildhallImage

COLLECTIONS = {PUBLIC: PUBLIC_COLLECTION, STAFF: "Staff", PARTNER: "Partners"}


def load_pictures(folder: Folder) -> dict[str, int]:
    """Make the pictures that are missing, for everybody to see. Returns every picture's id by name."""
    known = pictures_by_name()
    for name, facts in folder.pictures.items():
        path = folder.path / "pictures" / name
        if name in known or not path.is_file():
            continue
        with path.open("rb") as file:
            image = GuildhallImage(
                title=facts.get("title") or path.stem,
                description=facts.get("alt", ""),
                collection=collection(facts.get("collection", "")),
                file=ImageFile(file, name=name),
            )
            # Its size in bytes is asked for wherever pictures are listed.
            image.file_size = path.stat().st_size
            image.save()
        known[name] = image.pk
    return known


def load_documents(folder: Folder) -> dict[str, int]:
    """The same with documents."""
    known = documents_by_name()
    for name, facts in folder.documents.items():
        path = folder.path / "documents" / name
        if name in known or not path.is_file():
            continue
        known[name] = _document(path, facts)
    return known


def collection(name: str, audience: str = PUBLIC) -> Collection:
    """The collection of that name, or the one for the readers of a site; made where it is missing."""
    make_public_collection()
    wanted = name or COLLECTIONS[audience]
    found = Collection.objects.filter(name=wanted).order_by("depth", "path").first()
    if found is None:
        found = Collection.get_first_root_node().add_child(name=wanted)
        if not name or name in COLLECTIONS.values():
            whose = next(key for key, one in COLLECTIONS.items() if one == wanted)
            CollectionAudience.objects.create(collection=found, audience=whose)
    return found


def _document(path: Path, facts: dict[str, Any]) -> int:
    with path.open("rb") as file:
        document = GuildhallDocument(
            title=facts.get("title") or path.stem,
            collection=collection(facts.get("collection", "")),
            file=UploadedFile(
                file,
                name=path.name,
                size=path.stat().st_size,
                content_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
            ),
        )
        document.file_size = path.stat().st_size
        document.save()
    return document.pk
