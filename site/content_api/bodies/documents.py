"""Files to fetch. One that the reader may not have is left out."""

from typing import Any, Literal

from pydantic import Field

from content_api.reading_context import Context
from content_api.schemas.base import DocumentTarget, Out


class DocumentValue(Out):
    """``language`` is the file's own, as a code, where it is not that of the page; else empty."""

    title: str
    language: str = Field(examples=["cy"])
    target: DocumentTarget


class DocumentBlock(Out):
    """A file to fetch."""

    type: Literal["document"] = "document"
    id: str
    value: DocumentValue


class DocumentsValue(Out):
    """Those the reader may have."""

    documents: list[DocumentValue]


class DocumentsBlock(Out):
    """Files to fetch."""

    type: Literal["documents"] = "documents"
    id: str
    value: DocumentsValue


def read_document(context: Context, value: Any) -> DocumentValue | None:
    """The file, or nothing where the reader may not have it."""
    chosen = value["document"]
    target = context.targets.document(chosen.pk) if chosen else None
    if target is None:
        return None
    return DocumentValue(
        title=value["title"] or target.title, language=value.get("language") or "", target=target
    )


def read_documents(context: Context, value: Any) -> DocumentsValue | None:
    """The files, or nothing where the reader may have none of them."""
    found = [read for one in value if (read := read_document(context, one))]
    return DocumentsValue(documents=found) if found else None
