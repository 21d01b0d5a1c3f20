"""What a file is called when it is shown or downloaded: its sender's words, without anything that could mislead."""

import re
import unicodedata

LONGEST_STEM = 100  # characters

# The ending follows what the file is, so that nothing is opened as something else.
ENDING: dict[str, str] = {
    "image/jpeg": ".jpg",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "text/csv": ".csv",
}

_FORBIDDEN = re.compile(r'[<>:"|?*]')  # by Windows
_ENDING = re.compile(r"\.\w{1,8}\Z")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z", re.IGNORECASE)  # by Windows
# Controls, marks without a shape (those that turn the direction of text among them), half characters, private use.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_name(name: str, content_type: str) -> str:
    """``name`` as one line that is safe on any system, with the ending of ``content_type``.

    Never empty, no path, no control or direction characters, at most ``LONGEST_STEM`` characters and an ending.
    A name that is safe already comes back as it was.
    """
    ending = ENDING.get(content_type, "")
    stem = _FORBIDDEN.sub("-", shown_name(name)).lstrip(". ")
    stem = _ENDING.sub("", stem)[:LONGEST_STEM].strip(". ")
    if not stem or _RESERVED.match(stem.split(".")[0]):
        stem = f"file-{stem}".rstrip("-")
    return stem + ending


def shown_name(name: str) -> str:
    """``name`` without its path and without what cannot be seen, for telling its sender which file is meant."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN)
    return " ".join(seen.split())[:LONGEST_STEM] or "file"
