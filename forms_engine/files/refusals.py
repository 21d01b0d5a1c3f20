"""Why a file cannot be taken, in words its sender can act on, in English and Welsh."""

from forms_engine.definition.document import Text

# {name} is what the sender called the file; the rest is put in by the check that refused it.
WORDS: dict[str, dict[str, str]] = {
    "empty-file": {
        "en": "“{name}” is empty. Choose another file",
        "cy": "Mae “{name}” yn wag. Dewiswch ffeil arall",
    },
    "too-big-file": {
        "en": "“{name}” must be smaller than {limit} MB. Choose a smaller file",
        "cy": "Rhaid i “{name}” fod yn llai na {limit} MB. Dewiswch ffeil lai",
    },
    "too-many-pixels": {
        "en": "“{name}” must be {limit} megapixels or fewer. Choose a smaller photo",
        "cy": "Rhaid i “{name}” fod yn {limit} megapicsel neu lai. Dewiswch lun llai",
    },
    "wrong-type": {
        "en": "“{name}” must be {kinds}. Choose another file",
        "cy": "Rhaid i “{name}” fod yn {kinds}. Dewiswch ffeil arall",
    },
    "damaged-photo": {
        "en": "“{name}” is damaged. Take or choose another photo",
        "cy": "Mae “{name}” wedi’i ddifrodi. Tynnwch neu dewiswch lun arall",
    },
    "damaged-file": {
        "en": "“{name}” is damaged and cannot be opened. Save it again and choose the new file",
        "cy": "Mae “{name}” wedi’i ddifrodi ac ni ellir ei agor. Cadwch hi eto a dewiswch y ffeil newydd",
    },
    "locked-file": {
        "en": "“{name}” is protected with a password. Save it without one, or take a photo of it",
        "cy": "Mae “{name}” wedi’i diogelu â chyfrinair. Cadwch hi heb un, neu tynnwch lun ohoni",
    },
    "macros": {
        "en": "“{name}” has macros in it, which we cannot open. Save it as a PDF, or without macros",
        "cy": "Mae macros yn “{name}”, na allwn eu hagor. Cadwch hi fel PDF, neu heb facros",
    },
    "old-format": {
        "en": "“{name}” is in an old Office format. Save it as a PDF, .docx or .xlsx and choose that",
        "cy": "Mae “{name}” mewn hen fformat Office. Cadwch hi fel PDF, .docx neu .xlsx a dewiswch honno",
    },
    "unpacks-too-big": {
        "en": "“{name}” has too much packed into it. Choose a smaller file, or save it as a PDF",
        "cy": "Mae gormod wedi’i bacio yn “{name}”. Dewiswch ffeil lai, neu cadwch hi fel PDF",
    },
    "too-many-sent": {
        "en": "You have sent too many files. Remove some you do not need, then choose “{name}” again",
        "cy": "Rydych wedi anfon gormod o ffeiliau. Tynnwch rai nad oes eu hangen, yna dewiswch “{name}” eto",
    },
}

KINDS: dict[str, dict[str, str]] = {
    "photo": {"en": "a photo (JPEG, PNG, WebP or HEIC)", "cy": "llun (JPEG, PNG, WebP neu HEIC)"},
    "pdf": {"en": "a PDF", "cy": "PDF"},
    "document": {
        "en": "a document (PDF, Word .docx, OpenDocument or plain text)",
        "cy": "dogfen (PDF, Word .docx, OpenDocument neu destun plaen)",
    },
    "spreadsheet": {
        "en": "a spreadsheet (Excel .xlsx, OpenDocument or CSV)",
        "cy": "taenlen (Excel .xlsx, OpenDocument neu CSV)",
    },
}
_OR = {"en": "or", "cy": "neu"}


class Unfit(Exception):
    """What a check found: a ``code`` of ``WORDS``. Becomes an ``UploadRefused`` where the file's name is known."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class UploadRefused(Exception):
    """A file cannot be taken. ``code`` is stable; ``message`` tells its sender what to do, in every language."""

    def __init__(self, code: str, **details: object) -> None:
        """``details`` fill the words of ``code``: its name, a limit; ``kinds`` are keys of ``KINDS``."""
        self.code = code
        self.message = Text(
            {
                language: words.format(**{part: _worded(value, language) for part, value in details.items()})
                for language, words in WORDS[code].items()
            }
        )
        super().__init__(self.message.in_language("en"))


def _worded(value: object, language: str) -> object:
    if not isinstance(value, tuple):
        return value
    *most, last = [KINDS[kind][language] for kind in value]
    return f"{', '.join(most)} {_OR[language]} {last}" if most else last
