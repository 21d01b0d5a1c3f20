"""Knowledge in the templates of other parts. Everything passes the selectors with the request's principal."""

from typing import Any

from django import template
from django.template import Context
from django.utils.http import urlencode

from content.models import ServicePage
from knowledge import selectors
from knowledge.browsing import TopicPageView
from knowledge.reading.selectors import Asked, reading_for
from knowledge.selectors import ArticleLink, ArticleView
from knowledge.suggesting import for_service_page

register = template.Library()


@register.simple_tag(takes_context=True)
def knowledge_article(context: Context, article_id: int | None) -> ArticleView | None:
    """The article with this id as the one asking may see it: ``{% knowledge_article article_id as article %}``."""
    request: Any = context.get("request")
    if article_id is None or request is None:
        return None
    return selectors.get_article(request.principal, article_id)


@register.simple_tag(takes_context=True)
def articles_for_service(context: Context, page: ServicePage) -> list[ArticleLink]:
    """The articles of the service a page is about: ``{% articles_for_service page as answers %}``."""
    request: Any = context.get("request")
    return for_service_page(request.principal, page) if hasattr(request, "principal") else []


@register.simple_tag(takes_context=True)
def reading_to_do(context: Context) -> list[Asked]:
    """What the one asking still has to read: ``{% reading_to_do as to_read %}``."""
    request: Any = context.get("request")
    found = reading_for(request) if hasattr(request, "principal") else []
    return [one for one in found if not one.has_read]


@register.simple_tag
def page_numbers(shown: TopicPageView) -> dict[str, Any]:
    """What ``components/pagination.html`` takes: ``{% page_numbers topic as pages %}``."""

    def address(number: int) -> str:
        return f"?{urlencode({'page': number})}" if 1 <= number <= shown.pages else ""

    items = [
        {"number": number, "url": address(number), "current": number == shown.page}
        for number in range(1, shown.pages + 1)
    ]
    return {"previous": address(shown.page - 1), "next": address(shown.page + 1), "items": items}
