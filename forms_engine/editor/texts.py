"""The texts of a journey document or a question set, each under a path of stable keys.

A text's path names the page, question or option it belongs to by its key, never by its number in a list, so it stays
the same when things are moved about. Content blocks have no key: they are counted within their page, by type. Paths
go to wagtail-localize (which divides them at dots) and are the address of a text everywhere in this package.
"""

import copy
from collections import Counter
from collections.abc import Iterator
from typing import Any

from forms_engine.definition.document import CONTENT_TYPES

SOURCE_LANGUAGE = "en"

# The parts of an object that are texts, in the order in which a person meets them.
TEXT_PARTS: tuple[str, ...] = ("title", "item", "summary", "label", "hint", "text", "alt", "unit")
LOOKUP_TEXTS: tuple[str, ...] = ("not_found", "down")
LAST_TEXTS: tuple[str, ...] = ("declaration", "purpose")

Texts = dict[str, dict[str, str]]

# Under which a restored translation stands until the row that it belongs to names its language.
RESTORED = "*"


def texts_of(document: Any) -> Texts:
    """Every text under its path, in the order of the document. The objects are the document's own: changing one changes
    the document. Parts that are not what the language says they are count as having no texts."""
    return dict(_document(document)) if isinstance(document, dict) else {}


def texts_of_blocks(blocks: Any) -> Texts:
    """The same for the blocks of a question set."""
    return dict(_blocks("", blocks))


def name_restored(texts: Texts, language: str) -> None:
    """Put the words that a translator gave under their language, in place."""
    for text in texts.values():
        if RESTORED in text:
            words = text.pop(RESTORED)
            if language != SOURCE_LANGUAGE:
                text[language] = words


def drop_outdated(before: Any, after: dict[str, Any]) -> dict[str, Any]:
    """``after`` without the translations whose English was changed and which were not, in the languages that it is
    offered in: people would read there what is no longer so. Both documents stay as they are."""
    old, result = texts_of(before), copy.deepcopy(after)
    offered = offered_in(after)
    for path, text in texts_of(result).items():
        was = old.get(path, {})
        if was.get(SOURCE_LANGUAGE) and was[SOURCE_LANGUAGE] != text.get(SOURCE_LANGUAGE):
            for language in [name for name in text if name in offered and text[name] == was.get(name)]:
                del text[language]
    return result


def offered_in(document: dict[str, Any]) -> list[str]:
    """The languages besides English that a document says it is offered in."""
    translations = document.get("translations")
    return (
        [str(one) for one in translations if one != SOURCE_LANGUAGE] if isinstance(translations, dict) else []
    )


def _document(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    yield from _own("", document, TEXT_PARTS)
    yield from _blocks("start", document.get("start"))
    for key, text in _members(document.get("sections")):
        yield from _text(f"sections.{key}", text)
    for page in _objects(document.get("pages")):
        yield from _page(page)
        # Page keys share one name space, a group's pages included; groups do not nest.
        for inner in _objects(page.get("pages")):
            yield from _page(inner)
    for key, options in _members(document.get("lists")):
        yield from _options(f"lists.{key}", options)
    for line in _objects(document.get("fees")):
        path = _join("fees", line.get("key"))
        yield from _own(path, line, TEXT_PARTS)
        for concession in _objects(line.get("concessions")):
            yield from _own(_join(path, concession.get("key")), concession, TEXT_PARTS)
    yield from _own("", document, LAST_TEXTS)
    yield from _blocks("outcome", document.get("outcome"))


def _page(page: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    path = _join("pages", page.get("key"))
    yield from _own(path, page, TEXT_PARTS)
    lookup = page.get("lookup")
    if isinstance(lookup, dict):
        yield from _own(_join(path, "lookup"), lookup, LOOKUP_TEXTS)
        for key, output in _members(lookup.get("outputs")):
            if isinstance(output, dict):
                yield from _own(_join(path, f"lookup.{key}"), output, TEXT_PARTS)
    yield from _blocks(path, page.get("blocks"))


def _blocks(path: str, blocks: Any) -> Iterator[tuple[str, dict[str, str]]]:
    seen: Counter[str] = Counter()
    for block in _objects(blocks):
        kind = block.get("type")
        if kind in CONTENT_TYPES:
            seen[kind] += 1
            yield from _own(_join(path, f"{kind}-{seen[kind]}"), block, TEXT_PARTS)
        elif isinstance(block.get("key"), str):
            # Question keys share one name space: the page is not part of the path, so a question may change pages.
            here = _join("questions", block["key"])
            yield from _own(here, block, TEXT_PARTS)
            for code, text in _members(block.get("errors")):
                yield from _text(f"{here}.errors.{code}", text)
            yield from _options(here, block.get("options"))


def _options(path: str, options: Any) -> Iterator[tuple[str, dict[str, str]]]:
    for option in _objects(options):
        yield from _own(_join(f"{path}.options", option.get("key")), option, TEXT_PARTS)


def _own(path: str, thing: dict[str, Any], parts: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    for part in parts:
        yield from _text(_join(path, part), thing.get(part))


def _text(path: str, text: Any) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(text, dict) and all(isinstance(words, str) for words in text.values()):
        yield path, text


def _join(path: str, key: Any) -> str:
    return f"{path}.{key}" if path else str(key)


def _objects(value: Any) -> list[dict[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _members(value: Any) -> list[tuple[str, Any]]:
    return [(str(key), part) for key, part in value.items()] if isinstance(value, dict) else []
