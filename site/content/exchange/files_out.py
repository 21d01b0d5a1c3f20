"""The pictures and documents that written pages name, beside them, with what is known of each."""

import shutil
from pathlib import Path
from typing import Any

from content.exchange.names_out import HouseNames, facts_of
from content.exchange.yaml_files import dump
from content.models import GuildhallDocument, SharedDocumentsPage


def write_files(folder: Path, names: HouseNames, left_out: list[str]) -> tuple[int, int]:
    """Write them. Returns how many pictures and how many documents; files that are gone are told in ``left_out``."""
    for name in _shared_documents(names):
        names.document(name)
    return (
        _write(folder / "pictures", names.pictures, left_out),
        _write(folder / "documents", names.documents, left_out),
    )


def _shared_documents(names: HouseNames) -> list[int]:
    """Those of the collections that written pages list."""
    found: list[int] = []
    for page in SharedDocumentsPage.objects.filter(pk__in=names.paths).select_related("collection"):
        in_it = GuildhallDocument.objects.filter(collection__path__startswith=page.collection.path)
        found += in_it.order_by("pk").values_list("pk", flat=True)
    return found


def _write(folder: Path, files: dict[str, Any], left_out: list[str]) -> int:
    facts = {}
    for name, file in sorted(files.items()):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with file.file.storage.open(file.file.name) as kept, (folder / name).open("wb") as written:
                shutil.copyfileobj(kept, written)
        except FileNotFoundError:
            left_out.append(f"{folder.name}/{name}: its file is gone")
            continue
        facts[name] = facts_of(file)
    if facts:
        (folder / f"{folder.name}.yaml").write_text(dump(facts), encoding="utf-8")
    return len(facts)
