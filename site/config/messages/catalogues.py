"""Reading and writing the catalogues of ``site/locale`` in one fixed form.

Sorted, without dates, line numbers or wrapping: two people who add messages change different lines, and extracting
twice changes nothing.
"""

from pathlib import Path

import polib

from config.messages.extracting import Found, Key

# Plural rules as Django's own catalogues have them; two sets of rules for one language would part its messages.
PLURALS = {
    "cy": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;",
}


def catalogue_path(root: Path, language: str) -> Path:
    """Where the catalogue of a language is kept."""
    return root / "site" / "locale" / language / "LC_MESSAGES" / "django.po"


def languages(root: Path) -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.parts[-3] for path in (root / "site" / "locale").glob("*/LC_MESSAGES/django.po"))


def plural_forms(language: str) -> int:
    """How many plural forms the language has."""
    return int(PLURALS[language].split(";")[0].removeprefix("nplurals="))


def read(path: Path) -> polib.POFile:
    """The catalogue, or an empty one where there is none yet."""
    return polib.pofile(str(path), encoding="utf-8", wrapwidth=0) if path.exists() else polib.POFile()


def merge(old: polib.POFile, found: dict[Key, Found], language: str) -> polib.POFile:
    """A catalogue of exactly the messages found, each with the translation it had; a message whose plural has come,
    gone or changed loses it. New ones are empty."""
    before = {key_of(entry): entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=0)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for key in sorted(found):
        new.append(_entry(found[key], before.get(key), plural_forms(language)))
    return new


def written(catalogue: polib.POFile) -> str:
    """The catalogue as its file holds it."""
    return str(catalogue)


def key_of(entry: polib.POEntry) -> Key:
    """What an entry translates."""
    return Key(entry.msgid, entry.msgctxt or "")


def _entry(found: Found, old: polib.POEntry | None, forms: int) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=found.key.message,
        msgctxt=found.key.context or None,
        msgid_plural=found.plural,
        occurrences=[(name, "") for name in sorted(found.files)],
    )
    if found.plural:
        kept = old.msgstr_plural if old is not None and old.msgid_plural == found.plural else {}
        entry.msgstr_plural = {number: kept.get(number, "") for number in range(forms)}
    elif old is not None and not old.msgid_plural:
        entry.msgstr = old.msgstr
    if old is not None:
        entry.tcomment = old.tcomment
        entry.flags = sorted(set(old.flags) & {"fuzzy"})
    return entry
