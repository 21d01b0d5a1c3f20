"""Photos of people: small, made anew so that nothing but the picture is in them, in a collection for staff alone, and given
out by the directory (``views.photo``) to whoever may see the entry. They are in no chooser of pictures and no search."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import BinaryIO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps
from wagtail.models import Collection

from audiences.keys import STAFF
from content.models import CollectionAudience, GuildhallImage
from forms_engine.files.images import reencoded
from forms_engine.files.refusals import Unfit
from forms_engine.files.sniffing import content_type_of

COLLECTION = "People"
TITLE = "Photo of a colleague"  # nobody's name: editors see the title in the image library
SIDE = 320  # pixels
QUALITY = 82
MOST_MEGABYTES = 8
TAKEN = ("image/jpeg", "image/png", "image/webp", "image/heic")


class Refused(ValueError):
    """The file cannot be somebody's photo; the words say why and what to do."""


def made_of(upload: UploadedFile) -> bytes:
    """The upload as a square JPEG of our own making, cut around its middle.

    Raises:
        Refused: where it is too large, no photo, or damaged.
    """
    if (upload.size or 0) > MOST_MEGABYTES * 1024 * 1024:
        raise Refused(f"The photo must be smaller than {MOST_MEGABYTES} MB. Choose a smaller one")
    file: BinaryIO = upload.file  # type: ignore[assignment]  # an open file in any case
    try:
        if content_type_of(file) not in TAKEN:
            raise Refused("The photo must be a JPEG, PNG, WebP or HEIC file. Choose another file")
        with Image.open(reencoded(file)) as upright:
            square = ImageOps.fit(upright, (SIDE, SIDE))
    except Unfit as error:
        raise Refused("The photo is damaged or far too large. Take or choose another one") from error
    made = BytesIO()
    square.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def keep(photo: bytes) -> GuildhallImage:
    """Keep a photo made by ``made_of``."""
    image = GuildhallImage(
        title=TITLE, collection=collection(), file=ContentFile(photo, name=f"{uuid4().hex}.jpg")
    )
    # Not ``save``: the sizes that pages show are not made of it, and the picture library's search does not know it.
    [kept] = GuildhallImage.objects.bulk_create([image])
    return kept


def delete(photo_id: int | None) -> None:
    """Delete a photo and, once that is sure, its file."""
    found = GuildhallImage.objects.filter(pk=photo_id, collection__name=COLLECTION).first()
    if found is not None:
        found.delete()


def made_before(moment: datetime) -> Iterator[int]:
    """The photos there are that were made before then."""
    made = GuildhallImage.objects.filter(collection__name=COLLECTION, title=TITLE, created_at__lt=moment)
    return made.values_list("pk", flat=True).iterator()


@transaction.atomic
def collection() -> Collection:
    """Where the photos are: for staff alone."""
    root = Collection.get_first_root_node()
    assert root is not None
    found = root.get_children().filter(name=COLLECTION).first()
    if found is None:
        # Whoever comes second waits, and finds it made.
        root = Collection.objects.select_for_update().get(pk=root.pk)
        found = root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)
    CollectionAudience.objects.get_or_create(collection=found, defaults={"audience": STAFF})
    return found
