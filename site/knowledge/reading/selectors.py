"""Reading what has to be read: by the one asking, and, for editors, by everybody."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from audiences.http import GuildhallRequest
from audiences.principal import Principal
from content.languages.words import language_of
from content.links import address
from content.models import ContentPage
from content.selectors import pages
from knowledge.reading.models import Reading, Receipt
from knowledge.reading.people import has_read, people_asked, readings_asked_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One page that a person has to read. ``is_late``: its day is over and they have not confirmed. ``revision`` is the
    published one that they have on their screen, ``language`` that of the title."""

    page_id: int
    url: str
    title: str
    summary: str
    language: str
    revision: int
    due_on: datetime.date
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


def reading_for(request: GuildhallRequest) -> list[Asked]:
    """What the one asking has to read, the most urgent first, what they have confirmed last; nothing on the public
    host. Titles are in the active language where there is one."""
    principal = request.principal
    rows = list(_rows_asked_of(principal).select_related("page__locale", "page__alias_of"))
    if not rows:
        return []
    translated = _translations(principal, rows)
    found = [_asked(request, row, translated.get(row.page.translation_key, row.page)) for row in rows]
    return sorted(found, key=lambda one: one.has_read)


def reading_of(request: GuildhallRequest, page: ContentPage) -> Asked | None:
    """What the one asking has to do with this page, which they have before them: confirm it, or nothing (``None``)."""
    row = row_of(request.principal, page)
    return _asked(request, row, page) if row else None


def row_of(principal: Principal, page: ContentPage) -> Reading | None:
    """What is asked of them about a page they may read, in whichever language they have it."""
    return _rows_asked_of(principal).filter(page__translation_key=page.translation_key).first()


def revision_of(page: ContentPage) -> int:
    """The published revision of a page; 0 where there is none, as in a preview. An alias shows that of its source, whatever
    it was made from."""
    return (page.alias_of or page).live_revision_id or 0


def standings_for(user: User) -> list[Standing]:
    """Every reading under way of a page that ``user`` may publish, the most urgent first, and how far it has come."""
    rows = Reading.objects.filter(ended_at=None).select_related("page").order_by("due_on", "pk")
    return [standing(row) for row in rows if row.page.permissions_for_user(user).can_publish()]


def standing(reading: Reading) -> Standing:
    """How far one reading has come. For editors. A handful of queries, however many people are asked."""
    people = people_asked(reading)
    asked, read = people.count(), people.filter(has_read(reading)).count()
    return Standing(reading, asked, read, reading.due_on < timezone.localdate() and read < asked)


def readers(reading: Reading) -> list[Reader]:
    """Everybody asked, by name, those who have not confirmed first. For editors."""
    people = list(people_asked(reading))
    receipts = Receipt.objects.filter(page=reading.page_id, read_at__gte=reading.asked_at)
    read_at = dict(receipts.order_by("-read_at").values_list("user", "read_at"))
    found = [Reader(one.name, one.email or "", read_at.get(one.pk)) for one in people]
    return sorted(found, key=lambda one: one.read_at is not None)


def _rows_asked_of(principal: Principal) -> QuerySet[Reading]:
    """What is asked of them, each with ``is_confirmed``: whether a receipt of theirs counts."""
    counted = Receipt.objects.filter(
        page=OuterRef("page"), user=principal.user, read_at__gte=OuterRef("asked_at")
    )
    return readings_asked_of(principal).annotate(is_confirmed=Exists(counted))


def _translations(principal: Principal, rows: Sequence[Reading]) -> dict[object, ContentPage]:
    found = pages(principal).filter(
        translation_key__in=[row.page.translation_key for row in rows],
        locale__language_code=get_language(),
    )
    return {one.translation_key: one for one in found.select_related("locale", "alias_of")}


def _asked(request: GuildhallRequest, row: Any, shown: ContentPage) -> Asked:
    """``row`` is one of ``_rows_asked_of``, whose annotation no type can tell of; ``shown`` is its page as the reader has
    it."""
    return Asked(
        page_id=row.page_id,
        url=address(request, shown),
        title=shown.title,
        summary=shown.summary,
        language=language_of(shown, "title"),
        revision=revision_of(shown),
        due_on=row.due_on,
        has_read=row.is_confirmed,
        is_late=row.due_on < timezone.localdate() and not row.is_confirmed,
    )
