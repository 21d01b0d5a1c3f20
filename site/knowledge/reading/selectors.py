"""Reading what has to be read: by the one asking, and, for editors, by everybody."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from audiences.principal import Principal
from knowledge import selectors as knowledge
from knowledge.models import ArticlePage
from knowledge.reading.models import Reading, Receipt
from knowledge.reading.people import has_read, people_asked, readings_asked_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One article that a person has to read. ``is_late``: its day is over and they have not confirmed."""

    id: int
    slug: str
    title: str
    summary: str
    due_on: datetime.date
    asked_at: datetime.datetime
    has_read: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one reading has come."""

    reading: Reading
    asked: int
    read: int
    is_late: bool

    @property
    def missing(self) -> int:
        """How many have not confirmed."""
        return self.asked - self.read


@dataclass(frozen=True, slots=True)
class Reader:
    """One person asked, and when they confirmed."""

    name: str
    email: str
    read_at: datetime.datetime | None


def reading_for(principal: Principal) -> list[Asked]:
    """What the one asking has to read, the most urgent first, what they have confirmed last; nothing on the public
    host. Titles are in the active language where there is one."""
    rows = list(_rows_asked_of(principal).select_related("article"))
    if not rows:
        return []
    today = timezone.localdate()
    translated = _translations(principal, rows)
    found = [_asked(row, translated.get(row.article.translation_key, row.article), today) for row in rows]
    return sorted(found, key=lambda one: one.has_read)


def reading_of(principal: Principal, slug: str) -> Asked | None:
    """What the one asking has to do with the article at this address: confirm it, or nothing (``None``)."""
    article = knowledge.article_at(principal, slug) if principal.user is not None else None
    if article is None:
        return None
    row = _rows_asked_of(principal).filter(article__translation_key=article.translation_key).first()
    return _asked(row, article, timezone.localdate()) if row else None


def shown_revision(principal: Principal, slug: str) -> int:
    """The published revision of the article that the one asking gets at this address; 0 where there is none."""
    article = knowledge.article_at(principal, slug)
    return (article.live_revision_id or 0) if article else 0


def standings_for(user: User) -> list[Standing]:
    """Every reading under way of an article that ``user`` may publish, the most urgent first, and how far it has come."""
    rows = Reading.objects.filter(ended_at=None).select_related("article").order_by("due_on", "pk")
    return [standing(row) for row in rows if row.article.permissions_for_user(user).can_publish()]


def standing(reading: Reading) -> Standing:
    """How far one reading has come. For editors. A handful of queries, however many people are asked."""
    people = people_asked(reading)
    asked, read = people.count(), people.filter(has_read(reading)).count()
    return Standing(reading, asked, read, reading.due_on < timezone.localdate() and read < asked)


def readers(reading: Reading) -> list[Reader]:
    """Everybody asked, by name, those who have not confirmed first. For editors."""
    people = list(people_asked(reading))
    receipts = Receipt.objects.filter(article=reading.article_id, read_at__gte=reading.asked_at)
    read_at = dict(receipts.order_by("-read_at").values_list("user", "read_at"))
    found = [Reader(one.name, one.email or "", read_at.get(one.pk)) for one in people]
    return sorted(found, key=lambda one: one.read_at is not None)


def _rows_asked_of(principal: Principal) -> QuerySet[Reading]:
    """What is asked of them, each with ``is_confirmed``: whether a receipt of theirs counts."""
    counted = Receipt.objects.filter(
        article=OuterRef("article"), user=principal.user, read_at__gte=OuterRef("asked_at")
    )
    return readings_asked_of(principal).annotate(is_confirmed=Exists(counted))


def _translations(principal: Principal, rows: Sequence[Reading]) -> dict[object, ArticlePage]:
    found = knowledge.articles(principal).filter(
        translation_key__in=[row.article.translation_key for row in rows],
        locale__language_code=get_language(),
    )
    return {one.translation_key: one for one in found}


def _asked(row: Any, shown: ArticlePage, today: datetime.date) -> Asked:
    """``row`` is one of ``_rows_asked_of``, whose annotation no type can tell of; ``shown`` is its article as the reader
    has it."""
    return Asked(
        id=row.pk,
        slug=shown.slug,
        title=shown.title,
        summary=shown.summary,
        due_on=row.due_on,
        asked_at=row.asked_at,
        has_read=row.is_confirmed,
        is_late=row.due_on < today and not row.is_confirmed,
    )
