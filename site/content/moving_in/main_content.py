"""The part of an old page that is its own: without what stands on every page of the site."""

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Comment
from bs4.element import PageElement, Tag

from content.moving_in.lost import BOX, EMBEDDED, FORM, PICTURE, SCRIPT, STYLE, Lost, lost
from content.moving_in.unclosed import TooDeep, close_unclosed

LARGEST = 2_000_000
# The nearest to certain first.
MAIN = (
    "main", "[role=main]", "#main-content", "#maincontent", "#content-main", "#main_content", "#content", "#main",
    ".main-content", ".page-content", "article", "body",
)  # fmt: skip
FEWEST_WORDS = 5
EVERYWHERE = "nav, footer, [role=navigation], [role=contentinfo], [role=banner], [role=search]"
BOILERPLATE = re.compile(
    r"^(?:breadcrumbs?|skip-?(?:link|to).*|cookie.*|share|sharing|social.*|addthis.*|pagination|pager|print(?:-?page)?|back-?to-?top|site-?search|"
    r"in-?this-?section|section-?nav|side-?nav|subnav|left-?nav|page-?rating|was-this.*|feedback|related-?links?-nav|visually-?hidden|sr-only)$",
    re.IGNORECASE,
)


class Unreadable(ValueError):
    """This HTML cannot be read; the message says why."""


def open_page(html: str) -> BeautifulSoup:
    """The page as a tree.

    Raises:
        Unreadable: when it is too large, or nested as no page is.
    """
    if len(html) > LARGEST:
        raise Unreadable(f"The page has more than {LARGEST:,} characters.")
    try:
        return BeautifulSoup(close_unclosed(html), "html.parser")
    except TooDeep as error:
        raise Unreadable(str(error)) from error
    except (RecursionError, AssertionError, ValueError) as error:
        raise Unreadable("This is no HTML.") from error


def main_of(soup: BeautifulSoup) -> Tag:
    """The element that holds what the page says; all of it, where it is but a piece of one."""
    for where in MAIN:
        found = [one for one in soup.select(where) if len(one.get_text(" ").split()) >= FEWEST_WORDS]
        if found:
            return max(found, key=lambda one: len(one.get_text()))
    return soup


def strip(main: Tag) -> list[Lost]:
    """Take out of it what is not carried. Answers what somebody may miss: navigation and the like nobody does."""
    for piece in main.find_all(string=lambda text: isinstance(text, Comment)):
        piece.extract()
    for tag in main.select(EVERYWHERE):
        if not tag.decomposed:
            tag.decompose()
    for tag in main.find_all(_is_boilerplate):
        if not tag.decomposed:
            tag.decompose()
    found: list[Lost] = []
    for name, what in (("script", SCRIPT), ("form", FORM), ("aside", BOX)):
        for tag in _all(main, name):
            found.append(_of(what, tag))
            tag.decompose()
    for tag in _all(main, "iframe", "object", "embed", "video", "audio"):
        found.append(_of(EMBEDDED, tag))
        tag.decompose()
    for tag in _all(main, "img", "svg", "picture"):
        found += _picture(tag)
        tag.decompose()
    for tag in _all(
        main,
        "style",
        "noscript",
        "template",
        "link",
        "meta",
        "button",
        "input",
        "select",
        "textarea",
        "canvas",
    ):
        tag.decompose()
    if main.has_attr("style") or main.find(style=True) or main.find(["font", "center"]):
        found.append(lost(STYLE))
    return found


def _all(main: Tag, *names: str) -> Iterator[Tag]:
    """Those of these names that are still there when their turn comes."""
    return (tag for tag in main.find_all(list(names)) if not tag.decomposed)


def _is_boilerplate(tag: Tag) -> bool:
    if tag.name in ("html", "body", "main", "article"):
        return False
    named = [*(tag.get_attribute_list("class")), tag.get("id")]
    hidden = tag.has_attr("hidden") or tag.get("aria-hidden") == "true"
    return hidden or any(isinstance(one, str) and BOILERPLATE.match(one) for one in named)


def _of(what: str, tag: Tag) -> Lost:
    source = tag.find("source")
    address = tag.get("src") or tag.get("data") or tag.get("action") or (source.get("src") if source else "")
    words = tag.get("title") or tag.get("aria-label") or ("" if what == SCRIPT else tag.get_text(" "))
    return lost(what, str(address or ""), str(words))


def _picture(tag: Tag) -> list[Lost]:
    image: Any = tag if tag.name == "img" else tag.find("img")
    if image is None:
        title = tag.find("title")
        return [lost(PICTURE, "", title.get_text())] if title else []
    figure = image.find_parent("figure")
    caption = figure.find("figcaption") if figure else None
    words = image.get("alt") or (caption.get_text(" ") if caption else "")
    address = str(image.get("src") or image.get("data-src") or "")
    # A picture within the page, or one that counts who reads it.
    if image.get("width") == "1" and image.get("height") == "1":
        return []
    return [lost(PICTURE, "within the page" if address.startswith("data:") else address, str(words))]


def text_of(element: PageElement | None) -> str:
    """Its words in one line."""
    return " ".join(element.get_text(" ").split()) if element is not None else ""
