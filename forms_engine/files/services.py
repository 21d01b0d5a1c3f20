"""Taking a file in: what it really is decides, not what it is called."""

import hashlib
import warnings
from collections.abc import Iterable
from functools import partial
from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from forms_engine.files.models import StoredFile

register_heif_opener()

LARGEST_UPLOAD = 15 * 1024 * 1024  # bytes: a 12 MB phone photo fits
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3000  # pixels of what is kept
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")


class UploadRefused(Exception):
    """The file cannot be taken; the message tells its sender what to do."""


def accept_photo(upload: UploadedFile, *, owner_type: str, owner_id: str) -> StoredFile:
    """Take in a photo: JPEG, PNG, WebP or HEIC by its content, re-encoded as JPEG.

    Re-encoding leaves all metadata behind, so that where it was taken is gone.

    Raises:
        UploadRefused: when it is empty, over 15 MB or 50 megapixels, damaged, or not such a photo.
    """
    if not upload.size:
        raise UploadRefused("The file is empty. Choose another photo.")
    if upload.size > LARGEST_UPLOAD:
        raise UploadRefused("The photo must be smaller than 15 MB. Choose a smaller one.")
    content = _reencode(upload)
    name = f"{PurePath(upload.name or 'photo').stem[:150] or 'photo'}.jpg"
    stored = StoredFile(
        owner_type=owner_type,
        owner_id=owner_id,
        name="".join(char for char in name if char.isprintable()),
        content_type="image/jpeg",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    stored.content.save("photo.jpg", ContentFile(content), save=False)
    stored.save()
    return stored


def delete_files(*, owner_type: str, owner_id: str, but: Iterable[StoredFile] = ()) -> None:
    """Delete an owner's files, all ``but`` some: the rows in the caller's transaction, the bytes once it has
    committed."""
    kept = [stored.id for stored in but]
    for stored in StoredFile.objects.filter(owner_type=owner_type, owner_id=owner_id).exclude(id__in=kept):
        name, storage = stored.content.name, stored.content.storage
        stored.delete()
        # The bytes left behind are only bytes; an error here must not undo what has been committed.
        transaction.on_commit(partial(storage.delete, name), robust=True)


def _reencode(upload: UploadedFile) -> bytes:
    refused = UploadRefused("The file must be a photo: JPEG, PNG, WebP or HEIC. Choose another one.")
    try:
        with warnings.catch_warnings():
            # Pillow only warns between its own limit and twice that; ours is decided below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=PHOTO_FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise UploadRefused("The photo has too many pixels. Choose one of 50 megapixels or fewer.")
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(upright, mask=upright.getchannel("A") if upright.mode in {"RGBA", "LA"} else None)
        out = BytesIO()
        flat.save(out, "JPEG", quality=88)
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise refused from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UploadRefused("The photo is damaged. Take or choose another one.") from error
    return out.getvalue()
