"""What an editor should look at before a page goes out, in words that say what to do. Nothing here stops anybody."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps

from content.checks.elements import Elements, elements_of
from content.checks.reading_age import longest_sentence, reading_age

if TYPE_CHECKING:
    from content.models import ContentPage

OLDEST_READER = 12
ADULT = 18  # above that the number says nothing
LONGEST_TITLE = 65
LONGEST_SUMMARY = 160
LONGEST_ALT = 150
SHORTEST_SUMMARY = 30
MOST_SHOWN_WORDS = 12
EMPTY_WORDS = frozenset(
    [
        "click here",
        "here",
        "read more",
        "more",
        "more information",
        "find out more",
        "this page",
        "this link",
        "link",
        "this",
        "download",
        "see here",
        "website",
        "cliciwch yma",
        "yma",
        "mwy",
        "darllen mwy",
        "rhagor",
        "dolen",
    ]
)
BARE_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*|\S+\.(?:gov\.uk|co\.uk|org|com|org\.uk|wales|cymru)/?\S*", re.IGNORECASE
)
FILE_NAME = re.compile(
    r"\.(?:avif|gif|jpe?g|png|svg|webp)$|_|^(?:img|dsc|image|photo|picture)[\s-]?\d*$", re.IGNORECASE
)
SAYS_PICTURE = re.compile(r"^(?:an? )?(?:image|photo|photograph|picture|graphic) of\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: ``about`` is its kind, ``words`` what is so and what to do."""

    about: str
    words: str


def findings(page: "ContentPage") -> list[Finding]:
    """What there is to look at on the page in hand."""
    elements = elements_of(page)
    return [
        *_title(page),
        *_summary(page),
        *_reading(page, elements),
        *_headings(elements),
        *_alts(elements),
        *_link_words(elements),
        *_files(elements),
    ]


def _title(page: "ContentPage") -> Iterator[Finding]:
    title = page.title
    if len(title) > LONGEST_TITLE:
        yield Finding(
            "Title",
            f"The title has {len(title)} characters; search engines cut it after about {LONGEST_TITLE}. Shorten it, and put what people look for first.",
        )
    if len(title) > 8 and title.isupper():
        yield Finding("Title", "The title is all capitals, which is hard to read. Write it as a sentence.")


def _summary(page: "ContentPage") -> Iterator[Finding]:
    summary = page.summary.strip()
    if not summary:
        yield Finding(
            "Summary", "There is no summary. Write one or two sentences: lists and search results show them."
        )
    elif len(summary) > LONGEST_SUMMARY:
        yield Finding(
            "Summary",
            f"The summary has {len(summary)} characters; search results cut it after about {LONGEST_SUMMARY}. Say the most important thing first.",
        )
    elif len(summary) < SHORTEST_SUMMARY or summary.lower().rstrip(".") == page.title.lower():
        yield Finding(
            "Summary",
            "The summary says no more than the title. Say who the page is for and what they can do.",
        )


def _reading(page: "ContentPage", elements: Elements) -> Iterator[Finding]:
    if page.locale.language_code != "en":
        return
    age = reading_age(elements.pieces)
    if age is not None and age > OLDEST_READER:
        longest = _begin(longest_sentence(elements.pieces))
        yield Finding(
            "Reading age",
            f"It reads as for somebody of {_in_words(age)}; aim for {OLDEST_READER} or less. Use shorter sentences and plainer words. The longest sentence begins “{longest}”.",
        )


def _headings(elements: Elements) -> Iterator[Finding]:
    above = 1
    for level, words in elements.headings:
        if level > above + 1:
            yield Finding(
                "Headings",
                f"“{_begin(words)}” is a heading of level {level} below one of level {above}. Use level {above + 1}: people who cannot see the page go by the levels.",
            )
        above = level
    for words in elements.bold_lines:
        if len(words.split()) <= MOST_SHOWN_WORDS and not words.endswith((".", "!", "?")):
            yield Finding(
                "Headings",
                f"“{words}” is a bold line. If it is a heading, make it one: then it is found as such.",
            )


def _alts(elements: Elements) -> Iterator[Finding]:
    for alt in elements.alts:
        if not alt.strip():
            yield Finding(
                "Pictures",
                "A picture has no words for people who cannot see it. Write what it shows, or tick that it is decoration.",
            )
        elif FILE_NAME.search(alt.strip()):
            yield Finding(
                "Pictures",
                f"The words for a picture are “{alt}”, the name of a file. Write what the picture shows.",
            )
        elif SAYS_PICTURE.match(alt.strip()):
            yield Finding(
                "Pictures",
                f"“{_begin(alt)}”: leave out that it is a picture; screen readers say so. Begin with what it shows.",
            )
        elif len(alt) > LONGEST_ALT:
            yield Finding(
                "Pictures",
                f"The words for a picture have {len(alt)} characters. Say the main thing, and put the rest into the text.",
            )


def _link_words(elements: Elements) -> Iterator[Finding]:
    ends: dict[str, set[str]] = defaultdict(set)
    for link in elements.links:
        words = link.words.strip().rstrip(".:>»").strip()
        if not words:
            continue
        if words.lower() in EMPTY_WORDS:
            yield Finding(
                "Links", f"A link says “{link.words}”. Say where it leads: many people read the links alone."
            )
        elif BARE_ADDRESS.fullmatch(words):
            yield Finding(
                "Links", f"A link shows its address, “{_begin(words)}”. Write the name of what it leads to."
            )
        else:
            ends[words.lower()].add(f"{link.kind}:{link.target}")
    for words, targets in ends.items():
        if len(targets) > 1:
            yield Finding(
                "Links",
                f"{len(targets)} links say “{words}” and lead to different places. Give each words of its own.",
            )


def _files(elements: Elements) -> Iterator[Finding]:
    numbers = [int(one.target) for one in elements.links if one.kind == "document" and one.target.isdecimal()]
    model: Any = apps.get_model("content", "GuildhallDocument")
    names = dict(model.objects.filter(pk__in=numbers).values_list("pk", "file")) if numbers else {}
    for link in elements.links:
        name = (
            names.get(int(link.target), "")
            if link.kind == "document" and link.target.isdecimal()
            else link.target
        )
        if link.kind in {"document", "address"} and str(name).lower().split("?")[0].endswith(".pdf"):
            yield Finding(
                "PDF",
                f"“{_begin(link.words or str(name))}” is a PDF: hard to read on a phone, and for many people not at all. Put what it says on a page, or keep it as a copy to print.",
            )


def _in_words(age: int) -> str:
    return f"about {age}" if age < ADULT else f"{ADULT} or more"


def _begin(words: str) -> str:
    found = words.split()
    return " ".join(found[:MOST_SHOWN_WORDS]) + ("…" if len(found) > MOST_SHOWN_WORDS else "")
