"""Translations as files: `cy/` beside `sites/` mirrors it, and the file of a page there has its words in pairs, what the
original says and what it is called in Welsh. This is what lies in a folder, before a house knows of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail_localize.strings import StringValue, validate_translation_links

from content.exchange.folder import path_of, trees
from content.exchange.problems import Findings, Problem
from content.exchange.yaml_files import NotYaml, load

ALERTS = "alerts.yaml"
BY, COMPUTER, WORDS = "translated_by", "computer", "words"


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """Where the words of a page in another language are: of the page at ``path`` of a site or base, or of the alerts
    where ``path`` is empty."""

    language: str
    tree: str
    path: str
    file: Path


@dataclass(frozen=True, slots=True)
class Translated:
    """What such a file says. ``by_computer`` until a translator has checked it, which readers are told."""

    words: dict[str, str]
    by_computer: bool


def languages() -> list[str]:
    """The languages of this installation that pages are translated to."""
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code != settings.LANGUAGE_CODE]


def translation_files(folder: Path) -> Iterator[TranslationFile]:
    """Every file of translations in a folder, pages above those below them. None is opened."""
    for language in languages():
        base = folder / language
        for tree, place in trees(base).items():
            for file in sorted(place.rglob("*.yaml"), key=lambda one: (len(one.parts), one)):
                if path := path_of(file, place):
                    yield TranslationFile(language, tree, path, file)
        if (base / ALERTS).exists():
            yield TranslationFile(language, "", "", base / ALERTS)


def check_translations(folder: Path, findings: Findings) -> None:
    """Tell ``findings`` what is wrong with the files themselves, and which have no page to be the translation of."""
    for one in translation_files(folder):
        name = one.file.relative_to(folder).as_posix()
        read_translation(one, name, findings)
        original = folder / one.file.relative_to(folder / one.language)
        if not original.exists():
            findings.warnings.append(
                Problem(name, "", f"there is no {original.relative_to(folder)} that it translates")
            )


def read_translation(one: TranslationFile, name: str, findings: Findings) -> Translated:
    """What a file says. Whatever is wrong with it is told in ``findings``, under ``name``."""

    def problem(where: str, what: str) -> None:
        findings.problems.append(Problem(name, where, what))

    try:
        said = load(one.file)
    except NotYaml as error:
        problem("", str(error))
        return Translated({}, False)
    if not isinstance(said, dict) or not isinstance(said.get(WORDS), list):
        problem(WORDS, f"this is a list of pairs, {settings.LANGUAGE_CODE} and {one.language}")
        return Translated({}, False)
    for key in said.keys() - {BY, WORDS}:
        problem(key, "there is no such field")
    if said.get(BY, "") not in ("", COMPUTER):
        problem(BY, f"this is {COMPUTER}, or left out where a person has checked it")
    words: dict[str, str] = {}
    for number, pair in enumerate(said[WORDS], 1):
        if (fault := _fault(pair, one.language)) or (fault := _twice(pair, words)):
            problem(f"{WORDS} {number}", fault)
        else:
            words[pair[settings.LANGUAGE_CODE]] = pair[one.language]
    return Translated(words, said.get(BY) == COMPUTER)


def say(words: dict[str, str], language: str, *, by_computer: bool) -> dict[str, Any]:
    """What the file of a translation says."""
    pairs = [{settings.LANGUAGE_CODE: was, language: now} for was, now in words.items()]
    return ({BY: COMPUTER} if by_computer else {}) | {WORDS: pairs}


def _fault(pair: Any, language: str) -> str:
    both = [settings.LANGUAGE_CODE, language]
    if not isinstance(pair, dict) or sorted(pair) != sorted(both):
        return f"a pair has two lines, {both[0]} and {both[1]}"
    was, now = (pair[one] for one in both)
    if not isinstance(was, str) or not isinstance(now, str) or not was.strip() or not now.strip():
        return "one of the two is empty"
    if "\0" in was + now:
        return "there is a character in it that no text has"
    try:
        StringValue.from_translated_html(now)
        validate_translation_links(was, now)
    except ValueError as error:
        return str(error)
    return ""


def _twice(pair: dict[str, str], words: dict[str, str]) -> str:
    was = pair[settings.LANGUAGE_CODE]
    return f"“{was}” stands here twice" if was in words else ""
