"""A knowledge article inside a page."""

from typing import Any, Literal

from content_api.articles_out import article_out
from content_api.reading_context import Context
from content_api.schemas.articles import EmbeddedArticle
from content_api.schemas.base import Out


class ArticleBlock(Out):
    """A knowledge article to show where it stands, cut to what the one asking may read."""

    type: Literal["article"] = "article"
    id: str
    value: EmbeddedArticle


def read_article(context: Context, value: Any) -> EmbeddedArticle | None:
    """The article, or nothing where the reader may not see any of it."""
    found = context.targets.article(value.pk) if value else None
    return article_out(context, found) if found else None
