"""Running text between the files' Markdown and what Wagtail keeps, links included.

In a file a link says where it leads: ``page:/path/``, ``article:slug``, ``document:file-name``, ``journey:slug``, or an
address. Wagtail keeps the id of a page or document, so that a link outlives a move.
"""

import re
from collections.abc import Callable, Iterable

from content.exchange.problems import At
from content.exchange.words import html, markdown_read, markdown_write
from content.exchange.words.parts import BOLD, ITALIC, Block, Run

JOURNEY = re.compile(r"^/journeys/([a-z0-9-]+)/$")
NAMED = re.compile(r"^(page|article|document|journey):(.+)$")
ELSEWHERE = re.compile(r"^(?:https?://[^/\s]|tel:|mailto:|#|/)")

# What a block may hold, by the names of Wagtail's features, and what it is called.
CALLED = {
    "bold": "bold words", "italic": "italic words", "link": "links", "document-link": "links to documents",
    "ul": "lists", "ol": "numbered lists", "h3": "headings", "h4": "headings", "hr": "rules",
}  # fmt: skip

Name = Callable[[str, int], str | None]
"""Takes ``page`` or ``document`` and an id; gives ``page:/path/``, ``article:slug`` …, or ``None`` for what is gone."""


def to_html(text: str, at: At, features: Iterable[str] = tuple(CALLED)) -> str:
    """What Wagtail keeps. Whatever is wrong is told ``at`` its place."""
    try:
        blocks = markdown_read.read(text)
    except markdown_read.NotOurMarkdown as error:
        for problem in error.problems:
            at.problem(problem)
        return ""
    for feature in sorted(_used(blocks) - set(features)):
        at.problem(f"there are {CALLED[feature]} in it, which this block cannot hold")
    return html.write(blocks, lambda link: _attributes(link, at))


def to_markdown(text: str, name: Name) -> str:
    """What stands in a file. The words of a link to what is gone stay, without a link, as readers have them."""
    return markdown_write.write(html.read(text, lambda attributes: _target(attributes, name)))


def _attributes(link: str, at: At) -> dict[str, str] | None:
    found = NAMED.match(link)
    if not found:
        if not ELSEWHERE.match(link):
            at.problem(
                f"“{link}” is no address: it begins with page:, article:, document:, journey: or https://"
            )
        elif link.startswith("/") and at.find("page", at.audience, link) is not None:
            at.problem(f"“{link}” is a page: write page:{link}")
        return {"href": link}
    kind, where = found.groups()
    number = at.named(kind, where)
    if not number:
        return None
    if kind == "journey":
        return {"href": f"/journeys/{where}/"}
    return {"linktype": "document" if kind == "document" else "page", "id": str(number)}


def _target(attributes: dict[str, str], name: Name) -> str:
    kind, href = attributes.get("linktype", ""), attributes.get("href", "")
    if kind in ("page", "document"):
        number = attributes.get("id", "")
        return (name(kind, int(number)) if number.isdecimal() else None) or ""
    journey = JOURNEY.match(href)
    return f"journey:{journey[1]}" if journey else href.strip()


def _used(blocks: Iterable[Block]) -> set[str]:
    """The features that blocks make use of."""
    used = set()
    for block in blocks:
        if block.kind != "p":
            used.add(block.kind)
        used |= _used_by(block.runs)
        for item in block.items:
            used |= _used_by(item.runs) | _used(item.lists)
    return used


def _used_by(runs: Iterable[Run]) -> set[str]:
    used = set()
    for run in runs:
        used |= {feature for mark, feature in ((BOLD, "bold"), (ITALIC, "italic")) if mark in run.marks}
        if run.link:
            used.add("document-link" if run.link.startswith("document:") else "link")
    return used
