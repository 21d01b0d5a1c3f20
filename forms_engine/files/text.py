"""Plain text: what it is, and the one encoding it is kept in."""

import codecs
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

CHUNK = 64 * 1024
# What a browser would take for a page or a drawing (WHATWG MIME sniffing, 7.1), and other formats made of text.
MARKUP = (
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<script",
    "<svg",
    "<iframe",
    "<?xml",
    "<?php",
    "<!--",
    "{\\rtf",
    "%!ps",
)
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
KEPT_CONTROLS = frozenset("\t\n\r\f")
CONTROLS = frozenset(chr(code) for code in (*range(32), *range(0x7F, 0xA0))) - KEPT_CONTROLS


def is_plain(file: BinaryIO) -> bool:
    """Whether it is text: UTF-8, UTF-16 with its mark, or Windows-1252 as Excel writes it; not markup."""
    return _encoding_of(file) != ""


def as_utf8(file: BinaryIO) -> BinaryIO:
    """The same text in UTF-8 without a byte order mark, as a temporary file at its beginning. The text must be one
    (``is_plain``)."""
    encoding = _encoding_of(file)
    made = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked for it closes it
    for piece in _decoded(file, encoding):
        made.write(piece.encode())
    made.seek(0)
    return made


def _encoding_of(file: BinaryIO) -> str:
    file.seek(0)
    head = file.read(4)
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if head.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        # cp1252 leaves five bytes without a meaning, so that not every file decodes.
        with suppress(UnicodeDecodeError):
            return encoding if _reads_as_text(file, encoding) else ""
    return ""


def _reads_as_text(file: BinaryIO, encoding: str) -> bool:
    beginning = ""
    for piece in _decoded(file, encoding):
        if not CONTROLS.isdisjoint(piece):
            return False
        if len(beginning) < CHUNK:
            beginning += piece
    return not beginning.lstrip("\ufeff \t\n\r\f").lower().startswith(MARKUP)


def _decoded(file: BinaryIO, encoding: str) -> Iterator[str]:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := file.read(CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
