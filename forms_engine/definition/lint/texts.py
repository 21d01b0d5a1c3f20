"""Rules about texts: translated, of a length that fits, and saying what they seem to."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from forms_engine.definition.document import Content, Text
from forms_engine.definition.lint.rule import Fault, Survey, rule
from forms_engine.definition.lint.words import Words, every_text

LONGEST_TITLE = 120  # an email's subject line adds to it
LONGEST_LABEL = 300

_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_PLACEHOLDER = re.compile(r"\{[a-z_]{1,40}\}|\{\{ *[a-z0-9-]{1,60} *\}\}")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,20}[\s/>]")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)


@rule("missing-translation", "warning", "A text is missing in a language the journey is offered in.")
def missing_translation(survey: Survey) -> Iterator[Fault]:
    languages = list(survey.definition.translations)
    for words in every_text(survey):
        for language in languages:
            if not words.text.by_language.get(language, "").strip() and words.text.by_language.get("en"):
                yield (
                    words.place,
                    f"Translate its {words.part} ({language}): until then the English is shown.",
                )


@rule(
    "different-links", "warning", "A translation that does not have the links or placeholders of the English."
)
def different_links(survey: Survey) -> Iterator[Fault]:
    for words in every_text(survey):
        english = words.text.by_language.get("en", "")
        for language, translation in words.text.by_language.items():
            if language == "en" or not translation.strip():
                continue
            for what, marks in (("links", _links), ("placeholders", _placeholders)):
                if what == "links" and not words.markdown:
                    continue
                lost, added = _difference(marks(english), marks(translation))
                if what == "links" and len(lost) == len(added):
                    continue  # a translation may lead to the page in its own language
                if lost or added:
                    named = (lost or added)[0][:80]
                    verb = "Put" if lost else "Take"
                    where = "into" if lost else "out of"
                    yield (
                        words.place,
                        f"{verb} “{named}” {where} its {words.part} ({language}): English and translation have to have "
                        f"the same {what}.",
                    )


def _links(text: str) -> list[str]:
    return _LINK.findall(text)


def _placeholders(text: str) -> list[str]:
    return _PLACEHOLDER.findall(text)


def _difference(english: Iterable[str], translation: Iterable[str]) -> tuple[list[str], list[str]]:
    here, there = Counter(english), Counter(translation)
    return list((here - there).elements()), list((there - here).elements())


@rule("language-not-offered", "warning", "Texts in a language that the journey is not offered in.")
def language_not_offered(survey: Survey) -> Iterator[Fault]:
    offered = {"en", *survey.definition.translations}
    found: dict[str, str] = {}
    for words in every_text(survey):
        for language in words.text.by_language:
            if language not in offered:
                found.setdefault(language, words.place)
    for language, place in found.items():
        yield place, f"Name “{language}” in translations, or take its texts out: nobody is offered them."


@rule("too-long", "error", "A title or fee label too long for the emails and charges that carry it.")
def too_long(survey: Survey) -> Iterator[Fault]:
    for words in every_text(survey):
        if words.place == "title" or words.place.startswith("fee "):
            yield from _longer_than(LONGEST_TITLE, words)


@rule("long-label", "warning", "A title or label that is a paragraph.")
def long_label(survey: Survey) -> Iterator[Fault]:
    for words in every_text(survey):
        if words.part in {"title", "label", "item", "name"} and words.place != "title":
            yield from _longer_than(LONGEST_LABEL, words)


def _longer_than(limit: int, words: Words) -> Iterator[Fault]:
    for language, text in words.text.by_language.items():
        if len(text) > limit:
            yield words.place, f"Shorten its {words.part} ({language}) to {limit} characters."


@rule("html-in-text", "warning", "HTML in a text, which would be shown as it is written.")
def html_in_text(survey: Survey) -> Iterator[Fault]:
    for words in every_text(survey):
        for language, text in words.text.by_language.items():
            if _TAG.search(text):
                yield (
                    words.place,
                    f"Write its {words.part} ({language}) without HTML: Markdown says the same.",
                )


@rule("bad-link", "warning", "A link that leads nowhere: residents see it as plain words, or get lost.")
def bad_link(survey: Survey) -> Iterator[Fault]:
    for words in every_text(survey):
        if not words.markdown:
            continue
        for text in words.text.by_language.values():
            for target in _links(text):
                if not _SAFE_LINK.match(target):
                    yield (
                        words.place,
                        f"Let the link “{target[:80]}” start with https://, mailto:, tel: or /.",
                    )


@rule("same-label", "warning", "Two questions of a page, or two options, that read the same.")
def same_label(survey: Survey) -> Iterator[Fault]:
    for page in survey.definition.all_pages:
        # Questions shown in turn may read the same.
        always = (question.label for question in page.questions if question.show_when is None)
        for label in _twice(always):
            yield f"page {page.key}", f"Give each question its own label: two read “{label[:60]}”."
    for place, options in survey.option_lists():
        for label in _twice(option.label for option in options):
            yield place, f"Give each option its own label: two read “{label[:60]}”."


def _twice(labels: Iterable[Text]) -> list[str]:
    counted = Counter(label.in_language("en").strip().casefold() for label in labels if label)
    return [label for label, count in counted.items() if count > 1]


@rule("no-alt", "warning", "An image without words for people who cannot see it.")
def no_alt(survey: Survey) -> Iterator[Fault]:
    for place, block in every_content(survey):
        if block.type == "image" and not block.alt:
            yield place, "Describe the image in alt, for people who cannot see it."


@rule("nothing-named", "error", "An image or article block that names no image or article.")
def nothing_named(survey: Survey) -> Iterator[Fault]:
    for place, block in every_content(survey):
        if block.type == "image" and not block.image:
            yield place, "Choose an image, or remove this."
        elif block.type == "article" and not block.article:
            yield place, "Choose a knowledge article, or remove this."


def every_content(survey: Survey) -> Iterator[tuple[str, Content]]:
    """Every content block with its place."""
    for name, blocks in (("start", survey.definition.start), ("outcome", survey.definition.outcome)):
        for index, block in enumerate(blocks):
            yield f"{name}, block {index + 1}", block
    for page in survey.definition.all_pages:
        for index, on_page in enumerate(page.blocks):
            if isinstance(on_page, Content):
                yield f"page {page.key}, block {index + 1}", on_page


RULES = (
    missing_translation,
    different_links,
    language_not_offered,
    too_long,
    long_label,
    html_in_text,
    bad_link,
    same_label,
    no_alt,
    nothing_named,
)
