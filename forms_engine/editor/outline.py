"""What lists show of a document, read without judging it: a draft may be anything."""

from typing import Any

from forms_engine.definition.sets import QUESTION_SET

LONGEST_KEY, LONGEST_TITLE = 60, 255


def of_document(document: Any, language: str = "en") -> dict[str, Any]:
    """Title, slug, kind, service and question sets of a document, under the names of ``JourneyDraft``'s fields."""
    parts = document if isinstance(document, dict) else {}
    return {
        "title": _title(parts, language),
        "slug": _string(parts.get("slug"))[:LONGEST_KEY],
        "kind": _string(parts.get("kind"))[:10],
        "service_slug": _string(parts.get("service"))[:LONGEST_KEY],
        "question_sets": sets_used(parts),
    }


def sets_used(document: dict[str, Any]) -> list[str]:
    """The keys of the question sets that a draft document names, in order of the alphabet."""
    pages = _objects(document.get("pages"))
    for page in list(pages):
        pages += _objects(page.get("pages"))
    blocks = [block for page in pages for block in _objects(page.get("blocks"))]
    named = {_string(block.get("set"))[:LONGEST_KEY] for block in blocks if block.get("type") == QUESTION_SET}
    return sorted(named - {""})


def _title(parts: dict[str, Any], language: str) -> str:
    title = parts.get("title")
    words = title if isinstance(title, dict) else {}
    return (_string(words.get(language)) or _string(words.get("en")) or _string(parts.get("slug")))[
        :LONGEST_TITLE
    ]


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _objects(value: Any) -> list[dict[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
