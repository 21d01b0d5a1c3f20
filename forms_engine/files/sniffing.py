"""What a file really is, from its bytes. Its name and what the browser calls it are not asked."""

from typing import BinaryIO

from forms_engine.files import office, pdf, text
from forms_engine.files.refusals import Unfit

HEAD = 512  # bytes

# Old Office files, and new ones locked with a password, are both in this container (MS-CFB).
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# The brands of the ISO base media file format that HEIC photos carry (ISO/IEC 23008-12).
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
CHUNK = 64 * 1024


def content_type_of(file: BinaryIO) -> str:
    """The content type, one of ``definition.question_types.ACCEPTED``; "" for anything else. Reads in pieces and
    leaves the file at its beginning.

    Raises:
        Unfit: for a file that is of a type we know but cannot be taken: damaged, locked, with macros.
    """
    file.seek(0)
    head = file.read(HEAD)
    try:
        return _type_of(head, file)
    finally:
        file.seek(0)


def _type_of(head: bytes, file: BinaryIO) -> str:
    if photo := _photo(head):
        return photo
    if head.startswith(b"%PDF-"):
        pdf.check(file)
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return office.content_type_of(file)
    if head.startswith(COMPOUND_FILE):
        raise Unfit("locked-file" if _holds(file, ENCRYPTED_PACKAGE) else "old-format")
    return "text/plain" if text.is_plain(file) else ""


def _photo(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "image/heic"
    return ""


def _holds(file: BinaryIO, wanted: bytes) -> bool:
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK):
        if wanted in before + chunk:
            return True
        before = chunk[-len(wanted) :]
    return False
