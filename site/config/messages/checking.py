"""What is wrong with a catalogue, one sentence each."""

import re
from collections import Counter
from collections.abc import Iterator

import polib

from config.messages.catalogues import key_of, merge, plural_forms, written
from config.messages.extracting import Found, Key

# %(name)s, %s, %% and, after Django doubled its percent sign, the %%{count} of our scripts.
PLACEHOLDER = re.compile(r"%%\{\w+\}|%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
STRAY_PERCENT = re.compile(r"%(?!%|\(\w+\)[sd]|[sd])")


def complaints(text: str, catalogue: polib.POFile, found: dict[Key, Found], language: str) -> list[str]:
    """Everything that would show English, nonsense or an error to somebody reading in ``language``; empty when all is
    well.

    Args:
        text: the file as it is, to be compared with the one form it may have.
        catalogue: the same, read.
        found: the messages of the sources.
        language: whose catalogue it is.
    """
    there = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    said = [f"missing: {_short(key)}" for key in sorted(found) if key not in there]
    said += [f"no longer used: {_short(key)}" for key in sorted(there) if key not in found]
    said += [f"left over: {_short(key_of(entry))}" for entry in catalogue if entry.obsolete]
    for key in sorted(found):
        if key in there:
            said += [f"{problem}: {_short(key)}" for problem in _wrong(there[key], found[key], language)]
    if not said and text != written(merge(catalogue, found, language)):
        said.append("not in its one form: run manage.py messages extract")
    return said


def _wrong(entry: polib.POEntry, found: Found, language: str) -> Iterator[str]:
    if entry.fuzzy:
        yield "fuzzy"
    if (entry.msgid_plural or "") != found.plural:
        yield "plural differs from the sources"
        return
    if not found.plural:
        yield from _wrong_text(entry.msgid, entry.msgstr, leaves_out=False)
        return
    if sorted(entry.msgstr_plural) != list(range(plural_forms(language))):
        yield f"needs {plural_forms(language)} plural forms"
    for form in entry.msgstr_plural.values():
        # "One address" may do without the number; no form may have one that is not handed to it.
        yield from _wrong_text(entry.msgid_plural, form, leaves_out=True)


def _wrong_text(source: str, text: str, *, leaves_out: bool) -> Iterator[str]:
    if not text.strip():
        yield "not translated"
        return
    wanted, given = Counter(PLACEHOLDER.findall(source)), Counter(PLACEHOLDER.findall(text))
    if given - wanted or (wanted - given and not leaves_out):
        yield "placeholders differ"
    if Counter(TAG.findall(source)) != Counter(TAG.findall(text)):
        yield "HTML tags differ"
    if PLACEHOLDER.search(source) and STRAY_PERCENT.search(re.sub("%%", "", text)):
        yield "a percent sign stands alone"
    for place in (0, -1):
        if (source[place] == "\n") != (text[place] == "\n") or (source[place] == " ") != (text[place] == " "):
            yield "space or line break at its edge differs"


def _short(key: Key) -> str:
    words = " ".join(key.message.split())
    named = f"{words[:70]}…" if len(words) > 70 else words
    return f"“{named}” ({key.context})" if key.context else f"“{named}”"
