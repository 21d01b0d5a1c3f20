"""The broken links of the pages somebody works on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from content.models import BrokenLink, ContentPage
from content.reviews.selectors import owner_in_words
from content.sections.held import held_pages


@dataclass(frozen=True, slots=True)
class Line:
    """A broken link as the report shows it. ``leads_to``: an address, or the title of a page of ours as far as the person
    at work may know it."""

    page_id: int
    title: str
    owner: str
    words: str
    leads_to: str
    why: str
    found_at: datetime


def broken_links(user: Any, section: str = "") -> QuerySet[BrokenLink]:
    """Those on the pages of this person's sections, or of the one whose path is given: page by page."""
    pages = held_pages(user).filter(live=True)
    if section:
        pages = pages.filter(path__startswith=section)
    found = BrokenLink.objects.filter(page__in=pages.values("pk"))
    return found.select_related("page__content_owner").order_by("page__path", "found_at", "pk")


def lines(rows: Iterable[BrokenLink]) -> list[Line]:
    """The rows with what they lead to, asked for at once."""
    rows = list(rows)
    targets = {row.url: row.url.partition(":")[2] for row in rows if row.url.startswith("page:")}
    model: Any = apps.get_model("content", "ContentPage")
    wanted = [int(pk) for pk in targets.values() if pk.isdecimal()]
    pages: dict[str, ContentPage] = {f"page:{one.pk}": one for one in model.objects.filter(pk__in=wanted)}
    return [
        Line(
            page_id=row.page_id,
            title=row.page.get_admin_display_title(),
            owner=owner_in_words(row.page),
            words=row.words,
            leads_to=pages[row.url].get_admin_display_title() if row.url in pages else _shown(row.url),
            why=row.why,
            found_at=row.found_at,
        )
        for row in rows
    ]


def _shown(url: str) -> str:
    kind, _, rest = url.partition(":")
    return {"page": "A page", "document": "A document", "journey": f"Journey “{rest}”"}.get(kind, url)
