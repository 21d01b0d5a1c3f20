"""Articles and topics."""

import datetime

from pydantic import Field

from content_api.rich_text import RichText
from content_api.schemas.base import InLanguage, Language, Out, Reading, Window


class ArticlesQuery(Window):
    """Filters of the list of articles."""

    language: Language | None = Field(None, description="Only articles in this language.")
    topic: str | None = Field(None, max_length=255, description="Only articles of the topic with this slug.")


class ArticleQuery(InLanguage, Reading):
    """How an article is wanted."""


class GuidanceOut(Out):
    """A text beside the public answer, for an audience of this host."""

    audience: str = Field(examples=["staff"])
    heading: str
    text: RichText


class ArticleSummary(Out):
    """An article in a list."""

    id: int
    slug: str
    title: str
    summary: str
    language: str
    url: str


class EmbeddedArticle(ArticleSummary):
    """An article, cut to what the one asking may read. ``public_answer`` is ``null`` where there is none."""

    public_answer: RichText | None
    guidance: list[GuidanceOut]
    script: RichText | None = Field(description="What staff say on the phone; on the staff host only.")
    reviewed_on: datetime.date | None
    updated_at: datetime.datetime | None


class ArticleOut(EmbeddedArticle):
    """An article with the topic it is filed under. ``fallback``: it is not in the language asked for."""

    topic: str
    topic_slug: str
    fallback: bool


class ArticleList(Out):
    """A window on the articles. ``next`` is the ``after`` of the next one; ``null`` at the end."""

    count: int
    next: int | None
    items: list[ArticleSummary]


class TopicOut(Out):
    """A topic and its articles, in the editors' order."""

    slug: str
    title: str
    summary: str
    articles: list[ArticleSummary]


class TopicList(Out):
    """Every topic with an article for the one asking. ``fallback``: they are not in the language asked for."""

    language: str
    fallback: bool
    items: list[TopicOut]
