"""An article that has been cut already, in the API's words."""

from content_api.addresses import article_url
from content_api.reading_context import Context
from content_api.schemas.articles import ArticleOut, EmbeddedArticle, GuidanceOut
from knowledge.selectors import ArticleView


def article_out(context: Context, article: ArticleView) -> EmbeddedArticle:
    """The article as it stands inside a page. What its texts link to has been loaded."""
    return EmbeddedArticle(
        id=article.id,
        slug=article.slug,
        title=article.title,
        summary=article.summary,
        language=article.language,
        url=article_url(context.request, article.slug, article.language),
        public_answer=context.rich_text(article.public_answer) if article.public_answer else None,
        guidance=[
            GuidanceOut(audience=one.audience, heading=one.heading, text=context.rich_text(one.html))
            for one in article.guidance
        ],
        script=context.rich_text(article.script) if article.script else None,
        reviewed_on=article.reviewed_on,
        updated_at=article.updated_at,
    )


def whole_article(context: Context, article: ArticleView) -> ArticleOut:
    """The article as an answer of its own."""
    return ArticleOut(
        **dict(article_out(context, article)),
        topic=article.topic,
        topic_slug=article.topic_slug,
        fallback=article.language != context.language,
    )
