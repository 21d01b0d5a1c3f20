"""Copying reusable question sets into a draft, so that a published version stands on its own."""

from collections.abc import Mapping
from typing import Any

from forms_engine.definition.errors import DefinitionRefused, Finding

QUESTION_SET = "question_set"


def expand_sets(document: Mapping[str, Any], sets: Mapping[str, list[Any]]) -> dict[str, Any]:
    """A draft document with the blocks of every question set in place of the block that names it.

    A block's ``show_when`` is put to each of the set's blocks, besides their own. ``document`` stays as it is. Parts that
    are no draft's (wrong types) are left for the parser to refuse.

    Raises:
        DefinitionRefused: when a set is named that is not in ``sets``.
    """
    missing: list[Finding] = []

    def blocks_of(page: Any, place: str) -> Any:
        if not isinstance(page, dict) or not isinstance(page.get("blocks"), list):
            return page
        blocks: list[Any] = []
        for index, block in enumerate(page["blocks"]):
            if not isinstance(block, dict) or block.get("type") != QUESTION_SET:
                blocks.append(block)
            elif not isinstance(block.get("set"), str) or block["set"] not in sets:
                name = str(block.get("set", ""))[:60]
                missing.append(
                    Finding(
                        "missing-set",
                        f"{place}.blocks[{index}]",
                        f"There is no question set “{name}”: make it, or choose another.",
                    )
                )
            else:
                blocks += [_shown_when(copied, block.get("show_when")) for copied in sets[block["set"]]]
        return {**page, "blocks": blocks}

    pages: Any = document.get("pages")
    if isinstance(pages, list):
        pages = [
            {
                **part,
                "pages": [blocks_of(page, f"pages[{n}].pages[{m}]") for m, page in enumerate(part["pages"])],
            }
            if isinstance(part, dict) and isinstance(part.get("pages"), list)
            else blocks_of(part, f"pages[{n}]")
            for n, part in enumerate(pages)
        ]
    if missing:
        raise DefinitionRefused(missing)
    return {**document, "pages": pages}


def _shown_when(block: Any, condition: Any) -> Any:
    if condition is None or not isinstance(block, dict):
        return block
    own = block.get("show_when")
    return {**block, "show_when": condition if own is None else {"all": [condition, own]}}
