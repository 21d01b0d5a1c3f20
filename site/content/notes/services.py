"""Private notes on pages: written, and done."""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from content.models import ContentPage, PageNote

LONGEST = 2000


def write_note(page: ContentPage, text: str, by: User) -> PageNote:
    """Leave a note for whoever edits the page next."""
    return PageNote.objects.create(page_id=page.pk, text=text, by=by)


def settle(page: ContentPage, note_id: int, by: User) -> bool:
    """A note of the page is done with. Again, or one of another page: nothing happens. Answers whether it did."""
    open_note = PageNote.objects.filter(page=page.pk, pk=note_id, done_at=None)
    return bool(open_note.update(done_at=timezone.now(), done_by=by))


def open_notes(page: ContentPage) -> "QuerySet[PageNote]":
    """What is still to be done about the page, the newest first."""
    return PageNote.objects.filter(page=page.pk, done_at=None).select_related("by")


def done_notes(page: ContentPage) -> "QuerySet[PageNote]":
    """What was done, the last first."""
    found = PageNote.objects.filter(page=page.pk, done_at__isnull=False)
    return found.select_related("by", "done_by").order_by("-done_at")
