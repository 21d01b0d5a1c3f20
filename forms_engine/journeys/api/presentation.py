"""What a page looks like, beside the schema of its answers: the order of blocks, words, and how to ask."""

from datetime import date
from typing import Any, Literal, cast

from django.utils import timezone
from django.utils.html import strip_tags
from ninja import Schema

from audiences.http import GuildhallRequest
from forms_engine.definition.document import Content, DateBound, Question, Text
from forms_engine.definition.question_types import ACCEPTED
from forms_engine.journeys.api.plain_text import plain_text
from forms_engine.journeys.articles import render_article
from forms_engine.journeys.pictures import render_picture
from forms_engine.runtime.dates import resolve

# How to ask, where it is not by the type's own name.
WIDGETS = {
    "short_text": "text",
    "signature": "text",
    "postcode": "text",
    "national_insurance": "text",
    "vehicle_registration": "text",
    "long_text": "textarea",
    "phone": "tel",
    "website": "url",
    "yes_no": "radios",
    "declaration": "checkbox",
}
# The browser's autofill for types that are always the same thing (HTML's tokens).
AUTOCOMPLETE = {"email": "email", "phone": "tel", "website": "url", "postcode": "postal-code"}


class Words(Schema):
    """A text in one language: Markdown without HTML, and the same as plain text."""

    markdown: str
    text: str


class ContentOut(Schema):
    """Something to read. A picture and a knowledge article are shown as the council keeps them now: ``html`` is what a
    page of ours shows, empty where the one asking may not have it."""

    block: Literal["content"] = "content"
    type: Literal["text", "inset", "warning", "details", "image", "article"]
    title: str = ""
    words: Words
    alt: str = ""
    article: str = ""
    html: str = ""


class QuestionOut(Schema):
    """How to ask one question; the shape of its answer is in the page's ``schema`` under the same key."""

    block: Literal["question"] = "question"
    question: str
    type: str
    widget: str
    label: str
    hint: Words | None = None
    required: bool
    sensitive: bool
    autocomplete: str = ""
    unit: str = ""
    decimals: int | None = None
    max_words: int | None = None
    earliest: date | None = None
    latest: date | None = None
    exclusive: list[str] = []
    accept: list[str] = []
    max_files: int | None = None
    max_bytes: int | None = None


BlockOut = QuestionOut | ContentOut


def words(text: Text, language: str) -> Words:
    """A text in a language, both ways."""
    markdown = text.in_language(language)
    return Words(markdown=markdown, text=plain_text(markdown))


def content_out(request: GuildhallRequest, content: Content, language: str) -> ContentOut:
    """One content block."""
    alt, caption = content.alt.in_language(language), words(content.text, language)
    html = ""
    if content.type == "image":
        html = render_picture(request, content.image, alt, caption.markdown)
    elif content.type == "article":
        html = render_article(request, content.article, language)
        caption = Words(markdown="", text=" ".join(strip_tags(html).split()))
    return ContentOut(
        type=cast(Any, content.type),
        title=content.title.in_language(language),
        words=caption,
        alt=alt,
        article=content.article,
        html=html,
    )


def question_out(question: Question, language: str, today: date) -> QuestionOut:
    """One question. Bounds that are relative are resolved to days."""
    files = question.type == "file"
    return QuestionOut(
        question=question.key,
        type=question.type,
        widget=WIDGETS.get(question.type, question.type),
        label=question.label.in_language(language),
        hint=words(question.hint, language) if question.hint else None,
        required=question.required,
        sensitive=question.sensitive,
        autocomplete=question.autocomplete or AUTOCOMPLETE.get(question.type, ""),
        unit="pence" if question.type == "money" else question.unit.in_language(language),
        decimals=question.decimals if question.type == "number" else None,
        max_words=question.max_words or None,
        earliest=_day(question.earliest, today),
        latest=_day(question.latest, today),
        exclusive=[option.key for option in question.options if option.exclusive],
        accept=accepted(question) if files else [],
        max_files=question.max_files if files else None,
        max_bytes=question.max_megabytes * 1024 * 1024 if files else None,
    )


def blocks_out(
    request: GuildhallRequest, blocks: tuple[Question | Content, ...], language: str
) -> list[BlockOut]:
    """What a page shows, in order; hidden questions are nobody's to see."""
    today = timezone.localdate()
    return [
        question_out(block, language, today)
        if isinstance(block, Question)
        else content_out(request, block, language)
        for block in blocks
        if not (isinstance(block, Question) and block.type == "hidden")
    ]


def accepted(question: Question) -> list[str]:
    """The media types that a file question takes."""
    kinds = question.accept or ("photo",)
    return sorted({media_type for kind in kinds for media_type in ACCEPTED.get(kind, ())})


def _day(bound: DateBound | None, today: date) -> date | None:
    return resolve(bound, today) if bound else None
