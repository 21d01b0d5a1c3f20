"""Files as people and attackers send them, made here so that none lies in the repository."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"

PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\n"
    b"endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
    b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n110\n%%EOF\n"
)
LOCKED_PDF = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R")


def picture(kind="JPEG", size=(40, 30), mode="RGB", exif=None):
    out = BytesIO()
    options = {"exif": exif} if exif else {}
    Image.new(mode, size, "teal" if mode not in {"1", "I;16"} else 1).save(out, kind, **options)
    return out.getvalue()


def packed(parts, **options):
    """A ZIP file of names and contents, in that order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as package:
        for name, content in parts:
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(name, content, compress_type=how)
    return out.getvalue()


def content_types(main, *others):
    parts = "".join(
        f'<Override PartName="/part{number}" ContentType="{kind}"/>'
        for number, kind in enumerate((main, *others))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONSHIPS}"/>{parts}</Types>'
    )


def office(main=f"{WORD}.main+xml", *others, more=(), types=None):
    """An Office Open XML package whose main part is of that type."""
    return packed(
        [
            ("[Content_Types].xml", types or content_types(main, *others)),
            ("_rels/.rels", "<Relationships/>"),
            ("word/document.xml", "<document>Hello</document>"),
            *more,
        ]
    )


MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'


def open_document(kind=OPEN_TEXT, more=(), manifest=""):
    return packed(
        [
            ("mimetype", kind),
            ("content.xml", "<office/>"),
            ("META-INF/manifest.xml", MANIFEST.format(manifest)),
            *more,
        ]
    )


def upload(content, name="file"):
    return SimpleUploadedFile(name, content)
