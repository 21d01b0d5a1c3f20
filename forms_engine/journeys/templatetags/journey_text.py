"""Words from a definition on a page. They are Markdown (CommonMark) without HTML: whatever is typed is text."""

from collections.abc import Sequence

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt
from markdown_it.token import Token

from forms_engine.journeys.articles import render_article
from forms_engine.journeys.pictures import render_picture
from forms_engine.runtime import wording

register = template.Library()

CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "link_open": "govuk-link",
    "heading_open": "govuk-heading-m",
}

# No HTML and no images: a definition may come from another council, and a page shows nothing of a third party.
_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])


def _dress(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type in CLASSES:
            token.attrJoin("class", CLASSES[token.type])
        if token.children:
            _dress(token.children)


@register.filter
def journey_text(text: str) -> SafeString:
    """Markdown as HTML in our own classes. The parser escapes all text and refuses script addresses."""
    tokens = _markdown.parse(text)
    _dress(tokens)
    return mark_safe(_markdown.renderer.render(tokens, _markdown.options, {}))  # noqa: S308 - html is off, see above


@register.simple_tag(takes_context=True)
def article(context: Context, slug: str) -> SafeString:
    """A knowledge article's current text, as much of it as the one asking may read: ``{% article block.article %}``."""
    return render_article(context["request"], slug, get_language() or "en")


@register.simple_tag(takes_context=True)
def picture(context: Context, number: int, alt: str, caption: str) -> SafeString:
    """A picture of the library, where the one asking may have it."""
    return render_picture(context["request"], number, alt, caption)


@register.filter
def pounds(pence: int) -> str:
    """Pence as people write them: £10, £10.50."""
    return wording.pounds(pence)
