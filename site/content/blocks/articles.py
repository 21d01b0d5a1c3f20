"""A knowledge article inside a page."""

from typing import Any

from wagtail import blocks


class ArticleBlock(blocks.PageChooserBlock):
    """Shows a knowledge article where it stands, as much of it as the reader may see.

    The template gets the article's id and asks ``knowledge`` for it; the article itself never reaches a template.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(page_type="knowledge.ArticlePage", **kwargs)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """``article_id`` in place of the article."""
        context = super().get_context(None, parent_context)
        return {**context, "article_id": value.pk if value else None}

    class Meta:
        icon = "help"
        label = "Knowledge article"
        template = "content/blocks/article.html"
