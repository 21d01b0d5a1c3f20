"""Texts of the source as texts by language."""

from typing import Any

from forms_engine.definition.importers.markdown import escaped, has_markup, html_to_markdown, plain_words
from forms_engine.definition.reading import LANGUAGE, LONGEST_TEXT

ByLanguage = dict[str, str]


class Texts:
    """Turns texts into ours. English is our source language, so what a Welsh file says stands as English too, until
    somebody translates it: a text without English could be shown to nobody."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def plain(self, value: Any) -> ByLanguage:
        """A title or label: words on one line. Empty where there are none."""
        return self._each(value, lambda words: plain_words(words)[:LONGEST_TEXT])

    def markdown(self, value: Any, lost: set[str] | None = None) -> ByLanguage:
        """Content or a hint, whose source is HTML or plain words. The tags that have no equal are added to ``lost``."""

        def convert(words: str) -> str:
            if not has_markup(words):
                return escaped(" ".join(words.split()))[:LONGEST_TEXT]
            found, tags = html_to_markdown(words)
            if lost is not None:
                lost.update(tags)
            return found

        return self._each(value, convert)

    def as_written(self, value: Any) -> ByLanguage:
        """Content that is Markdown already."""
        return self._each(value, lambda words: words.strip())

    def _each(self, value: Any, convert: Any) -> ByLanguage:
        if isinstance(value, dict):
            found = {
                code: words
                for code, said in value.items()
                if LANGUAGE.match(code) and (words := convert(_words(said)))
            }
            if found and "en" not in found:
                found = {"en": next(iter(found.values())), **found}
            return found
        words = convert(_words(value))
        if not words:
            return {}
        return {"en": words} if self.language == "en" else {"en": words, self.language: words}


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    return str(value)
