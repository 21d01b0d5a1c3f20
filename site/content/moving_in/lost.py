"""What of an old page is not carried, as it is found: what it is, where, why, and what to do about it."""

from dataclasses import dataclass

FILE = "file"
PICTURE = "picture"
EMBEDDED = "embedded"
FORM = "form"
SCRIPT = "script"
STYLE = "style"
TABLE = "table"
BOX = "box"
LINK = "link"
ADDRESS = "address"
PAGE = "page"

WHY = {
    FILE: ("Files are not carried.", "Add it under Documents, if it is still needed, and link to it where these words stand."),
    PICTURE: ("Pictures are not carried.", "Add it under Images, if it says something, with words for who cannot see it."),
    EMBEDDED: ("What another site shows inside a page is not carried.", "Link to it, or say in words what it shows."),
    FORM: ("Forms are not carried.", "Build it as a journey, and lead to it from the page."),
    SCRIPT: ("Scripts are not carried.", "See what the page did with it, and whether anybody misses it."),
    STYLE: ("Colours, sizes and places of words are not carried.", "See whether the page can be understood without."),
    BOX: ("Boxes beside the text are not carried.", "Read it, and write what is still needed into the page."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing that is not carried."""

    what: str
    address: str = ""
    words: str = ""
    why: str = ""
    to_do: str = ""


def lost(what: str, address: str = "", words: str = "") -> Lost:
    """One thing of a kind that never is, short enough to keep."""
    why, to_do = WHY[what]
    return Lost(what, address[:2000], " ".join(words.split())[:300], why, to_do)
