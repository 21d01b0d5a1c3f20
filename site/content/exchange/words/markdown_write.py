"""Writing the Markdown of the files, so that reading it gives the same parts back."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from content.exchange.words.markdown_read import NotOurMarkdown, read
from content.exchange.words.parts import BOLD, BREAK, ITALIC, Block, Item, Run

HEADINGS = {"h3": "### ", "h4": "#### "}
LINK = "link"
SPACE = " " + BREAK

# What would be Markdown anywhere in a line.
ANYWHERE = re.compile(r"([\\*`\[\]]|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])|(?<![^\W_])_|_(?![^\W_]))")
# What would be Markdown where a line begins: a heading, a list, a quotation, a rule, code.
AT_START = re.compile(
    r"^(?:(>|#(?=#{0,5}(?:\s|$))|[+-](?=\s|$)|-(?=[ -]*$)|=(?==*\s*$)|~(?=~~))|([0-9]{1,9})([.)])(?=\s|$))"
)
# The white space that Markdown takes for an ordinary space, and which it would take away at the edges.
RARE_SPACE = re.compile(r"[^\S \n]")
PLAIN_ADDRESS = re.compile(r"[^\s()<>\\&]+")


def write(blocks: Iterable[Block]) -> str:
    """A text of the files, ending with a line's end; "" for no blocks. The blocks have to be tidy."""
    paragraphs: list[str] = []
    before: Block | None = None
    marker = 0
    for block in blocks:
        # Two lists of a kind, one after the other, would be one: the second has the other sign.
        marker = 1 - marker if before is not None and before.kind == block.kind else 0
        paragraphs.append(_block(block, marker))
        before = block
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""


def _block(block: Block, marker: int) -> str:
    if block.kind == "hr":
        return "---"
    if block.kind in HEADINGS:
        return HEADINGS[block.kind] + re.sub(r"(#+)$", r"\\\1", line(block.runs))
    return _list(block, marker) if block.items else line(block.runs)


def _list(block: Block, marker: int) -> str:
    return "\n".join(_item(block, number, item, marker) for number, item in enumerate(block.items, 1))


def _item(block: Block, number: int, item: Item, marker: int) -> str:
    sign = f"{number}{'.)'[marker]} " if block.kind == "ol" else f"{'-*'[marker]} "
    lines = [line(item.runs)]
    before = ""
    inner = 0
    for one in item.lists:
        inner = 1 - inner if one.kind == before else 0
        lines.append(_list(one, inner))
        before = one.kind
    return sign + "\n".join(lines).replace("\n", "\n" + " " * len(sign))


def line(runs: list[Run]) -> str:
    """Runs as one paragraph. Where stars alone would be read as something else, italic is written with ``_`` and the
    letters at its edges by their numbers."""
    simple = _line(runs, plain=True)
    return simple if _says(simple, runs) else _line(runs, plain=False)


def _says(text: str, runs: list[Run]) -> bool:
    try:
        found = read(text)
    except NotOurMarkdown:
        return False
    return len(found) == 1 and found[0].kind == "p" and found[0].runs == runs


def _line(runs: list[Run], *, plain: bool) -> str:
    pieces = list(_pieces(runs, frozenset(), plain))
    if not plain:
        pieces = _numbered_at_edges(pieces)
    text = "".join(piece for _kind, piece in pieces)
    return "\\\n".join(_begin(one) for one in text.split(BREAK))


Pieces = Iterator[tuple[str, str]]


def _pieces(runs: list[Run], open_now: frozenset[str], plain: bool) -> Pieces:
    """The text in pieces of ``("text" | "mark" | "link", words)``: at each place what reaches furthest is outermost."""
    place = 0
    while place < len(runs):
        # Of those that reach equally far, the last: a link's words in bold are bold outside the link.
        found = max(
            ((_reach(runs, place, what), what) for what in (LINK, ITALIC, BOLD) if what not in open_now),
            default=(0, ""),
        )
        length, what = found
        if not length:
            yield "text", _escape(runs[place])
            place += 1
            continue
        before, span, after = _edges(runs[place : place + length])
        inner = _pieces(span, open_now | {what}, plain)
        yield "text", before
        if what == LINK:
            yield "link", "["
            yield from inner
            yield "link", f"]({_address(runs[place].link)})"
        else:
            sign = "**" if what == BOLD else "*" if plain else "_"
            yield "mark", sign
            yield from inner
            yield "mark", sign
        yield "text", after
        place += length


def _edges(runs: list[Run]) -> tuple[str, list[Run], str]:
    """The white space before and after, which stays outside a mark: ``tidy`` puts it in again."""
    first = runs[0].text
    before = first[: len(first) - len(first.lstrip(SPACE))]
    runs = [replace(runs[0], text=first.lstrip(SPACE)), *runs[1:]]
    last = runs[-1].text
    after = last[len(last.rstrip(SPACE)) :]
    runs = [*runs[:-1], replace(runs[-1], text=last.rstrip(SPACE))]
    return before, [run for run in runs if run.text], after


def _reach(runs: list[Run], place: int, what: str) -> int:
    """How many runs from here have the mark, or lead where this one leads."""
    first = runs[place]
    if not (first.link if what == LINK else what in first.marks):
        return 0
    length = 1
    for run in runs[place + 1 :]:
        if run.link != first.link if what == LINK else what not in run.marks:
            break
        length += 1
    return length


def _numbered_at_edges(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Letters beside a mark by their numbers: Markdown then takes it for a mark whatever stands on its other side."""
    found: list[tuple[str, str]] = []
    pieces = [piece for piece in pieces if piece[1]]
    for place, (kind, text) in enumerate(pieces):
        if kind == "text":
            if place and pieces[place - 1][0] == "mark":
                text = _number(text[0]) + text[1:] if _is_plain(text[0]) else text
            if place + 1 < len(pieces) and pieces[place + 1][0] == "mark" and len(text) > 0:
                escaped = text[-2:-1] == "\\"
                text = text[:-1] + _number(text[-1]) if _is_plain(text[-1]) and not escaped else text
        found.append((kind, text))
    return found


def _is_plain(letter: str) -> bool:
    return not letter.isspace() and not (letter.isascii() and not letter.isalnum())


def _number(letter: str) -> str:
    return f"&#{ord(letter)};"


def _escape(run: Run) -> str:
    text = ANYWHERE.sub(r"\\\1", run.text)
    text = RARE_SPACE.sub(lambda found: "&nbsp;" if found[0] == "\xa0" else _number(found[0]), text)
    # A picture's beginning, were a link to follow.
    return re.sub(r"!$", r"\\!", text)


def _begin(text: str) -> str:
    return AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)


def _address(url: str) -> str:
    if PLAIN_ADDRESS.fullmatch(url):
        return url
    return "<" + re.sub(r"([\\<>]|&(?=[#A-Za-z]))", r"\\\1", url.replace("\n", " ")) + ">"
