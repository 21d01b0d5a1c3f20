"""What a file is decides, not what it is called; where a photo was taken does not stay in it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from forms_engine.files.services import LARGEST_UPLOAD, UploadRefused, accept_photo

pytestmark = pytest.mark.django_db


def picture(kind="JPEG", size=(40, 30), mode="RGB", exif=None):
    out = BytesIO()
    options = {"exif": exif} if exif else {}
    Image.new(mode, size, "teal").save(out, kind, **options)
    return out.getvalue()


def take(content, name="photo.jpg"):
    return accept_photo(SimpleUploadedFile(name, content), owner_type="test", owner_id="1")


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("HEIF", "RGB"), ("JPEG", "CMYK")],
)
def test_photos_are_kept_as_jpeg(kind, mode):
    stored = take(picture(kind, mode=mode))
    with Image.open(stored.content) as kept:
        assert kept.format == "JPEG" and kept.mode == "RGB"
    assert stored.content_type == "image/jpeg"
    assert "photo" not in stored.content.name


def test_where_a_photo_was_taken_is_gone():
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 33.0, 7.0)
    exif[0x010E] = "canary description"
    content = picture(exif=exif)
    with Image.open(BytesIO(content)) as before:
        assert before.getexif().get_ifd(0x8825)
    stored = take(content)
    with stored.content.open() as kept:
        data = kept.read()
    assert b"canary" not in data
    with Image.open(BytesIO(data)) as after:
        assert not after.getexif()


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(take(picture(size=(40, 30), exif=exif)).content) as kept:
        assert kept.size == (30, 40)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "must be a photo"),
        (b"%PDF-1.7", "must be a photo"),
        (b"MZ\x90\x00", "must be a photo"),
        (picture()[:200], "damaged"),
        (picture("GIF"), "must be a photo"),
        (b"x" * (LARGEST_UPLOAD + 1), "smaller than 15 MB"),
    ],
    ids=["empty", "svg", "pdf", "program", "cut off", "gif", "huge"],
)
def test_what_is_no_photo_is_refused_with_what_to_do(content, says):
    with pytest.raises(UploadRefused, match=says):
        take(content)


def test_a_flood_of_pixels_is_refused_without_unpacking_it():
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    with pytest.raises(UploadRefused, match=r"megapixels|must be a photo"):
        take(out.getvalue(), "bomb.png")


def test_the_sender_s_name_for_it_is_only_shown():
    stored = take(picture(), "../../etc/passwd\n.jpg")
    assert stored.content.name.startswith("uploads/")
    assert "/" not in stored.name and "\n" not in stored.name
