"""Whether a PDF is whole and opens without a password. It is looked at, never interpreted."""

import re
from typing import BinaryIO

from forms_engine.files.refusals import Unfit

TAIL = 2048  # bytes; the last line is within 1,024 (ISO 32000-1, annex H, note 18)
CHUNK = 256 * 1024
LONGEST_MATCH = 64

# An encryption dictionary is named in the trailer, or in a cross-reference stream's dictionary: neither is ever
# packed (ISO 32000-1, 7.5.8.2), so the words stand in the file as they are.
ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d{1,10}\s+\d{1,5}\s+R|<<)")


def check(file: BinaryIO) -> None:
    """Nothing, for a file that begins as a PDF and is one to its end.

    Raises:
        Unfit: ``damaged-file`` when its end is missing, ``locked-file`` when it is encrypted.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise Unfit("damaged-file")
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK):
        if ENCRYPTED.search(before + chunk):
            raise Unfit("locked-file")
        before = chunk[-LONGEST_MATCH:]
