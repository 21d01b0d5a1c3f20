"""``manage.py content move-in``: the same as in the admin, in one go, and from a folder of saved pages as well."""

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError
from django.db import transaction

from accounts.models import User
from content.exchange.kinds import SITES
from content.models import Move, MoveRow
from content.moving_in import selectors, services
from content.moving_in.placing import page_of_ours
from content.moving_in.reading import Source
from content.moving_in.rules import NotARule, Rule, read_rules
from content.moving_in.saved_pages import NoPages, SavedPages, in_folder, in_zip


def add_arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("file", type=Path, help="A crawl as CSV, a CSV of your own, or a sitemap.xml.")
    parser.add_argument("--pages", type=Path, help="A folder or a ZIP of the saved pages (.html).")
    parser.add_argument("--site", choices=SITES, default="public", help="Of which site; public if not said.")
    parser.add_argument(
        "--under", default="/", help="The address here below which the drafts go; / if not said."
    )
    parser.add_argument(
        "--host", default="", help="The old site's name; what most addresses have, if not said."
    )
    parser.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar='"PREFIX TYPE [SECTION]"',
        help='For example "/news/ news /news/"; may be given several times.',
    )
    parser.add_argument("--by", default="", help="The email of who does it: only what they may do is done.")
    parser.add_argument(
        "--check", action="store_true", help="Say what would become of each line; write nothing."
    )


def move_in(out: Any, options: dict[str, Any]) -> None:
    """Check the list, and unless that is all that is wanted, make the drafts.

    Raises:
        CommandError: when the files or what was chosen cannot be used.
    """
    with ExitStack() as files:
        try:
            file = files.enter_context(options["file"].open("rb"))
            saved = _saved(options["pages"], files)
            rules = read_rules("\n".join(options["rule"]))
        except (OSError, NoPages, NotARule) as error:
            raise CommandError(str(error)) from error
        if options["check"]:
            with transaction.atomic():
                move = _checked(file, saved, rules, options)
                _say_lines(out, move)
                _say_check(out, move)
                transaction.set_rollback(True)
            return
        move = _checked(file, saved, rules, options)
        services.go(move.pk)
        while services.run(move.pk):
            continue
        move.refresh_from_db()
        if move.state == Move.State.FAILED:
            raise CommandError(move.why_not)
        _say_done(out, move)


def _saved(where: Path | None, files: ExitStack) -> SavedPages | None:
    if where is None:
        return None
    return in_folder(where) if where.is_dir() else in_zip(files.enter_context(where.open("rb")))


def _checked(file: Any, saved: SavedPages | None, rules: list[Rule], options: dict[str, Any]) -> Move:
    under = page_of_ours(options["site"], options["under"])
    if under is None:
        raise CommandError(f"There is no page {options['under']} on the {options['site']} site.")
    by = None
    if options["by"]:
        by = User.objects.filter(email__iexact=options["by"], is_staff=True, is_active=True).first()
        if by is None:
            raise CommandError("Nobody on the staff has this email.")
    try:
        move = services.begin(
            name=options["file"].name, list_file=file, under=under, rules=rules, by=by, host=options["host"], keep=False
        )  # fmt: skip
        if move.state == Move.State.FAILED:
            move = services.go_on(move.pk)
    except services.NotNow as error:
        raise CommandError(str(error)) from error
    if move.state == Move.State.READING:
        services.run(move.pk, Source(file, saved))
        move.refresh_from_db()
    if move.state == Move.State.FAILED:
        raise CommandError(move.why_not)
    return move


def _say_lines(out: TextIO, move: Move) -> None:
    """What would become of each line."""
    for row in selectors.rows_of(move).iterator(chunk_size=500):
        plan = {
            MoveRow.Plan.CARRY: "draft",
            MoveRow.Plan.REDIRECT: "leads on",
            MoveRow.Plan.LEAVE: "not carried",
        }
        to = f" → {row.leads_to}" if row.leads_to else ""
        notes = " ".join(part for part in (row.why, *row.warnings) if part)
        out.write(
            f"{row.line}: {plan[MoveRow.Plan(row.plan)]}: {row.address[:200]}{to}{f' · {notes}' if notes else ''}"
        )


def _say_check(out: TextIO, move: Move) -> None:
    counts = selectors.counts_of(move)
    if move.unread_columns:
        out.write(f"Of these columns nothing is made: {', '.join(move.unread_columns)}")
    out.write(
        f"{counts.total} lines: {counts.to_carry} would become drafts ({counts.earlier} are here already), {counts.to_lead_on} would lead on, "
        f"{counts.to_leave} would not be carried; {counts.missing} things to see to. Nothing was written."
    )


def _say_done(out: TextIO, move: Move) -> None:
    counts = selectors.counts_of(move)
    out.write(
        f"{counts.total} lines: {counts.carried} carried ({counts.earlier} of them before), {counts.redirected} redirected, "
        f"{counts.not_carried} not carried; {counts.open} things to see to. {counts.made} drafts made."
    )
