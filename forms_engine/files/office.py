"""Word, Excel and OpenDocument files, told by the structure of their ZIP container.

The container is read as strictly as it is written by the programs that make such files: it begins at the first
byte, ends with its directory, and unpacks to what it says. What is between those that other readers could take
differently (prefixes, comments, two entries of one name) is refused.
"""

import struct
import zipfile
import zlib
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from forms_engine.files.refusals import Unfit

MOST_ENTRIES = 5_000
LARGEST_DIRECTORY = 2 * 1024 * 1024  # bytes
MOST_UNPACKED = 200 * 1024 * 1024  # bytes, of everything in it
LARGEST_XML = 1024 * 1024  # bytes, of the parts that are read here
CHUNK = 256 * 1024

# The main part's type says what an Office Open XML package is (ECMA-376, part 1).
MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml":
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
OPEN_DOCUMENTS = frozenset(
    {"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"}
)
# Words in the types and names of parts that hold programs: VBA, Excel 4 macro sheets, ActiveX controls.
PROGRAM_TYPES = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "activex")
PROGRAM_NAMES = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/")
OPEN_DOCUMENT_PROGRAMS = ("basic/", "scripts/")


def content_type_of(file: BinaryIO) -> str:
    """The content type of an office file; "" for any other ZIP file.

    Raises:
        Unfit: when it is damaged, locked with a password, holds macros, or unpacks to too much.
    """
    _check_directory(file)
    try:
        with zipfile.ZipFile(file) as package:
            names = [entry.filename for entry in package.infolist()]
            found = _open_document(package) or _office_open_xml(package)
            if found:
                _check_entries(package, names)
            return found
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        UnicodeDecodeError,
        EOFError,
        ValueError,
    ) as error:
        raise Unfit("damaged-file") from error
    except RuntimeError as error:  # what zipfile raises for an entry that needs a password
        raise Unfit("locked-file") from error


def _check_directory(file: BinaryIO) -> None:
    """Look at the end of the archive before anything reads its directory whole (PKWARE APPNOTE 4.3.16)."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 42))
    tail = file.read()
    end = tail[-22:]
    if len(end) < 22 or not end.startswith(b"PK\x05\x06"):
        raise Unfit("damaged-file")
    _disk, _first, here, entries, length, offset, comment = struct.unpack("<4H2LH", end[4:])
    if comment or here != entries or offset + length + 22 != size or tail[:4] == b"PK\x06\x07":
        raise Unfit("damaged-file")
    if entries > MOST_ENTRIES or length > LARGEST_DIRECTORY:
        raise Unfit("unpacks-too-big")


def _check_entries(package: zipfile.ZipFile, names: list[str]) -> None:
    entries = package.infolist()
    if len(set(names)) != len(names) or any(_leads_out(name) for name in names):
        raise Unfit("damaged-file")
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise Unfit("damaged-file")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Unfit("unpacks-too-big")
    for entry in entries:
        # Unpacked to nowhere: no more than it says comes out, and its checksum is compared at the end.
        with package.open(entry) as part:
            while part.read(CHUNK):
                pass


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/")


def _office_open_xml(package: zipfile.ZipFile) -> str:
    names = package.namelist()
    if "[Content_Types].xml" not in names:
        return ""
    types = [part.get("ContentType", "") for part in _xml(package, "[Content_Types].xml")]
    if any(word in kind.lower() for kind in types for word in PROGRAM_TYPES) or any(
        name.lower().endswith(part) or part in f"/{name.lower()}" for name in names for part in PROGRAM_NAMES
    ):
        raise Unfit("macros")
    found = {MAIN_PARTS[kind] for kind in types if kind in MAIN_PARTS}
    return found.pop() if len(found) == 1 else ""


def _open_document(package: zipfile.ZipFile) -> str:
    first = package.infolist()[0] if package.infolist() else None
    if first is None or first.filename != "mimetype" or first.file_size > 100:
        return ""
    kind = package.read(first).decode("ascii").strip()
    if kind not in OPEN_DOCUMENTS:
        return ""
    if any(name.lower().startswith(OPEN_DOCUMENT_PROGRAMS) for name in package.namelist()):
        raise Unfit("macros")
    manifest = _xml(package, "META-INF/manifest.xml")
    if any(part.tag.endswith("}encryption-data") for part in manifest.iter()):
        raise Unfit("locked-file")
    return kind


def _xml(package: zipfile.ZipFile, name: str) -> Element:
    try:
        entry = package.getinfo(name)
    except KeyError as error:
        raise Unfit("damaged-file") from error
    if entry.flag_bits & 0x1:
        raise Unfit("locked-file")
    if entry.file_size > LARGEST_XML:
        raise Unfit("unpacks-too-big")
    try:
        root: Element = fromstring(package.read(entry))
    except (ParseError, DefusedXmlException) as error:
        raise Unfit("damaged-file") from error
    return root
