"""Drafts."""

import datetime

from content_api.schemas.articles import ArticleOut
from content_api.schemas.base import Out
from content_api.schemas.pages import ContentPageOut


class PreviewOut(Out):
    """A draft as readers of ``audience`` would get it: a ``page`` or an ``article``. It can be read until
    ``expires_at``."""

    audience: str
    revision: int
    expires_at: datetime.datetime
    page: ContentPageOut | None = None
    article: ArticleOut | None = None
