"""Turning a fixture's bodies into what Wagtail keeps."""

import re
import uuid
from collections.abc import Callable
from typing import Any

# In fixtures a link says where it leads; ids exist only once the pages do.
LINK = re.compile(r"href='(page|article):([^']+)'")

Find = Callable[[str, str], int]
"""Takes "page" and a path on the same site, or "article" and a slug; gives the page's id."""


def rich_text(html: str, find: Find) -> str:
    """Rich text with Wagtail's own page links."""
    linked = LINK.sub(lambda match: f'linktype="page" id="{find(match[1], match[2])}"', html)
    return re.sub(r"href='([^']*)'", r'href="\1"', linked)


def stream(blocks: list[dict[str, Any]], find: Find) -> list[dict[str, Any]]:
    """A StreamField's raw value. In the fixture each block is an object with one key, its type."""
    return [_block(kind, value, find) for block in blocks for kind, value in block.items()]


def _block(kind: str, value: Any, find: Find) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": _value(kind, value, find)}


def _value(kind: str, value: Any, find: Find) -> Any:
    match kind:
        case "text":
            return rich_text(value, find)
        case "article":
            return find("article", value)
        case "inset":
            return {"text": rich_text(value, find)}
        case "warning":
            return {"text": value}
        case "details":
            return {**value, "text": rich_text(value["text"], find)}
        case "steps":
            return {"steps": [_item({**step, "text": rich_text(step["text"], find)}) for step in value]}
        case "cards":
            return {"cards": [_item({**card, "page": find("page", card["page"])}) for card in value]}
        case "task":
            return {**value, "page": find("page", value["page"])}
        case _:
            return value


def _item(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "item", "id": str(uuid.uuid4()), "value": value}
