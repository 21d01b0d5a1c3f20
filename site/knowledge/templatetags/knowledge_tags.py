"""The knowledge base in templates: cut before it gets there."""

from typing import Any

from django import template
from django.template import Context

from knowledge import selectors
from knowledge.selectors import ArticleView

register = template.Library()


@register.simple_tag(takes_context=True)
def knowledge_article(context: Context, article_id: int | None) -> ArticleView | None:
    """The article with this id as the one asking may see it: ``{% knowledge_article article_id as article %}``."""
    request: Any = context.get("request")
    if article_id is None or request is None:
        return None
    return selectors.get_article(request.principal, article_id)
