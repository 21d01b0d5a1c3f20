"""What a file is decides, not what it is called; where a photo was taken does not stay in it."""

import random
import struct
import tracemalloc
import zlib
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from forms_engine.files.models import StoredFile, private_storage
from forms_engine.files.refusals import UploadRefused
from forms_engine.files.services import delete_file, take_in
from tests.examples import examples
from tests.forms_engine.files.samples import (
    EXCEL,
    LOCKED_PDF,
    OPEN_SHEET,
    OPEN_TEXT,
    PDF,
    WORD,
    content_types,
    office,
    open_document,
    packed,
    picture,
    upload,
)

pytestmark = pytest.mark.django_db

EVERYTHING = ("photo", "pdf", "document", "spreadsheet")
MEGABYTE = 1024 * 1024


def take(content, name="photo.jpg", accept=EVERYTHING, most_megabytes=15, **options):
    return take_in(
        upload(content, name),
        owner_type="test",
        owner_id="1",
        accept=accept,
        most_megabytes=most_megabytes,
        **options,
    )


def refusal(content, name="file", **options):
    with pytest.raises(UploadRefused) as refused:
        take(content, name, **options)
    assert not StoredFile.objects.exists()
    return refused.value


def kept(stored):
    with stored.content.open() as content:
        return content.read()


# -- photos -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "LA"),
        ("PNG", "I;16"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
        ("HEIF", "RGB"),
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
    ],
)
def test_photos_are_kept_as_jpeg_whatever_they_are_called(kind, mode):
    stored = take(picture(kind, mode=mode), "holiday.docx", accept=("photo",))
    with Image.open(stored.content) as made:
        assert made.format == "JPEG" and made.mode == "RGB"
    assert stored.content_type == "image/jpeg" and stored.name == "holiday.jpg"
    assert "holiday" not in stored.content.name


def test_where_a_photo_was_taken_is_gone():
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 33.0, 7.0)
    exif[0x010E] = "canary description"
    for kind in ("JPEG", "PNG", "WEBP", "HEIF"):
        content = picture(kind, exif=exif)
        with Image.open(BytesIO(content)) as before:
            assert before.getexif().get_ifd(0x8825)
        data = kept(take(content))
        assert b"canary" not in data
        with Image.open(BytesIO(data)) as after:
            assert not after.getexif()


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(take(picture(size=(40, 30), exif=exif)).content) as made:
        assert made.size == (30, 40)


def test_a_phone_s_twelve_megabytes_are_taken_and_made_smaller():
    noise = Image.frombytes("RGB", (3600, 3000), random.Random(1).randbytes(3600 * 3000 * 3))
    out = BytesIO()
    noise.save(out, "JPEG", quality=95)
    assert len(out.getvalue()) > 12 * MEGABYTE
    with Image.open(take(out.getvalue()).content) as made:
        assert max(made.size) <= 3000


def test_what_shines_through_is_white():
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    out = BytesIO()
    clear.save(out, "PNG")
    with Image.open(take(out.getvalue()).content) as made:
        assert made.getpixel((5, 5)) == (255, 255, 255)


def test_something_hidden_behind_a_photo_does_not_stay():
    data = kept(take(picture() + packed([("evil.html", "<script>alert(1)</script>")])))
    assert b"PK\x03\x04" not in data and b"evil" not in data


def _png(width, height):
    """A PNG that says it is that large."""

    def chunk(name, data):
        return struct.pack("!L", len(data)) + name + data + struct.pack("!L", zlib.crc32(name + data))

    header = struct.pack("!2L5B", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(7072, 7072), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_flood_of_pixels_is_refused_without_unpacking_it(size):
    tracemalloc.start()
    assert refusal(_png(*size), "bomb.png").code == "too-many-pixels"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * MEGABYTE


# -- documents --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "content_type", "ending"),
    [
        (PDF, "application/pdf", ".pdf"),
        (office(), WORD, ".docx"),
        (office(f"{EXCEL}.main+xml"), EXCEL, ".xlsx"),
        (open_document(), OPEN_TEXT, ".odt"),
        (open_document(OPEN_SHEET), OPEN_SHEET, ".ods"),
        ("Dear council,\r\n\tŵ £5".encode(), "text/plain", ".txt"),
    ],
    ids=["pdf", "docx", "xlsx", "odt", "ods", "text"],
)
def test_documents_are_known_by_their_structure_and_kept_as_they_came(content, content_type, ending):
    stored = take(content, "statement.exe")
    assert stored.content_type == content_type and stored.name == f"statement{ending}"
    assert kept(stored) == content and stored.size == len(content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-8"])
def test_a_table_as_excel_writes_it_is_kept_as_utf_8(encoding):
    stored = take("Name,Café £\r\nAnn,5\r\n".encode(encoding), "list.csv", accept=("spreadsheet",))
    assert stored.content_type == "text/csv"
    assert kept(stored).decode() == "Name,Café £\r\nAnn,5\r\n"


@pytest.mark.parametrize(
    ("name", "accept", "content_type"),
    [
        ("a.csv", ("document", "spreadsheet"), "text/csv"),
        ("a.txt", ("document", "spreadsheet"), "text/plain"),
        ("a.csv", ("document",), "text/plain"),
        ("a.txt", ("spreadsheet",), "text/csv"),
    ],
)
def test_text_is_what_was_asked_for(name, accept, content_type):
    assert take(b"a,b", name, accept=accept).content_type == content_type


def test_only_what_the_question_asks_for_is_taken():
    assert refusal(PDF, accept=("photo",)).code == "wrong-type"
    assert refusal(picture(), accept=("pdf",)).code == "wrong-type"
    assert refusal(office(), accept=("spreadsheet",)).code == "wrong-type"
    words = refusal(office(), "a.docx", accept=("photo", "pdf"))
    assert str(words) == "“a.docx” must be a photo (JPEG, PNG, WebP or HEIC) or a PDF. Choose another file"
    assert "llun" in words.message.in_language("cy")
    # Somebody asked for a photo is not told how to save a document.
    assert refusal(LOCKED_PDF, accept=("photo",)).code == "wrong-type"


def zip_with(flag=0, method=None, name="word/document.xml"):
    """The usual document with one entry's flags or method changed in both places where they are written."""
    content = bytearray(office())
    where = 0
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = 0
        while (where := content.find(signature, where)) != -1:
            length = struct.unpack_from("<H", content, where + (26 if offset == 6 else 28))[0]
            start = where + (30 if offset == 6 else 46)
            if content[start : start + length] == name.encode():
                content[where + offset] |= flag
                if method is not None:
                    struct.pack_into("<H", content, where + offset + 2, method)
            where += 4
    return bytes(content)


BOMB = packed(
    [
        ("[Content_Types].xml", content_types(f"{WORD}.main+xml")),
        ("word/document.xml", b"\0" * (210 * MEGABYTE)),
    ]
)
ENTITIES = '<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><Types>&b;</Types>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "wrong-type"),
        (b"<?xml version='1.0'?><svg/>", "wrong-type"),
        (b"  \r\n<!DOCTYPE html><script>alert(1)</script>", "wrong-type"),
        (b"\xef\xbb\xbf<HTML>", "wrong-type"),
        ("<script>".encode("utf-16"), "wrong-type"),
        (b"{\\rtf1 hello}", "wrong-type"),
        (b"MZ\x90\x00", "wrong-type"),
        (b"\x7fELF\x02\x01", "wrong-type"),
        (b"GIF89a" + b"\0" * 50, "wrong-type"),
        (b"hello\0world", "wrong-type"),
        (picture()[:200], "damaged-photo"),
        (picture("PNG")[:50], "damaged-photo"),
        (b"\xff\xd8\xff<html>", "damaged-photo"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "damaged-photo"),
        (PDF[:-40], "damaged-file"),
        (b"%PDF-1.7", "damaged-file"),
        (b"%PDF-1.7 <script>alert(1)</script>", "damaged-file"),
        (LOCKED_PDF, "locked-file"),
        (b"<html>" + PDF, "wrong-type"),
        (packed([("hello.txt", "hello")]), "wrong-type"),
        (packed([("META-INF/MANIFEST.MF", "x"), ("Main.class", "x")]), "wrong-type"),
        (office("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"), "wrong-type"),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (office(more=[("word/vbaProject.bin", "x")]), "macros"),
        (office(more=[("xl/macrosheets/sheet1.xml", "x")]), "macros"),
        (office(f"{WORD}.main+xml", "application/vnd.ms-office.vbaProject"), "macros"),
        (office(types=content_types("application/vnd.ms-word.document.&#109;acroEnabled.main+xml")), "macros"),
        (open_document(more=[("Basic/Standard/Module1.xml", "x")]), "macros"),
        (open_document(more=[("Scripts/python/a.py", "x")]), "macros"),
        (open_document(manifest="<manifest:encryption-data/>"), "locked-file"),
        (packed([("mimetype", OPEN_TEXT), ("content.xml", "x")]), "damaged-file"),
        (packed([("mimetype", OPEN_TEXT), ("META-INF/manifest.xml", "<not xml")]), "damaged-file"),
        (office(types=ENTITIES), "damaged-file"),
        (office(types="<Types"), "damaged-file"),
        (office(f"{WORD}.main+xml", f"{EXCEL}.main+xml"), "wrong-type"),
        (office(more=[("../../etc/passwd", "x")]), "damaged-file"),
        (office(more=[("/etc/passwd", "x")]), "damaged-file"),
        (office(more=[("word\\..\\x", "x")]), "damaged-file"),
        (office()[:-30], "damaged-file"),
        (office() + b"trailing", "damaged-file"),
        (office()[:60] + bytes(60) + office()[120:], "damaged-file"),
        (zip_with(flag=1), "locked-file"),
        (zip_with(method=12), "damaged-file"),
        (zip_with(method=99), "damaged-file"),
        (BOMB, "unpacks-too-big"),
        (packed([("[Content_Types].xml", b" " * (2 * MEGABYTE))]), "unpacks-too-big"),
        (OLD, "old-format"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "locked-file"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_its_reason(content, code):
    refused = refusal(content)
    assert refused.code == code
    assert "“file”" in str(refused)
    assert set(refused.message.by_language) == {"en", "cy"}


def test_two_entries_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        content = office(more=[("word/document.xml", "another")])
    assert refusal(content).code == "damaged-file"


def test_a_directory_of_very_many_entries_is_refused_before_it_is_read():
    content = packed([(f"{number}", "") for number in range(5_001)])
    assert refusal(content).code == "unpacks-too-big"


def test_an_archive_that_says_less_than_it_holds_is_refused():
    honest = packed(
        [("[Content_Types].xml", content_types(f"{WORD}.main+xml")), ("word/document.xml", b"\0" * MEGABYTE)]
    )
    # Both sizes of its large part, in its own header and in the directory.
    lying = honest.replace(struct.pack("<L", MEGABYTE), struct.pack("<L", 10))
    assert lying != honest
    assert refusal(lying).code == "damaged-file"


def test_a_zip_bomb_is_refused_in_little_memory():
    tracemalloc.start()
    refusal(BOMB)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * MEGABYTE


@settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    base=st.sampled_from(
        [PDF, office(), open_document(), picture(), picture("PNG"), picture("WEBP"), picture("HEIF")]
    ),
    cut=st.integers(0, 3000),
    edits=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=20),
)
def test_whatever_is_sent_is_taken_or_refused(base, cut, edits):
    """Damage of any kind never ends in anything but a file or a refusal."""
    content = bytearray(base[: max(1, len(base) - cut)])
    for where, value in edits:
        content[where % len(content)] = value
    try:
        stored = take(bytes(content))
    except UploadRefused:
        return
    assert stored.size == len(kept(stored))


# -- limits, names and retries ----------------------------------------------------------------------------


def test_a_file_over_the_question_s_limit_is_refused_before_it_is_looked_at():
    filling = b"%" * (MEGABYTE - len(PDF) - 1) + b"\n"
    assert take(PDF.replace(b"\n", b"\n" + filling, 1), most_megabytes=1).size == MEGABYTE
    StoredFile.objects.all().delete()
    refused = refusal(b"x" * (MEGABYTE + 1), "plan.pdf", most_megabytes=1)
    assert str(refused) == "“plan.pdf” must be smaller than 1 MB. Choose a smaller file"


def test_the_sender_s_name_for_it_is_only_shown():
    stored = take(picture(), "../../etc/passwd\n.jpg")
    assert stored.content.name.startswith("uploads/")
    assert stored.name == "passwd.jpg"


def test_sent_again_under_its_own_id_it_is_the_same_file():
    again = uuid4()
    first = take(picture(), client_id=again)
    assert take(picture("PNG"), client_id=again) == first
    other = take_in(
        upload(picture()),
        owner_type="test",
        owner_id="2",
        accept=("photo",),
        most_megabytes=1,
        client_id=again,
    )
    assert other != first, "another owner's ids are its own"
    assert StoredFile.objects.count() == 2


def test_where_files_are_not_scanned_they_say_so_and_are_open():
    stored = take(picture())
    assert stored.scan_state == StoredFile.ScanState.NOT_NEEDED and stored.is_open


def test_deleting_a_file_deletes_its_bytes_once_that_is_certain(django_capture_on_commit_callbacks):
    stored = take(picture())
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        delete_file(stored)
    assert private_storage().exists(stored.content.name)
    for callback in callbacks:
        callback()
    assert not private_storage().exists(stored.content.name)


def test_the_upload_itself_is_left_open_for_its_form():
    sent = SimpleUploadedFile("a.pdf", PDF)
    take_in(sent, owner_type="test", owner_id="1", accept=("pdf",), most_megabytes=1)
    assert not sent.closed
