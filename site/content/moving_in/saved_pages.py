"""The HTML of old pages as a crawler or wget saved it: a folder, or a ZIP of one. Nothing is unpacked to disk."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from content.moving_in.addresses import Address
from content.moving_in.main_content import LARGEST

LARGEST_ZIP = 300 * 1024 * 1024
MOST_FILES = 50_000
PAGE = re.compile(r"\.(?:s?html?|xhtml|aspx?|php|cfm)$", re.IGNORECASE)
ENDINGS = re.compile(rf"(?:{PAGE.pattern[:-1]})+$", re.IGNORECASE)
INDEX = re.compile(r"(?:^|-)(?:index|default)$")
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{3,20})""", re.IGNORECASE)
# UTF-8 takes up to four bytes for a letter.
MOST_BYTES = 4 * LARGEST


class NoPages(ValueError):
    """The pages cannot be read; the message says why."""


@dataclass(slots=True)
class SavedPages:
    """Where the page of an address lies among the files, by the names programs give them."""

    by_name: dict[str, str]
    read: Callable[[str], bytes]

    def html_of(self, address: Address) -> str | None:
        """The page of an address; ``None`` where there is none.

        Raises:
            NoPages: when it cannot be read.
        """
        for name in _names_of(address):
            if name in self.by_name:
                return decode(self.read(self.by_name[name]))
        return None


def in_folder(folder: Path) -> SavedPages:
    """The pages saved in a folder, links out of it left alone.

    Raises:
        NoPages: when it is none.
    """
    if not folder.is_dir():
        raise NoPages(f"{folder} is no folder.")
    root = folder.resolve()
    found = [
        str(one.relative_to(folder))
        for one in folder.rglob("*")
        if PAGE.search(one.name) and one.is_file() and one.resolve().is_relative_to(root)
    ]

    def read(name: str) -> bytes:
        with (folder / name).open("rb") as file:
            return file.read(MOST_BYTES + 1)

    return SavedPages(_by_name(found), read)


def in_zip(file: BinaryIO) -> SavedPages:
    """The pages saved in a ZIP.

    Raises:
        NoPages: when it is none, or too large.
    """
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NoPages("The pages are no ZIP file, or only part of one.") from error
    names = [one.filename for one in packed.infolist() if PAGE.search(one.filename) and not one.is_dir()]
    if len(packed.infolist()) > MOST_FILES:
        raise NoPages(f"There are more than {MOST_FILES:,} files in the ZIP.")
    if not names:
        raise NoPages("There is no page (.html) in the ZIP.")

    def read(name: str) -> bytes:
        try:
            with packed.open(name) as page:
                # However large it says it is, and whatever it would unpack to.
                return page.read(MOST_BYTES + 1)
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
            zlib.error,
        ) as error:
            raise NoPages(f"{name} in the ZIP cannot be read.") from error

    return SavedPages(_by_name(names), read)


def decode(page: bytes) -> str:
    """The words of a page: UTF-8, or what it says it is, or what Windows writes."""
    if len(page) > MOST_BYTES:
        raise NoPages("The saved page is too large.")
    said = CHARSET.search(page[:4096])
    for encoding in ("utf-8-sig", said[1].decode("ascii") if said else "cp1252"):
        try:
            return page.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return page.decode("cp1252", errors="replace")


def _by_name(files: Iterable[str]) -> dict[str, str]:
    """Each file by the names it may be meant by: its whole path, and without the folder that all of them are in."""
    found: dict[str, str] = {}
    for file in sorted(files, key=lambda one: (len(one), one)):
        parts = file.replace("\\", "/").split("/")
        for start in range(len(parts)):
            found.setdefault(_plain("/".join(parts[start:])), file)
            if start == 0 and "." not in parts[0]:
                continue
            break
    return found


def _plain(name: str) -> str:
    """A name without what programs write differently: ``https_wold.example_bins.html``, ``wold.example/bins/index.html``."""
    words = re.sub(r"[\W_]+", "-", ENDINGS.sub("", unquote(name)).lower()).strip("-")
    words = re.sub(r"^(?:original-|rendered-)?(?:https?-)?(?:www-)?", "", words)
    return INDEX.sub("", words).strip("-") or "index"


def _names_of(address: Address) -> list[str]:
    whole = address.path + (f"?{address.query}" if address.query else "")
    named = [_plain(f"{address.host}/{whole}"), _plain(whole)] if address.host else [_plain(whole)]
    return list(dict.fromkeys(named))
