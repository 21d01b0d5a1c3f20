"""An article within a page of another part: a journey shows the current text."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Locale

from audiences.http import GuildhallRequest
from knowledge.models import ArticlePage
from knowledge.selectors import find_article


def article_html(request: GuildhallRequest, slug: str, language: str) -> SafeString:
    """As much of the article as the one asking may read; "" where that is nothing."""
    article = find_article(request.principal, slug, language)
    if article is None:
        return mark_safe("")
    return render_to_string("knowledge/embedded.html", {"article": article}, request)


def articles_to_choose(most: int) -> list[tuple[str, str]]:
    """Slugs and titles of published articles in the source language, by title, for editors."""
    found = ArticlePage.objects.live().filter(locale=Locale.get_default()).order_by("title")
    return list(found.values_list("slug", "title")[:most])
