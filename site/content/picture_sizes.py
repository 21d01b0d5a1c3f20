"""Pictures in the sizes that pages show them in: what is made of each, when, and what a page is told about it.

Every picture has the same few sizes, made by the worker when the picture is sent in; a reader waits for one only where the
worker has not come to it yet. WebP for all but the oldest browsers, which get one JPEG (PNG where there is a transparent
ground). What a page needs of a picture is remembered until the picture, or who may have it, changes.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail.images.models import Filter, SourceImageIOError

from audiences.current import current_request
from content.models.files import GuildhallImage, GuildhallRendition
from content.shown_files import may_show
from page_cache.remembered import remembered
from themes.council import Logo

logger = logging.getLogger(__name__)

WEBP = "format-webp|webpquality"
SHARED = "fill-1200x630|format-jpeg|jpegquality-70"
LOGO = "max-560x112|format-png"
TRANSPARENT = frozenset({"png", "gif", "webp", "avif"})


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of showing a picture.

    ``cuts`` are Wagtail's words for its sizes, the smallest first; ``plain`` is the one that a browser without WebP gets;
    ``sizes`` tells browsers how wide it will stand; ``lazy``: it is fetched when it comes near the window; ``quality`` is that
    of WebP.
    """

    cuts: tuple[str, ...]
    plain: str
    sizes: str
    lazy: bool = True
    quality: int = 45


SHAPES = {
    "hero": Shape(("width-480", "width-800", "width-1120"), "width-800", "100vw", lazy=False, quality=25),
    "head": Shape(
        ("fill-480x320", "fill-960x640"), "fill-960x640", "(min-width: 64em) 30rem, 100vw", lazy=False
    ),
    "card": Shape(
        ("fill-400x250", "fill-800x500"), "fill-400x250", "(min-width: 64em) 22rem, (min-width: 40em) 50vw, 100vw"
    ),
    "body": Shape(("width-480", "width-800", "width-1280"), "width-800", "(min-width: 64em) 44rem, 100vw"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shared:
    """A picture as it stands on the card of a page that somebody shares."""

    url: str
    width: int
    height: int
    description: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as ``components/picture.html`` takes it. ``focus`` are the sides ("left", "bottom") to keep in sight where
    the window cuts it once more."""

    srcset: str
    src: str
    width: int
    height: int
    sizes: str
    lazy: bool
    description: str
    focus: tuple[str, ...] = ()


def drawn(image: GuildhallImage | None, shape: str) -> Drawn | None:
    """What to write about a picture, or ``None`` where there is none, its file is gone or the reader may not have it."""
    if image is None or not may_show(image):
        return None
    request = current_request()
    if request is None:
        return _drawn(image, shape)
    return remembered(request, ("picture", shape, *_mark_of(image)), lambda: _drawn(image, shape))


def logo_of(image: GuildhallImage | None) -> Logo | None:
    """A picture as a logo: small, with its transparent ground; ``None`` as in ``drawn``."""
    if image is None or not may_show(image):
        return None
    made = _with_missing(image, [LOGO])
    if not made:
        return None
    return Logo(made[LOGO].url, made[LOGO].width // 2, made[LOGO].height // 2)


def shared_size(image: GuildhallImage | None) -> Shared | None:
    """A picture in the size that cards show; ``None`` as in ``drawn``."""
    request = current_request()
    if image is None or request is None or not may_show(image):
        return None

    def look_up() -> Shared | None:
        made = _with_missing(image, [SHARED])
        if not made:
            return None
        return Shared(made[SHARED].url, made[SHARED].width, made[SHARED].height, image.description)

    return remembered(request, ("shared picture", *_mark_of(image)), look_up)


def one_size(image: GuildhallImage, spec: str) -> GuildhallRendition | None:
    """A picture by one of Wagtail's filters, made where it is missing; ``None`` where its file is gone. Nobody's right to it
    is asked."""
    return _with_missing(image, [spec]).get(spec)


def with_pictures(found: QuerySet) -> QuerySet:
    """Pages with their pictures and the pictures' sizes: two queries more, however many pages. For lists."""
    return found.prefetch_related("picture__renditions")


def make_sizes(image: GuildhallImage) -> int:
    """Make the sizes of a picture that are missing. Returns how many were made."""
    wanted = {SHARED, *(spec for name in SHAPES for spec in specs(image, name))}
    missing = wanted - _made(image, wanted).keys()
    try:
        image.get_renditions(*sorted(missing))
    except SourceImageIOError:
        logger.warning("picture %s has no file", image.pk)
        return 0
    return len(missing)


def specs(image: GuildhallImage, shape: str) -> list[str]:
    """Wagtail's filters for a picture in a shape: WebP from the smallest, then the plain one."""
    chosen = SHAPES[shape]
    return [
        *(f"{cut}|{WEBP}-{chosen.quality}" for cut in _useful(image, chosen.cuts)),
        f"{chosen.plain}|{_plain(image)}",
    ]


def _plain(image: GuildhallImage) -> str:
    ending = image.file.name.rsplit(".", 1)[-1].lower()
    return "format-png" if ending in TRANSPARENT else "format-jpeg|jpegquality-70"


def _useful(image: GuildhallImage, cuts: Iterable[str]) -> list[str]:
    """The cuts that are no larger than the picture, and the first that is: nothing is enlarged, or made twice."""
    kept = []
    for cut in cuts:
        kept.append(cut)
        if int(cut.split("-", 1)[1].split("x", 1)[0]) >= image.width:
            break
    return kept


def _drawn(image: GuildhallImage, shape: str) -> Drawn | None:
    wanted = specs(image, shape)
    made = _with_missing(image, wanted)
    if not made:
        return None
    webp, plain = [made[spec] for spec in wanted[:-1]], made[wanted[-1]]
    return Drawn(
        srcset=", ".join(f"{one.url} {one.width}w" for one in webp),
        src=plain.url,
        width=webp[-1].width,
        height=webp[-1].height,
        sizes=SHAPES[shape].sizes,
        lazy=SHAPES[shape].lazy,
        description=image.description,
        focus=_focus(image),
    )


def _focus(image: GuildhallImage) -> tuple[str, ...]:
    """The sides of the picture that its focal point lies towards, by thirds."""
    point = image.get_focal_point()
    if point is None or not image.width or not image.height:
        return ()
    across, down = 3 * point.centroid_x / image.width, 3 * point.centroid_y / image.height
    return (
        *(["left"] if across < 1 else ["right"] if across > 2 else []),
        *(["top"] if down < 1 else ["bottom"] if down > 2 else []),
    )


def _mark_of(image: GuildhallImage) -> tuple[object, ...]:
    """Another one when the picture is: its file, where it is cut, what it says."""
    return image.pk, image.file.name, str(image.get_focal_point()), image.description


def _with_missing(image: GuildhallImage, wanted: Sequence[str]) -> dict[str, GuildhallRendition]:
    """The sizes wanted, made now where the worker has not come to them; none where the picture has lost its file."""
    made = _made(image, wanted)
    missing = [spec for spec in wanted if spec not in made]
    try:
        return made | image.get_renditions(*missing) if missing else made
    except SourceImageIOError:
        logger.warning("picture %s has no file", image.pk)
        return {}


def _made(image: GuildhallImage, wanted: Iterable[str]) -> dict[str, GuildhallRendition]:
    """The sizes that are there, by filter: from what a list fetched, or one query. Wagtail's own way asks the shared
    cache first, which is a table here and costs more than the question."""
    keys = {(spec, Filter(spec=spec).get_cache_key(image)) for spec in wanted}
    fetched = getattr(image, "_prefetched_objects_cache", {}).get("renditions")
    rows = (
        fetched
        if fetched is not None
        else GuildhallRendition.objects.filter(image=image, filter_spec__in=list(wanted))
    )
    return {row.filter_spec: row for row in rows if (row.filter_spec, row.focal_point_key) in keys}
