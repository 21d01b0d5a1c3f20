"""A table of an old page as our table block holds it, or why it cannot be one."""

from typing import Any

from bs4.element import Tag

from content.blocks.tables import MOST_COLUMNS, MOST_ROWS
from content.moving_in.main_content import text_of

MOST_SPAN = 50
LONGEST_CAPTION = 160


class NotATable(ValueError):
    """It only puts words in places: what is in it is text."""


class TooLarge(ValueError):
    """It is more than fits on a page."""


def table_of(tag: Tag, caption: str) -> dict[str, Any]:
    """The value of a table block. Cells are words: what spans several is said in each.

    Args:
        caption: what it shows, where it does not say so itself.

    Raises:
        NotATable: for a table that holds no table's worth.
        TooLarge: for one with too many rows or columns.
    """
    lines = [line for line in tag.find_all("tr") if line.find_parent("table") is tag]
    if tag.get("role") in ("presentation", "none") or tag.find("table") or not lines:
        raise NotATable
    rows = _rows(lines)
    width = max((len(row) for row in rows), default=0)
    if width < 2 or (len(rows) < 2 and tag.find("th") is None):
        raise NotATable
    if width > MOST_COLUMNS or len(rows) - 1 > MOST_ROWS:
        raise TooLarge(f"It has {len(rows)} rows and {width} columns.")
    if tag.find(["ul", "ol", "p", "h2", "h3"]) and tag.find("th") is None:
        # Words in boxes side by side, as sites were once laid out.
        raise NotATable
    full = [row + [""] * (width - len(row)) for row in rows]
    own = tag.find("caption")
    shown = text_of(own) if own else caption
    head, body = full[0], [_kept(row) for row in full[1:]]
    if not body:
        raise NotATable
    return {"caption": (shown or "Table")[:LONGEST_CAPTION], "head": _kept(head), "rows": body}


def _rows(lines: list[Tag]) -> list[list[str]]:
    """The cells of each line, with what reaches down from above."""
    rows: list[list[str]] = []
    reaching: dict[int, tuple[int, str]] = {}
    for line in lines:
        row: list[str] = []
        for cell in line.find_all(["td", "th"], recursive=False):
            _reach_down(row, reaching)
            words = text_of(cell).replace("|", "/")
            for _column in range(_span(cell, "colspan")):
                if (down := _span(cell, "rowspan")) > 1:
                    reaching[len(row)] = (down - 1, words)
                row.append(words)
            if len(row) > MOST_SPAN:
                break
        _reach_down(row, reaching)
        if any(row):
            rows.append(row)
    return rows


def _reach_down(row: list[str], reaching: dict[int, tuple[int, str]]) -> None:
    while len(row) in reaching:
        left, words = reaching.pop(len(row))
        if left > 1:
            reaching[len(row)] = (left - 1, words)
        row.append(words)


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name, "1")).strip()
    return min(max(int(said), 1), MOST_SPAN) if said.isdecimal() and len(said) < 5 else 1


def _kept(row: list[str]) -> list[str]:
    """A row of which the first and the last cell are empty would lose them in the editor, where a row is a line."""
    if not row[0] and not row[-1]:
        return [*row[:-1], "–"]
    return row
