"""Running text as Wagtail keeps it: a little HTML, with links that name what they lead to by its id."""

from collections.abc import Callable, Iterable
from html import escape
from html.parser import HTMLParser
from itertools import groupby

from content.exchange.words.parts import BOLD, BREAK, ITALIC, Block, Item, Run, tidy

MARKS = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC}
# An editor of ours offers two levels; what came from elsewhere is taken as the nearest.
HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}

Target = Callable[[dict[str, str]], str]
"""Takes a link's attributes; gives where it leads in the files' words, "" for nowhere any more."""

Attributes = Callable[[str], dict[str, str] | None]
"""The other way round; ``None`` leaves the words without a link."""


def read(html: str, target: Target) -> list[Block]:
    """The parts of HTML, tidy. Tags that running text does not have are passed over, their words are not."""
    reader = _Reader(target)
    reader.feed(html)
    reader.close()
    return tidy(reader.blocks)


def write(blocks: Iterable[Block], attributes: Attributes) -> str:
    """HTML as Wagtail's editor writes it."""
    return "".join(_block(block, attributes) for block in blocks)


class _Reader(HTMLParser):
    def __init__(self, target: Target) -> None:
        super().__init__(convert_charrefs=True)
        self.target = target
        self.blocks: list[Block] = []
        self.lists: list[Block] = []
        self.marks: list[str] = []
        self.link = ""
        self.kept: Block | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._open_list(Block(tag))
        elif tag == "li":
            if not self.lists:
                self._open_list(Block("ul"))
            self.lists[-1].items.append(Item())
        elif tag == "hr":
            self.kept = None
            self.blocks.append(Block("hr"))
        elif tag == "br":
            self._add(BREAK)
        elif tag in MARKS:
            self.marks.append(MARKS[tag])
        elif tag == "a":
            self.link = self.target({name: value or "" for name, value in attrs})
        elif tag in HEADINGS or tag in ("p", "div", "blockquote"):
            self._open(Block(HEADINGS.get(tag, "p")))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            if self.lists:
                self.lists.pop()
            self.kept = None
        elif tag in MARKS and MARKS[tag] in self.marks:
            self.marks.remove(MARKS[tag])
        elif tag == "a":
            self.link = ""
        elif tag in HEADINGS or tag in ("p", "div", "blockquote"):
            self.kept = None

    def handle_data(self, data: str) -> None:
        # A line's end in the source is a space; a break is a tag.
        self._add(data.replace("\n", " "))

    def _add(self, text: str) -> None:
        run = Run(text, frozenset(self.marks), self.link)
        if self.lists and self.lists[-1].items:
            self.lists[-1].items[-1].runs.append(run)
            return
        if self.kept is None:
            self._open(Block("p"))
        assert self.kept is not None
        self.kept.runs.append(run)

    def _open(self, block: Block) -> None:
        if self.lists and self.lists[-1].items:
            # A paragraph within an item is its words.
            if self.lists[-1].items[-1].runs:
                self._add(BREAK)
            return
        self.blocks.append(block)
        self.kept = block

    def _open_list(self, block: Block) -> None:
        self.kept = None
        if self.lists and self.lists[-1].items:
            self.lists[-1].items[-1].lists.append(block)
        else:
            self.blocks.append(block)
        self.lists.append(block)


def _block(block: Block, attributes: Attributes) -> str:
    match block.kind:
        case "hr":
            return "<hr/>"
        case "ul" | "ol":
            items = "".join(f"<li>{_item(item, attributes)}</li>" for item in block.items)
            return f"<{block.kind}>{items}</{block.kind}>"
        case _:
            return f"<{block.kind}>{_runs(block.runs, attributes)}</{block.kind}>"


def _item(item: Item, attributes: Attributes) -> str:
    return _runs(item.runs, attributes) + write(item.lists, attributes)


def _runs(runs: list[Run], attributes: Attributes) -> str:
    """As the editor nests them: a link round its bold words, bold round italic."""
    words = ""
    for link, linked in groupby(runs, key=lambda run: run.link):
        inner = ""
        for bold, alike in groupby(linked, key=lambda run: BOLD in run.marks):
            some = "".join(
                f"<i>{_text(run.text)}</i>" if ITALIC in run.marks else _text(run.text) for run in alike
            )
            inner += f"<b>{some}</b>" if bold else some
        found = attributes(link) if link else None
        if found is None:
            words += inner
        else:
            said = "".join(f' {name}="{escape(value)}"' for name, value in found.items())
            words += f"<a{said}>{inner}</a>"
    return words


def _text(text: str) -> str:
    return escape(text, quote=False).replace(BREAK, "<br/>")
