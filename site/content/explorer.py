"""The page explorer says of each page who reads it, and by when it is to be looked over."""

from datetime import date
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from audiences.keys import PARTNER, PUBLIC, STAFF

WORDS = {PUBLIC: "Everyone", STAFF: "Staff", PARTNER: "Partners"}
# By name it would cost a question for each line; the page itself says which.
SOME = "Some partners"


def readers(page: Any) -> str:
    """Who may read the page as it is published, in a word or two."""
    keys = getattr(page, "audience_keys", None)
    if keys is None:
        return ""
    return ", ".join(dict.fromkeys(WORDS.get(key, SOME) for key in keys)) or "Nobody"


def to_look_over(page: Any) -> str:
    """The day by which it is to be looked over, and whether that is past."""
    day: date | None = getattr(page, "review_by", None)
    if day is None:
        return ""
    shown = day.strftime("%d/%m/%Y")
    return f"{shown} (overdue)" if page.live and day < timezone.localdate() else shown


class ExplorerView(ExplorableIndexView):
    """Wagtail's, with two columns more."""

    base_columns = [
        *ExplorableIndexView.base_columns,
        Column("readers", label="Readers", accessor=readers, width="10%"),
        Column("review_by", label="Look over by", accessor=to_look_over, width="10%"),
    ]


class ExplorerViewSet(PageViewSet):
    """For pages of every type, below pages of every type."""

    model = Page
    index_view_class = ExplorerView
