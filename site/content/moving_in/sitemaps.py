"""A sitemap as a list: addresses and nothing else."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from content.moving_in.lists import MOST_RECORDS, NO_TEXT, NoList, OldList, Record


def open_sitemap(file: BinaryIO) -> OldList:
    """The addresses of a sitemap (sitemaps.org).

    Raises:
        NoList: when going through it, where it is none.
    """
    return OldList({"address": 0}, [], _records(file))


def _records(file: BinaryIO) -> Iterator[Record]:
    number = 0
    root: Any = None
    try:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            if root is None:
                root = element
                _check(_name(element))
            if event == "end" and _name(element) == "url":
                number += 1
                if number > MOST_RECORDS:
                    raise NoList(
                        f"There are more than {MOST_RECORDS:,} addresses. Part the file into several."
                    )
                yield Record(number, number, {"address": _address(element)})
                # What has been read is not kept.
                root.clear()
    except (ParseError, DefusedXmlException, UnicodeError, LookupError, ValueError) as error:
        if isinstance(error, NoList):
            raise
        raise NoList(
            f"This sitemap cannot be read after address {number}: it is no XML of that kind."
        ) from error


def _check(name: str) -> None:
    if name == "sitemapindex":
        raise NoList("This is a list of sitemaps. Bring each sitemap that it names.")
    if name != "urlset":
        raise NoList("This is XML, but no sitemap.")


def _address(element: Any) -> str:
    found = next((one.text for one in element if _name(one) == "loc"), "") or ""
    return NO_TEXT.sub("", found).strip()


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
