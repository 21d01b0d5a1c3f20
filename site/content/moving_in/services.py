"""Moving an old site in: begin with a list, read and check it, make the drafts, and take them back.

``run`` does what there is to do in steps, each in a transaction of its own: a worker that is killed goes on where it was, and a
step that is done again does nothing again.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterable
from typing import BinaryIO

from django.core.files import File
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import User
from content.in_one_go import each_once
from content.models import ContentPage, Move, MoveRow
from content.moving_in import making, reading
from content.moving_in.lists import NoList
from content.moving_in.placing import knows
from content.moving_in.redirecting import NoEnd, end_of, lead_on
from content.moving_in.rules import Rule, as_json
from content.moving_in.saved_pages import NoPages, in_zip
from content.telling import audience_of_site

logger = logging.getLogger(__name__)

STEP = 20  # pages: the tree is held up for other editors while a step lasts
STEP_OF_REDIRECTS = 100
ONE_JOB = 60.0  # seconds, after which another job goes on
LONGEST_NAME = 120

REMEMBER = """
insert into content_oldaddress (audience, key, address, move_id, carried)
select distinct on (key) %(audience)s, key, address, move_id, false from content_moverow
where move_id = %(move)s and key not in ('', '/') order by key, number
on conflict (audience, key) do nothing
"""


class NotNow(ValueError):
    """This cannot be done to the move as it stands; the message says why."""


def begin(
    *,
    name: str,
    list_file: BinaryIO,
    under: ContentPage,
    rules: list[Rule],
    by: User | None,
    host: str = "",
    saved_pages: BinaryIO | None = None,
    keep: bool = True,
) -> Move:
    """Begin a move: nothing is read yet. The same list with the same choices, brought again while it is under way, goes on.

    Args:
        keep: keep the files for the worker; otherwise whoever calls ``run`` brings them.

    Raises:
        NotNow: when ``under`` is on none of our sites, or in another language than pages are written in first.
    """
    audience = audience_of_site(under)
    if not audience or under.locale_id != Locale.get_default().pk or under.alias_of_id:
        raise NotNow("Choose a page of one of the sites, in the first language.")
    chosen = [str(under.pk), host, str(as_json(rules)), str(by.pk if by else "")]
    digest = _digest(list_file, saved_pages, chosen)
    with transaction.atomic():
        # Of two that bring the same at once, the second finds the first's.
        list(ContentPage.objects.select_for_update(of=("self",)).filter(pk=under.pk).values_list("pk"))
        under_way = Move.objects.filter(
            digest=digest,
            state__in=[Move.State.READING, Move.State.CHECKED, Move.State.MOVING, Move.State.FAILED],
        )
        if found := under_way.first():
            return found
        move = Move(
            name=" ".join(name.split())[:LONGEST_NAME] or "List",
            audience=audience,
            under=under,
            host=host.lower().removeprefix("www."),
            rules=as_json(rules),
            digest=digest,
            made_by=by,
        )
        if keep:
            list_file.seek(0)
            move.file.save("list", File(list_file), save=False)
            if saved_pages is not None:
                saved_pages.seek(0)
                move.saved_pages.save("pages", File(saved_pages), save=False)
        move.save()
    return move


def _digest(list_file: BinaryIO, saved_pages: BinaryIO | None, chosen: list[str]) -> str:
    found = hashlib.sha256(repr(chosen).encode())
    for file in (list_file, saved_pages):
        if file is None:
            continue
        file.seek(0)
        while chunk := file.read(1 << 20):
            found.update(chunk)
        found.update(b"\0end\0")
    return found.hexdigest()


@transaction.atomic
def go(move_id: int) -> Move:
    """Make it: from now on drafts are made, and its addresses are known as old ones.

    Raises:
        NotNow: when it has not been checked, or went already.
    """
    move = _locked(move_id)
    if move.state in (Move.State.MOVING, Move.State.DONE):
        return move
    if move.state != Move.State.CHECKED:
        raise NotNow("It has not been checked yet.")
    move.state, move.went_at = Move.State.MOVING, timezone.now()
    move.save(update_fields=["state", "went_at"])
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, {"audience": move.audience, "move": move.pk})
    return move


@transaction.atomic
def go_on(move_id: int) -> Move:
    """Try once more what stopped.

    Raises:
        NotNow: when it has not stopped.
    """
    move = _locked(move_id)
    if move.state != Move.State.FAILED:
        raise NotNow("It has not stopped.")
    move.state = Move.State.MOVING if move.went_at else Move.State.READING
    move.why_not = ""
    move.save(update_fields=["state", "why_not"])
    return move


def run(move_id: int, source: reading.Source | None = None, *, for_seconds: float = ONE_JOB) -> bool:
    """Do what there is to do. Answers whether there is more: then somebody has to call again.

    Args:
        source: the files; those kept with the move, if none are brought.

    Raises:
        OperationalError, InterfaceError: when the database is away; nothing of the step under way is done then.
    """
    move = Move.objects.select_related("made_by", "under").get(pk=move_id)
    try:
        if move.state == Move.State.READING:
            _read(move, source)
            return False
        ends = time.monotonic() + for_seconds
        while move.state == Move.State.MOVING and _step_or_again(move):
            if time.monotonic() > ends:
                return True
    except (OperationalError, InterfaceError):
        # The database is away. Whoever called tries again when it is back: the worker does so by itself.
        raise
    except (NoList, NoPages) as error:
        _stop(move, str(error))
    except Exception:
        # Said to editors here and to operators in the log; what was done before stays, and it can be tried again.
        logger.exception("move %s stopped", move_id)
        _stop(
            move,
            "Something went wrong that should not. What was done before stays. Try again; if it stops again, tell who runs this site.",
        )
    return False


def _read(move: Move, source: reading.Source | None) -> None:
    if source is not None:
        reading.read_all(move, source)
    else:
        with move.file.open("rb") as file:
            if move.saved_pages:
                with move.saved_pages.open("rb") as pages:
                    reading.read_all(move, reading.Source(file, in_zip(pages)))
            else:
                reading.read_all(move, reading.Source(file))
    if not move.rows.exists():
        raise NoList("There is not one address in this list.")
    Move.objects.filter(pk=move.pk, state=Move.State.READING).update(state=Move.State.CHECKED)


def _stop(move: Move, why: str) -> None:
    Move.objects.filter(pk=move.pk).update(state=Move.State.FAILED, why_not=why)


def _step_or_again(move: Move) -> bool:
    """A step; once more where somebody made a page at the same place at the same moment."""
    try:
        return _step(move)
    except IntegrityError:
        return _step(move)


def _step(move: Move) -> bool:
    """The next few rows, all of them or none. Answers whether there may be more."""
    waiting = MoveRow.objects.filter(move=move, outcome=MoveRow.Outcome.WAITING)
    to_carry = waiting.filter(plan=MoveRow.Plan.CARRY)
    with transaction.atomic(), each_once():
        locked = _locked(move.pk)
        if locked.state != Move.State.MOVING:
            return False
        # A page is above another only if it is there: those nearest the root first.
        rows = to_carry.filter(page=None).order_by("depth", "number")
        if _each(rows[:STEP], lambda row: making.make_page(move, row)):
            return True
        if _each(to_carry.order_by("depth", "number")[:STEP], lambda row: making.fill_page(move, row)):
            return True
        leading = waiting.filter(plan=MoveRow.Plan.REDIRECT).order_by("number")
        if _each(leading[:STEP_OF_REDIRECTS], lambda row: _redirect(move, row)):
            return True
        locked.state, locked.ended_at = Move.State.DONE, timezone.now()
        locked.save(update_fields=["state", "ended_at"])
        transaction.on_commit(lambda: forget_files(locked))
    return False


def _each(rows: Iterable[MoveRow], act: Callable[[MoveRow], None]) -> bool:
    """Whether there were any."""
    found = list(rows)
    for row in found:
        act(row)
    return bool(found)


def _redirect(move: Move, row: MoveRow) -> None:
    def known(page: ContentPage) -> bool:
        return knows(move.made_by, move.audience, page)

    try:
        end = end_of(move, row, known)
    except NoEnd as error:
        making.not_carried(row, str(error), "Choose a page to lead it to, if it is asked for.")
        return
    troubles = lead_on(move, row, end, known)
    if troubles:
        making.not_carried(
            row, " ".join(troubles), "Look at what is there, and decide where the address should lead."
        )
        return
    row.outcome, row.page = MoveRow.Outcome.REDIRECTED, end.page
    row.save(update_fields=["outcome", "page"])


def forget_files(move: Move) -> None:
    """Throw the list and the saved pages away: what was in them is in the rows, or here."""
    for file in (move.file, move.saved_pages):
        if file:
            file.delete(save=False)
    Move.objects.filter(pk=move.pk).update(file="", saved_pages="")


def _locked(move_id: int) -> Move:
    return Move.objects.select_for_update(of=("self",)).get(pk=move_id)
