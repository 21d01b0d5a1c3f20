"""Taking the drafts of a move back, throwing a check away, and noting what has been dealt with."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import WorkflowState

from accounts.models import User
from content.models import ContentPage, Move, MoveRow, NotCarried, OldAddress, ReleasedPage
from content.moving_in.making import not_carried
from content.moving_in.placing import may_add_below
from content.moving_in.redirecting import still_leads_on
from content.moving_in.services import NotNow, forget_files

KEEP_UNUSED = timedelta(days=90)
TAKEN_BACK = "Its draft was taken back."
AGAIN = "Bring the list again, if it is wanted after all."


@transaction.atomic
def take_back(move_id: int, *, by: User | None) -> tuple[int, int]:
    """Delete the drafts of a move that nobody has touched since, with the redirects to them. What somebody has edited, published,
    put under review or into a release, or made pages below, stays. Answers how many are gone, and how many stay.

    Raises:
        NotNow: when nothing has been made yet, or it is being made.
    """
    move = Move.objects.select_for_update(of=("self",)).get(pk=move_id)
    if move.went_at is None or move.state == Move.State.MOVING:
        raise NotNow("Wait until it has moved in.")
    carried = MoveRow.objects.filter(move=move, before=False, page__isnull=False, plan=MoveRow.Plan.CARRY)
    rows = {row.page_id: row for row in carried.select_related("page")}
    kept = 0
    # From the bottom up: a page whose pages below are gone can go.
    for row in sorted(rows.values(), key=lambda one: len(one.page.path) if one.page else 0, reverse=True):
        assert row.page_id is not None
        page = ContentPage.objects.get(pk=row.page_id)
        if _is_touched(page, row) or not _may(by, page):
            kept += 1
            continue
        OldAddress.objects.filter(audience=move.audience, key=row.key).update(page=None, carried=False)
        page.specific.delete(user=by)
        row.page = None
        not_carried(row, TAKEN_BACK, AGAIN)
    for row in MoveRow.objects.filter(move=move, outcome=MoveRow.Outcome.REDIRECTED, page=None).iterator():
        if not still_leads_on(move, row):
            not_carried(row, "What it led to was taken back.", AGAIN)
    if not kept:
        move.state = Move.State.TAKEN_BACK
        move.save(update_fields=["state"])
    transaction.on_commit(lambda: forget_files(move))
    return len(rows) - kept, kept


def _is_touched(page: ContentPage, row: MoveRow) -> bool:
    return (
        page.live
        or page.first_published_at is not None
        or (page.latest_revision_id is not None and page.latest_revision_id != row.revision_id)
        or page.scheduled_revision is not None
        or page.get_children().exists()
        or WorkflowState.objects.for_instance(page).active().exists()
        or ReleasedPage.objects.filter(page=page).exists()
        or page.notes.exists()
    )


def _may(by: User | None, page: ContentPage) -> bool:
    parent = page.get_parent()
    return by is None or (may_add_below(by, parent.specific) and page.permissions_for_user(by).can_delete())


@transaction.atomic
def throw_away(move_id: int) -> None:
    """Forget a list that was only checked.

    Raises:
        NotNow: when something was made of it.
    """
    move = Move.objects.select_for_update(of=("self",)).get(pk=move_id)
    if move.went_at is not None:
        raise NotNow("It has moved in already: take its drafts back instead.")
    if move.state == Move.State.READING:
        raise NotNow("It is being read. Wait until it is checked.")
    files = (move.file, move.saved_pages)
    move.delete()
    transaction.on_commit(lambda: [file.storage.delete(file.name) for file in files if file])


def forget_unused() -> int:
    """Throw lists away that were checked long ago and of which nothing was made. Answers how many."""
    old = Move.objects.filter(went_at=None, made_at__lt=timezone.now() - KEEP_UNUSED)
    found = list(old.exclude(state=Move.State.READING).values_list("pk", flat=True))
    for move_id in found:
        throw_away(move_id)
    return len(found)


@transaction.atomic
def deal_with(missing_id: int, *, done: bool, by: User) -> None:
    """Note that somebody has dealt with it, or that it is to be done after all."""
    row = NotCarried.objects.select_for_update(of=("self",)).get(pk=missing_id)
    if done == (row.done_at is not None):
        return
    row.done_at, row.done_by = (timezone.now(), by) if done else (None, None)
    row.save(update_fields=["done_at", "done_by"])
