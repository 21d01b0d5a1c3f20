"""The documents of a collection and of those below it, as far as the one asking may have them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from wagtail.models import Collection

from audiences.principal import Principal
from content.blocks.documents import KINDS
from content.selectors import documents_within

if TYPE_CHECKING:
    from content.models import GuildhallDocument


@dataclass(frozen=True, slots=True)
class SharedDocument:
    """One file. ``kind`` as people call it, ``size`` in bytes where it is known."""

    title: str
    url: str
    kind: str
    size: int | None
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection's own documents, the newest first. ``name`` is empty for those of the page's own collection."""

    name: str
    documents: tuple[SharedDocument, ...]


def shelves_of(principal: Principal, collection: Collection) -> list[Shelf]:
    """The documents of ``collection`` by collection, its own first, the others by name. A collection that holds nothing
    for the one asking is not there at all."""
    rows = documents_within(principal, collection).select_related("collection")
    ordered = sorted(
        rows,
        key=lambda one: (
            one.collection_id != collection.pk,
            one.collection.name.casefold(),
            one.collection_id,
            -one.created_at.timestamp(),
            one.pk,
        ),
    )
    return list(_shelves(ordered, collection))


def _shelves(ordered: "list[GuildhallDocument]", collection: Collection) -> Iterator[Shelf]:
    for key, own in groupby(ordered, key=lambda one: one.collection):
        documents = tuple(
            SharedDocument(
                title=one.title,
                url=one.url,
                kind=str(KINDS.get(one.file_extension.lower(), one.file_extension.upper())),
                size=one.file_size,
                sent_at=one.created_at,
            )
            for one in own
        )
        yield Shelf("" if key.pk == collection.pk else key.name, documents)
