"""Addresses of an old site: what one is known by, however it is written, and what a new page is called by it.

Nothing here, nor anywhere else in moving in, is ever fetched: an address is words in a file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect

# In place of the old site's name where a list has only paths. Nothing can be at it (RFC 2606).
NO_SITE = "old-site.invalid"
LONGEST = 2000
LONGEST_KEY = 500
LONGEST_SLUG = 100
MOST_ABOVE = 20

# What a browser, a campaign or a session put there: the page is the same without.
TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|msclkid|phpsessid|jsessionid|sessionid|sid|_ga)(?:=|$)", re.I
)
INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|aspx?|php|cfm|jsp)$", re.I)
ENDING = re.compile(r"\.(?:s?html?|xhtml|aspx?|php\d?|cfm|jsp|do)$", re.I)
ENDINGS = ("", ".html", ".htm", ".aspx", ".asp", ".php", ".cfm")
FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|csv|txt|zip|kmz?|kml|ics|mp3|mp4|mov|avi|epub)$", re.I
)
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|avif|bmp|ico|tiff?)$", re.I)
ASSET = re.compile(r"\.(?:css|js|json|xml|woff2?|ttf|eot|map)$", re.I)


class Unreadable(ValueError):
    """This is no address; the message says why, for an editor."""


@dataclass(frozen=True, slots=True)
class Address:
    """An old address, read. ``host`` has no www., ``site`` has what was written; ``key`` is what the address is known by: path and
    query without what makes no difference."""

    host: str
    site: str
    path: str
    query: str
    key: str

    @property
    def depth(self) -> int:
        """How deep it lies, for making what is above first."""
        return self.key.partition("?")[0].count("/")


def read_address(text: str, base: str = "") -> Address:
    """An address as a list has it: whole, or from the root of the site.

    Args:
        base: the address of the page it stands on, for one that begins neither with a host nor with a slash.

    Raises:
        Unreadable: when it is none that a page could have had.
    """
    text = text.strip()
    if not text:
        raise Unreadable("There is no address.")
    if text.startswith(("=", "+", "@")):
        raise Unreadable("This is a formula, not an address. Save the list with values in place of formulas.")
    if len(text) > LONGEST:
        raise Unreadable(f"The address is longer than {LONGEST} characters.")
    if not text.isprintable():
        raise Unreadable("There are characters in the address that no address has.")
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        site = parts.hostname or ""
    except ValueError as error:
        raise Unreadable("This cannot be read as an address.") from error
    if parts.scheme not in ("", "http", "https"):
        raise Unreadable(f"This is an address of the kind “{parts.scheme}:”, not of a page.")
    if parts.scheme and not site:
        raise Unreadable("There is no site in this address.")
    if not parts.scheme and not site and not text.startswith("/"):
        raise Unreadable("An address begins with https:// or with a slash.")
    key = key_of(parts.path, parts.query)
    if len(key) > LONGEST_KEY:
        raise Unreadable(f"The address is longer than the {LONGEST_KEY} characters that can be led on.")
    return Address(site.removeprefix("www."), site, parts.path or "/", parts.query, key)


def is_ours(address: Address) -> bool:
    """Whether it is on one of the hosts of this house."""
    hosts = settings.ENVIRONMENT.hosts
    return bool(address.site) and (address.site in hosts or address.host in hosts)


def key_of(path: str, query: str = "") -> str:
    """What an address is known by: as Wagtail writes the addresses of redirects (decoded, no slash at the end, the query in
    order), in small letters, without the name of an index file and without what browsers add."""
    asked = "&".join(part for part in query.split("&") if part and not TRACKING.match(part))
    plain = re.sub(r"/{2,}", "/", path or "/")
    if not asked:
        # With a query, the name of the file is all that tells it from the page above.
        plain = INDEX.sub("/", plain)
    key: str = Redirect.normalise_path(plain + (f"?{asked}" if asked else ""))
    return key.lower()


def ways_of_writing(address: Address) -> list[str]:
    """The addresses from which a redirect leads on, as Wagtail keeps them: as it was written, in small letters, and without
    the name of an index file."""
    written = [Redirect.normalise_path(address.path + (f"?{address.query}" if address.query else ""))]
    written += [written[0].lower(), address.key]
    return [one for one in dict.fromkeys(written) if one not in ("", "/")]


def above(key: str) -> Iterator[str]:
    """The keys that the page above may have, the nearest first, each with the endings an old site may have given it."""
    path = key.partition("?")[0]
    for _level in range(MOST_ABOVE):
        path = path.rpartition("/")[0]
        if not path:
            return
        for ending in ENDINGS:
            yield path + ending


def slug_of(address: Address, title: str) -> str:
    """The last part of the new address: that of the old one, or the title's where the old one says nothing."""
    last = "" if address.query else INDEX.sub("/", address.path).rstrip("/").rpartition("/")[2]
    words = ENDING.sub("", unquote(last))
    slug = slugify(words, allow_unicode=True) or slugify(title, allow_unicode=True) or "page"
    return slug[:LONGEST_SLUG].strip("-_") or "page"


def title_from(address: Address) -> str:
    """A title for a page of which there is nothing but its address."""
    last = INDEX.sub("/", unquote(address.path)).rstrip("/").rpartition("/")[2]
    words = re.sub(r"[-_+\s]+", " ", ENDING.sub("", last)).strip()
    return words[:1].upper() + words[1:] if words else ""


def kind_of_file(path: str) -> str:
    """``file``, ``picture`` or ``asset`` by the ending of an address; "" for what may be a page."""
    path = path.partition("?")[0]
    if FILE.search(path):
        return "file"
    if PICTURE.search(path):
        return "picture"
    return "asset" if ASSET.search(path) else ""
