"""Photos, made anew: what is kept is a JPEG of our own making, so that nothing but the picture is in it."""

import warnings
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from forms_engine.files.refusals import Unfit

register_heif_opener()

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3000  # pixels of what is kept
QUALITY = 88
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")


def reencoded(file: BinaryIO) -> BinaryIO:
    """The photo as an upright JPEG of at most ``LONGEST_SIDE`` pixels a side, at its beginning.
    All metadata stay behind, where it was taken among them; of several pictures in one file, all but the first.

    Raises:
        Unfit: when it has more than ``MOST_PIXELS`` (told from its header, before any is unpacked) or is damaged.
    """
    file.seek(0)
    made = BytesIO()
    try:
        with warnings.catch_warnings():
            # Pillow only warns between its own limit and twice that; ours is decided below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(file, formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise Unfit("too-many-pixels")
        # A JPEG can be unpacked smaller at once, which costs a fraction of the memory.
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        _on_white(upright).save(made, "JPEG", quality=QUALITY)
    except Image.DecompressionBombError as error:
        raise Unfit("too-many-pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unfit("damaged-photo") from error
    made.seek(0)
    return made


def _on_white(image: Image.Image) -> Image.Image:
    """The picture without transparency: what shone through is white, as on the page it was seen on."""
    if image.mode == "P" and "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode.startswith("I"):
        # 16 bits of grey to 8: Pillow's own conversion cuts them off instead.
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    flat = Image.new("RGB", image.size, "white")
    flat.paste(
        image.convert("RGB"), mask=image.getchannel("A") if image.mode in {"RGBA", "LA", "PA"} else None
    )
    return flat
