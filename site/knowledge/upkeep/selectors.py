"""What is due for a look. For editors and owners: it names articles of every audience."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet
from wagtail.models import Locale

from accounts.models import User
from knowledge.models import ArticlePage

SOON = datetime.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DueArticle:
    """An article whose day of review is near or over. Without ``review_by`` it was never given one."""

    id: int
    title: str
    owner: str
    review_by: datetime.date | None
    last_reviewed_on: datetime.date | None
    is_late: bool


def due(today: datetime.date, rows: "QuerySet[ArticlePage] | None" = None) -> list[DueArticle]:
    """The published articles due within 30 days, overdue, or without a day, the most urgent first.

    Args:
        rows: look among these only.
    """
    return [_due(one, today) for one in _due_rows(today, rows).order_by("review_by", "title")]


def due_by_owner(today: datetime.date) -> "Iterator[tuple[User | None, list[DueArticle]]]":
    """The same, owner by owner; those that nobody owns come under ``None``."""
    rows = _due_rows(today, None).order_by("content_owner", "review_by", "title")
    for _pk, group in groupby(rows, key=lambda one: one.content_owner_id):
        own = list(group)
        yield own[0].content_owner, [_due(one, today) for one in own]


def _due_rows(today: datetime.date, rows: "QuerySet[ArticlePage] | None") -> "QuerySet[ArticlePage]":
    found = ArticlePage.objects.live() if rows is None else rows.filter(live=True)
    # Translations follow the original.
    return found.filter(
        Q(review_by__lte=today + SOON) | Q(review_by=None), locale=Locale.get_default()
    ).select_related("content_owner")


def _due(article: ArticlePage, today: datetime.date) -> DueArticle:
    owner = article.content_owner.name if article.content_owner else ""
    late = article.review_by is None or article.review_by < today
    return DueArticle(article.pk, article.title, owner, article.review_by, article.last_reviewed_on, late)
