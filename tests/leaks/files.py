"""Images and documents of the matrix's council: each collection's name, each file's name, title and inside a canary."""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.models import Collection

from content.models import CollectionAudience, GuildhallDocument, GuildhallImage
from tests.leaks.groups import CHOSEN, EDITORS, GROUPS, STAFF
from tests.leaks.world import World


def add_files(world: World) -> list[Any]:
    """A collection for each group with a picture and a document, one of staff's with an open one inside it, and one that
    says nothing. Answers blocks and texts that show every file, for a page that shows them all."""
    blocks: list[Any] = []
    for group in GROUPS:
        blocks += _collection(world, None, group, group)
    closed = Collection.objects.get(name__contains=STAFF)
    blocks += _collection(world, closed, "everyone", STAFF)
    blocks += _collection(world, None, None, STAFF)
    return blocks


def _collection(world: World, above: Collection | None, chosen: str | None, readers: str) -> list[Any]:
    """A collection set to ``chosen`` (``None`` says nothing), which then is for ``readers``."""
    about = f"{chosen or 'no'} collection" + (" inside a closed one" if above else "")
    place = (above or Collection.get_first_root_node()).add_child(
        # A list of shared documents has it as a heading, for those who may have one of them.
        name=f"{world.canary(about, readers, EDITORS, at=('shared documents',))} {chosen}"
    )
    if chosen:
        audience, organisations = CHOSEN[chosen]
        CollectionAudience.objects.create(collection=place, audience=audience, organisations=organisations)
    word = world.canary(
        f"document in {about}", readers, EDITORS, at=("document", "shared documents", "publication")
    )
    inside = world.canary(f"words of the document in {about}", readers, EDITORS, at=("document",))
    document = GuildhallDocument.objects.create(
        title=word, file=ContentFile(inside.encode(), f"{word}.txt"), collection=place
    )
    world.documents.append(f"/documents/{document.pk}/{word}.txt")
    world.documents.append(f"/documents/{document.pk}/another-name.txt")
    word = world.canary(f"picture in {about}", readers, EDITORS, at=("image",))
    picture = GuildhallImage.objects.create(
        title=word, description=word, file=ContentFile(_png(word), f"{word}.png"), collection=place
    )
    world.pictures[picture.get_rendition("width-20").url] = word
    world.pictures[picture.file.url] = word
    return [
        ("text", f'<p><a linktype="document" id="{document.pk}">that</a></p>'),
        ("picture", {"image": picture, "caption": ""}),
    ]


def _png(word: str) -> bytes:
    """A small picture that carries ``word`` inside."""
    words, out = PngInfo(), io.BytesIO()
    words.add_text("Comment", word)
    Image.new("RGB", (40, 40), "navy").save(out, "PNG", pnginfo=words)
    return out.getvalue()
