"""Every text of a definition with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms_engine.definition.document import Block, Content, Group, Option, Page, Question, Text
from forms_engine.definition.lint.rule import Survey


@dataclass(frozen=True, slots=True)
class Words:
    """One text: where it stands, which part of that it is, and whether it is Markdown."""

    place: str
    part: str
    text: Text
    markdown: bool = False


def every_text(survey: Survey) -> Iterator[Words]:
    """Every text that somebody reads, in the order of the document; empty ones left out."""
    return (words for words in _texts(survey) if words.text.by_language)


def _texts(survey: Survey) -> Iterator[Words]:
    definition = survey.definition
    yield Words("title", "title", definition.title)
    yield Words("summary", "summary", definition.summary)
    yield Words("declaration", "declaration", definition.declaration, markdown=True)
    yield Words("purpose", "purpose", definition.purpose)
    for place, blocks in (("start", definition.start), ("outcome", definition.outcome)):
        for index, block in enumerate(blocks):
            yield from _of_content(block, f"{place}, block {index + 1}")
    for name, text in definition.sections.items():
        yield Words(f"section {name}", "name", text)
    for name, options in definition.lists.items():
        yield from _of_options(options, f"list {name}")
    for part in definition.pages:
        if isinstance(part, Group):
            yield Words(f"group {part.key}", "title", part.title)
            yield Words(f"group {part.key}", "item", part.item)
        for page in part.pages if isinstance(part, Group) else (part,):
            yield from _of_page(page)
    for line in definition.fees:
        yield Words(f"fee {line.key}", "label", line.label)
        for concession in line.concessions:
            yield Words(f"fee {line.key}, concession {concession.key}", "label", concession.label)


def _of_page(page: Page) -> Iterator[Words]:
    yield Words(f"page {page.key}", "title", page.title)
    for index, block in enumerate(page.blocks):
        yield from _of_block(block, f"page {page.key}, block {index + 1}")
    if page.lookup:
        yield Words(f"page {page.key}", "words when not found", page.lookup.not_found)
        yield Words(f"page {page.key}", "words when down", page.lookup.down)
        for output in page.lookup.outputs:
            yield Words(f"page {page.key}, fact {output.key}", "label", output.label)


def _of_block(block: Block, place: str) -> Iterator[Words]:
    if isinstance(block, Content):
        yield from _of_content(block, place)
    else:
        yield from _of_question(block)


def _of_content(block: Content, place: str) -> Iterator[Words]:
    yield Words(place, "title", block.title)
    yield Words(place, "text", block.text, markdown=True)
    yield Words(place, "alt", block.alt)


def _of_question(question: Question) -> Iterator[Words]:
    place = f"question {question.key}"
    yield Words(place, "label", question.label)
    yield Words(place, "hint", question.hint, markdown=True)
    yield Words(place, "unit", question.unit)
    for code, text in question.errors.items():
        yield Words(place, f"error {code}", text)
    if not question.list:
        yield from _of_options(question.options, place)


def _of_options(options: tuple[Option, ...], place: str) -> Iterator[Words]:
    for option in options:
        yield Words(f"{place}, option {option.key}", "label", option.label)
        yield Words(f"{place}, option {option.key}", "hint", option.hint, markdown=True)
