"""From the HTML of an old page to the blocks of a draft.

Its headings begin at the second level and skip none; lists, links, bold and italic words stay; tables become table blocks; what is
left out is named. Links stay as they are, made whole: what they lead to is known once all drafts are there.
"""

import hashlib
import re
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from content.exchange.words import html as rich_text
from content.moving_in.addresses import kind_of_file
from content.moving_in.lists import NO_TEXT
from content.moving_in.lost import FILE, TABLE, Lost, lost
from content.moving_in.main_content import Unreadable, main_of, open_page, strip, text_of
from content.moving_in.old_tables import NotATable, TooLarge, table_of

__all__ = ["OldPage", "Unreadable", "read_page"]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol")
SPECIAL = (*HEADINGS, "table", "details", "blockquote", "pre", "dl")
BOXES = (
    "div", "section", "article", "main", "header", "figure", "center", "body", "html", "fieldset", "tbody", "thead", "tfoot", "tr", "td", "th",
    "span", "font", "address", "hgroup", "[document]",
)  # fmt: skip
LONGEST_HEADING = 255
LONGEST_FOLD = 120
LONGEST_LINK = 1500
KINDS_OF_LINK = ("http", "https", "mailto", "tel")


@dataclass(slots=True)
class OldPage:
    """What an old page says."""

    title: str = ""
    browser_title: str = ""
    summary: str = ""
    language: str = ""
    noindex: bool = False
    blocks: list[dict[str, Any]] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    words: int = 0
    digest: str = ""


def read_page(html: str, address: str) -> OldPage:
    """Read the HTML of a page, or of its main part alone.

    Args:
        address: where it stood, which its links are seen from.

    Raises:
        Unreadable: when it cannot be read.
    """
    soup = open_page(NO_TEXT.sub("", html))
    page = OldPage()
    _read_head(soup, page)
    main = main_of(soup)
    title = main.find("h1") or soup.find("h1")
    page.title = text_of(title)
    page.lost = strip(main)
    if isinstance(title, Tag) and not title.decomposed:
        title.decompose()
    writer = _Writer(address, page)
    try:
        writer.write(main)
    except RecursionError as error:
        raise Unreadable("The page is nested deeper than any page is.") from error
    page.blocks = writer.end()
    words = text_of(main).split()
    page.words = len(words)
    page.digest = (
        hashlib.md5(" ".join(words).lower().encode(), usedforsecurity=False).hexdigest() if words else ""
    )
    return page


def _read_head(soup: BeautifulSoup, page: OldPage) -> None:
    page.browser_title = text_of(soup.find("title"))
    named = {str(tag.get("name", "")).lower(): str(tag.get("content", "")) for tag in soup.find_all("meta")}
    page.summary = " ".join(named.get("description", "").split())
    page.noindex = "noindex" in named.get("robots", "").lower()
    root = soup.find("html")
    page.language = str(root.get("lang", "")).lower()[:2] if isinstance(root, Tag) else ""


class _Writer:
    """Goes through the main part of a page and writes blocks."""

    def __init__(self, address: str, page: OldPage) -> None:
        self.address, self.page = address, page
        self.blocks: list[dict[str, Any]] = []
        self.waiting: list[str] = []
        self.levels: list[int] = []
        self.heading = ""

    def write(self, box: Tag) -> None:
        """Everything in a box, in its order."""
        for child in list(box.children):
            if isinstance(child, Tag):
                self._tag(child)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.waiting.append(_escape(str(child)))

    def end(self) -> list[dict[str, Any]]:
        """The blocks."""
        self._flush()
        return self.blocks

    def _tag(self, tag: Tag) -> None:
        if tag.name in HEADINGS:
            self._heading(tag)
        elif tag.name == "table":
            self._table(tag)
        elif tag.name == "details":
            self._details(tag)
        elif tag.name == "blockquote":
            self._quotation(tag)
        elif tag.name == "dl":
            self._pairs(tag)
        elif tag.name == "pre":
            self.waiting += [
                f"<p>{_escape(line)}</p>" for line in tag.get_text().splitlines() if line.strip()
            ]
        elif tag.name in BOXES and (tag.name not in ("span", "font") or tag.find(SPECIAL)):
            # Where a box ends, so does a paragraph.
            self.waiting.append("<p></p>")
            self.write(tag)
            self.waiting.append("<p></p>")
        elif tag.name not in LISTS and tag.find(SPECIAL):
            self.write(tag)
        else:
            # In a line of a list nothing begins that a heading could be above of: its words are told by their weight.
            for heading in tag.find_all(HEADINGS):
                heading.name = "b"
            self.waiting.append(str(tag))

    def _heading(self, tag: Tag) -> None:
        words = text_of(tag)[:LONGEST_HEADING]
        if not words:
            return
        # As deep as those it stands below, whatever numbers the old page gave them.
        level = int(tag.name[1])
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        self.heading = words
        if len(self.levels) == 1:
            self._flush()
            self._add("heading", words)
        else:
            name = "h3" if len(self.levels) == 2 else "h4"
            self.waiting.append(f"<{name}>{_escape(words)}</{name}>")

    def _table(self, tag: Tag) -> None:
        try:
            value = table_of(tag, self.heading)
        except NotATable:
            self.write(tag)
        except TooLarge as error:
            self.page.lost.append(
                Lost(
                    TABLE, "", text_of(tag)[:300], f"A table of this size is not carried. {error}",
                    "Offer it as a file, or part it into several tables.",
                )
            )  # fmt: skip
        else:
            self._flush()
            self._add("table", value)
            links = tag.find_all("a", href=True)
            for link in links:
                self.page.lost.append(
                    Lost(
                        "link", self._whole(str(link["href"])), text_of(link)[:300],
                        "Cells of a table are words: the link in one is not carried.", "Put the link below the table.",
                    )
                )  # fmt: skip

    def _details(self, tag: Tag) -> None:
        summary = tag.find("summary")
        words = text_of(summary)[:LONGEST_FOLD] or "More"
        if isinstance(summary, Tag):
            summary.decompose()
        if tag.find(["table", "details", *HEADINGS]):
            # More than can be folded away: it stands open, under a heading.
            heading = BeautifulSoup("", "html.parser").new_tag(f"h{min((self.levels or [1])[-1] + 1, 6)}")
            heading.string = words
            self._heading(heading)
            self.write(tag)
            return
        text = self._text("".join(str(child) for child in tag.children))
        if text:
            self._flush()
            self._add("details", {"summary": words, "text": re.sub(r"</?i>|<hr/>", "", text)})

    def _quotation(self, tag: Tag) -> None:
        cite = tag.find(["cite", "footer"])
        source = text_of(cite)[:255]
        if isinstance(cite, Tag):
            cite.decompose()
        if tag.find(["table", "ul", "ol", "a", *HEADINGS]):
            # Old editors used it to move words to the right.
            self.write(tag)
        elif words := text_of(tag):
            self._flush()
            self._add("quotation", {"text": words, "source": source})

    def _pairs(self, tag: Tag) -> None:
        for one in tag.find_all(["dt", "dd"]):
            inner = "".join(str(child) for child in one.children)
            self.waiting.append(f"<p><b>{inner}</b></p>" if one.name == "dt" else f"<p>{inner}</p>")

    def _flush(self) -> None:
        text = self._text("".join(self.waiting))
        self.waiting = []
        if text:
            self._add("text", text)

    def _add(self, kind: str, value: Any) -> None:
        self.blocks.append({"type": kind, "id": str(uuid.uuid4()), "value": value})

    def _text(self, html: str) -> str:
        """Running text as Wagtail keeps it, with whole addresses in its links."""
        words = rich_text.read(html, lambda attributes: self._link(attributes.get("href", "")))
        for link, shown in _files(html):
            if self._is_file(self._whole(link)):
                self.page.lost.append(lost(FILE, self._whole(link), shown))
        return rich_text.write(words, lambda link: {"href": link})

    def _link(self, href: str) -> str:
        """Where a link leads, or "" for what is no link here: its words stay."""
        whole = self._whole(href)
        if not whole or href.strip().startswith("#"):
            return ""
        kind = urlsplit(whole).scheme
        if kind not in KINDS_OF_LINK or len(whole) > LONGEST_LINK or not whole.isprintable():
            return ""
        return "" if self._is_file(whole) else whole

    def _is_file(self, whole: str) -> bool:
        """Whether it is a file of the old site. One of another site is a link like others."""
        parts, own = urlsplit(whole), urlsplit(self.address)
        same = (parts.hostname or "").removeprefix("www.") == (own.hostname or "").removeprefix("www.")
        return same and parts.scheme in ("http", "https") and bool(kind_of_file(parts.path))

    def _whole(self, href: str) -> str:
        if not _is_readable(href):
            return ""
        return urljoin(self.address, "".join(href.split()) if "\n" in href else href.strip())


def _is_readable(href: str) -> bool:
    try:
        urlsplit(urljoin("https://old.example/", href))
    except ValueError:
        return False
    return True


def _files(html: str) -> list[tuple[str, str]]:
    if "<a" not in html.lower():
        return []
    links = BeautifulSoup(html, "html.parser").find_all("a", href=True)
    return [(str(one["href"]), text_of(one)) for one in links]


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
