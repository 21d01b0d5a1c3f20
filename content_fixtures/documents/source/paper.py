"""A paper as one page of HTML: headings in their order, tables with captions and headers, nothing but words in ink."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from . import county
from .papers_read import Paper
from .words import inline, text

LOOK = Path(__file__).parent / "look.css"
COUNCIL = "Marlshire Council"


def html_of(paper: Paper) -> str:
    """The whole of it, with its look inside: nothing is fetched."""
    body = "".join(BLOCKS[kind](said) for block in paper.body for kind, said in block.items())
    return (
        f'<!doctype html><html lang="{paper.lang}"><head><meta charset="utf-8">'
        f"<title>{escape(paper.title)}</title><style>{LOOK.read_text()}</style></head><body>"
        f'<header><p class="council">{COUNCIL}</p><p class="kind">{inline(paper.kind)}</p>'
        f'<h1>{inline(paper.title)}</h1><p class="about">{inline(paper.about)}</p></header>'
        f"<main>{body}</main>{_contact(paper.contact)}</body></html>"
    )


def _contact(said: dict[str, str]) -> str:
    if not said:
        return ""
    return (
        f'<section class="contact"><h2>{inline(said["title"])}</h2><p>{inline(said["text"])}</p>'
        "<p>Ask for this document in large print, easy read, braille, audio or another language: "
        "call 0300 555 0142. It is free.</p></section>"
    )


def _heading(said: str) -> str:
    return f"<h2>{inline(said)}</h2>"


def _smaller(said: str) -> str:
    return f"<h3>{inline(said)}</h3>"


def _inset(said: str) -> str:
    return f'<div class="inset">{text(said)}</div>'


def _steps(said: list[dict[str, str]]) -> str:
    items = "".join(f"<li><h3>{inline(one['title'])}</h3>{text(one['text'])}</li>" for one in said)
    return f'<ol class="steps">{items}</ol>'


def _table(said: dict[str, Any]) -> str:
    head = "".join(f'<th scope="col">{inline(cell)}</th>' for cell in said["head"])
    largest = max((_number(row[-1]) for row in said["rows"]), default=1) if said.get("bars") else 0
    rows = "".join(_row(row, largest) for row in said["rows"])
    # A short one stays on one page.
    kind = "short" if len(said["rows"]) <= 10 else "long"
    return (
        f'<table class="{kind}"><caption>{inline(said["caption"])}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(row: list[str], largest: float) -> str:
    first, *others = row
    cells = [f"<td>{inline(cell)}</td>" for cell in others]
    if largest:
        share = round(100 * _number(others[-1]) / largest)
        cells[-1] = (
            f'<td><span class="bar" style="width:{share * 0.6:.0f}%"></span> {inline(others[-1])}</td>'
        )
    return f'<tr><th scope="row">{inline(first)}</th>{"".join(cells)}</tr>'


def _fees(said: dict[str, Any]) -> str:
    return _table({"caption": said["caption"], "head": ["What", "Price"], "rows": said["rows"]})


def _form(said: list[str]) -> str:
    """Lines to write on, each under what belongs there."""
    return "".join(f'<p class="line">{inline(one)}</p>' for one in said)


def _number(words: str) -> float:
    """The number in a cell, for the length of its bar."""
    kept = "".join(letter for letter in words if letter.isdigit() or letter == ".")
    return float(kept or 0)


BLOCKS: dict[str, Callable[[Any], str]] = {
    "heading": _heading,
    "smaller": _smaller,
    "text": text,
    "inset": _inset,
    "steps": _steps,
    "table": _table,
    "fees": _fees,
    "form": _form,
    "county": county.drawn,
}
