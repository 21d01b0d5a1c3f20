"""A body as data. Whatever it points at goes through the selectors, like on the page."""

from typing import Any

from django.http import HttpRequest
from wagtail import blocks
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html

from audiences.http import GuildhallRequest
from content.blocks.articles import ArticleBlock
from content.links import link_to
from content.models import ContentPage
from content.selectors import collection_keys
from content_api.articles import article_out
from content_api.schemas import BlockOut
from knowledge.selectors import get_article

IMAGE_SIZE = "max-1200x1200"


def body_out(request: GuildhallRequest, value: blocks.StreamValue) -> list[BlockOut]:
    """The blocks of ``value`` as ``BlockOut`` wants them."""
    return [
        BlockOut(id=child.id or "", type=child.block_type, value=_value(request, child.block, child.value))
        for child in value
    ]


def absolute_url(request: HttpRequest, page: Page) -> str:
    """The page's address on the site it belongs to, or an article's on this one."""
    return page.get_full_url(request) or ""


def _value(request: GuildhallRequest, block: blocks.Block, value: Any) -> Any:
    if isinstance(block, ArticleBlock):
        article = get_article(request.principal, value.pk) if value else None
        return article_out(request, article).model_dump(mode="json") if article else None
    if isinstance(value, ContentPage):
        link = link_to(request, value)
        return {"title": link.title, "url": request.build_absolute_uri(link.url)} if link else None
    if isinstance(value, RichText):
        return expand_db_html(value.source)
    if isinstance(value, AbstractImage):
        return _image(request, value)
    if isinstance(block, blocks.BaseStructBlock):
        return {name: _value(request, child, value.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [_value(request, block.child_block, one) for one in value]
    return value


def _image(request: GuildhallRequest, image: AbstractImage) -> dict[str, Any] | None:
    if request.principal.keys.isdisjoint(collection_keys(image.collection)):
        return None
    rendition = image.get_rendition(IMAGE_SIZE)
    alt = getattr(image, "contextual_alt_text", None) or image.description
    return {"url": rendition.url, "alt": alt, "width": rendition.width, "height": rendition.height}
