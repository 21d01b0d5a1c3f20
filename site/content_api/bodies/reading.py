"""Reading a whole body."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import BaseModel, Field
from wagtail import blocks
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from content.blocks.articles import ArticleBlock
from content_api.bodies.registry import FORMATS
from content_api.reading_context import Context

# One of the schemas of FORMATS; `type` says which.
if TYPE_CHECKING:
    Block = BaseModel
else:
    Block = Annotated[
        Union[tuple(one.schema for one in FORMATS.values())],  # noqa: UP007 - made at run time
        Field(discriminator="type"),
    ]


def read_body(context: Context, value: blocks.StreamValue) -> list[Any]:
    """The blocks of ``value`` (each a ``Block``), in their order. What a block points at is loaded for all of them
    first.

    Raises:
        KeyError: for a block that has no format; the system check tells before.
    """
    _load(context, value)
    read = []
    for child in value:
        form = FORMATS[child.block_type]
        content = form.read(context, child.value)
        if content is not None:
            read.append(form.schema(id=child.id or "", value=content))
    return read


def _load(context: Context, value: blocks.StreamValue) -> None:
    leaves = list(_leaves(value.stream_block, value))
    articles = {leaf.pk for block, leaf in leaves if isinstance(block, ArticleBlock)}
    targets = context.targets
    targets.load_pages(
        leaf.pk for block, leaf in leaves if isinstance(leaf, Page) and not isinstance(block, ArticleBlock)
    )
    targets.load_images(leaf.pk for _, leaf in leaves if isinstance(leaf, AbstractImage))
    targets.load_documents(leaf.pk for _, leaf in leaves if isinstance(leaf, AbstractDocument))
    targets.load_rich_text(leaf.source for _, leaf in leaves if isinstance(leaf, RichText))
    targets.load_articles(articles)


def _leaves(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    """Every value in a body that holds no further blocks, with its block."""
    if value is None:
        return
    if isinstance(value, AbstractImage):  # ImageBlock is made of blocks, and its value is the picture
        yield block, value
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _leaves(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for one in value:
            yield from _leaves(block.child_block, one)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _leaves(child, value.get(name))
    else:
        yield block, value
