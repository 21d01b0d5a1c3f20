"""What running text is made of, whatever it is written in: blocks of runs.

``tidy`` gives two texts that read alike the same parts, so that they can be compared.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

BREAK = "\n"
SPACES = re.compile(r"[ \t\r\n\f]+")
# Nothing a reader sees, and neither HTML nor YAML nor Markdown has a way to say it.
JUNK = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

BOLD, ITALIC = "b", "i"

Look = tuple[frozenset[str], str]
Letters = list[tuple[str, Look]]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one make: their marks, and where they lead. A line break is ``BREAK`` among them."""

    text: str
    marks: frozenset[str] = frozenset()
    link: str = ""

    @property
    def look(self) -> Look:
        """What it shares with a run that it becomes one with."""
        return self.marks, self.link


@dataclass(slots=True)
class Item:
    """An item of a list, and the lists within it."""

    runs: list[Run] = field(default_factory=list)
    lists: "list[Block]" = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A paragraph or heading (``p``, ``h3``, ``h4``) with its runs, a list (``ul``, ``ol``) with its items, or a rule
    (``hr``)."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def tidy(blocks: Iterable[Block]) -> list[Block]:
    """Without what no reader sees: empty blocks, spaces at the edges, marks on spaces between words that have none."""
    found = []
    for block in blocks:
        if block.kind in ("ul", "ol"):
            items = list(_tidy_items(block.items))
            if items:
                found.append(Block(block.kind, items=items))
        elif block.kind == "hr":
            found.append(Block("hr"))
        else:
            runs = tidy_runs(block.runs, breaks=block.kind == "p")
            if runs:
                found.append(Block(block.kind, runs))
    return found


def _tidy_items(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        runs, lists = tidy_runs(item.runs), tidy(item.lists)
        if runs:
            yield Item(runs, lists)
        else:
            # Nothing to hang them on: they move up.
            for inner in lists:
                yield from inner.items


def tidy_runs(runs: Iterable[Run], *, breaks: bool = True) -> list[Run]:
    """Runs of different looks, without spaces at the edges of lines. A heading has no line breaks."""
    letters = [(letter, run.look) for run in runs for letter in JUNK.sub("", run.text)]
    letters = list(_single_spaces(letters, breaks))
    joined: list[Run] = []
    for place, (letter, look) in enumerate(letters):
        if letter in (" ", BREAK):
            look = _between(letters, place)
        if joined and joined[-1].look == look:
            joined[-1] = replace(joined[-1], text=joined[-1].text + letter)
        else:
            joined.append(Run(letter, *look))
    return joined


def _single_spaces(letters: Letters, breaks: bool) -> Iterator[tuple[str, Look]]:
    """Each stretch of white space as one letter, none of it at the ends; breaks in a row are one."""
    waiting: tuple[str, Look] | None = None
    begun = False
    for letter, look in letters:
        if SPACES.fullmatch(letter):
            is_break = letter == BREAK and breaks
            if waiting is None or (is_break and waiting[0] == " "):
                waiting = (BREAK if is_break else " ", look)
            continue
        if waiting and begun:
            yield waiting
        waiting, begun = None, True
        yield letter, look


def _between(letters: Letters, place: int) -> Look:
    """How a space looks: as the words on both its sides do."""
    (marks, link), (others, other) = letters[place - 1][1], letters[place + 1][1]
    return marks & others, link if link == other else ""
