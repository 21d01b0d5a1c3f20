"""From a list to rows: every record becomes one, with what is to become of it. Batch by batch, so that a worker that is killed
goes on where it was."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction
from django.db.models import Max

from content.models import Move, MoveRow, NotCarried, OldAddress
from content.moving_in import addresses
from content.moving_in.addresses import read_address, ways_of_writing
from content.moving_in.judging import CARRY, LEAVE, REDIRECT, Judge, Judged
from content.moving_in.lists import Record, open_list
from content.moving_in.rules import from_json
from content.moving_in.saved_pages import SavedPages

BATCH = 100
MOST_LETTERS = 4_000_000  # of the records of a batch together


@dataclass(frozen=True, slots=True)
class Source:
    """What a move is read from: files alone, nothing is fetched."""

    file: BinaryIO
    saved: SavedPages | None = None


def read_all(move: Move, source: Source) -> None:
    """Make a row of every record that has none yet.

    Raises:
        NoList: when the file cannot be read as a list: no row is made then.
    """
    if not move.rows.exists():
        move.host, move.unread_columns = _look_over(move, source.file)
        move.save(update_fields=["host", "unread_columns"])
    judge = Judge(move.host, from_json(move.rules), source.saved)
    for batch in _batches(_new(move, source.file)):
        with transaction.atomic():
            _write(move, judge, batch)


def _look_over(move: Move, file: BinaryIO) -> tuple[str, list[str]]:
    """Read all of it once: whether it can be, and which site most of its addresses are of."""
    found, hosts = open_list(file), Counter[str]()
    for record in found.records:
        try:
            hosts[read_address(record.values.get("address", "")).host] += 1
        except addresses.Unreadable:
            continue
    del hosts[""]
    common = hosts.most_common(1)
    return move.host or (common[0][0] if common else ""), found.unread


def _new(move: Move, file: BinaryIO) -> Iterator[Record]:
    last = move.rows.aggregate(last=Max("number"))["last"] or 0
    return (record for record in open_list(file).records if record.number > last)


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    letters = 0
    for record in records:
        batch.append(record)
        letters += sum(len(value) for value in record.values.values())
        if len(batch) >= BATCH or letters > MOST_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _write(move: Move, judge: Judge, batch: list[Record]) -> None:
    judged = [judge.judge_address(record) for record in batch]
    keys = {one.address.key for one in judged if one.address}
    carried = dict(
        OldAddress.objects.filter(audience=move.audience, key__in=keys, carried=True).values_list("key", "pk")
    )
    seen = {
        row.key: row
        for row in move.rows.filter(key__in=keys, plan=CARRY).only("number", "line", "address", "key")
    }
    rows, alike = [], _Alike(move)
    for one in judged:
        before = one.plan == CARRY and one.address is not None and one.address.key in carried
        if one.plan == CARRY and one.address is not None:
            if first := seen.get(one.address.key):
                _again(one, first)
            elif before:
                one.warnings.append("It was brought in before: what became of it stays as it is.")
            else:
                judge.read_words(one)
        row = _row(move, one, before=before and one.plan == CARRY)
        if one.plan == CARRY:
            seen.setdefault(row.key, row)
            alike.note(row)
        rows.append((row, one))
    MoveRow.objects.bulk_create(row for row, _one in rows)
    NotCarried.objects.bulk_create(
        missing for row, one in rows if not row.before for missing in _not_carried(move, row, one)
    )


def _again(one: Judged, first: MoveRow) -> None:
    """An address that stands in the list before, perhaps written otherwise."""
    assert one.address is not None
    if set(ways_of_writing(one.address)) - set(ways_of_writing(read_address(first.address))):
        one.lead_on(first.address)
        one.warnings.append(f"It is the address of line {first.line}, written otherwise.")
    else:
        one.leave(f"The same address stands in line {first.line}.", "Nothing, if both say the same.")


class _Alike:
    """Which texts there were already, in this list."""

    def __init__(self, move: Move) -> None:
        self.move = move
        self.lines: dict[str, int] = {}

    def note(self, row: MoveRow) -> None:
        """Say where the same words stood before."""
        if not row.text_digest:
            return
        if row.text_digest not in self.lines:
            first = self.move.rows.filter(text_digest=row.text_digest, plan=CARRY).values_list(
                "line", flat=True
            )
            self.lines[row.text_digest] = first.order_by("number").first() or row.line
        if self.lines[row.text_digest] != row.line:
            row.warnings.append(
                f"It says the same as line {self.lines[row.text_digest]}. See whether one of the two is enough."
            )


def _row(move: Move, one: Judged, *, before: bool) -> MoveRow:
    written = one.record.values.get("address", "")
    return MoveRow(
        move=move,
        number=one.record.number,
        line=one.record.line,
        address=written[:2000],
        key=one.address.key if one.address else "",
        depth=min(one.address.depth, 1000) if one.address else 0,
        plan=one.plan,
        outcome=MoveRow.Outcome.NOT_CARRIED if one.plan == LEAVE else MoveRow.Outcome.WAITING,
        why=one.why[:300],
        warnings=one.warnings,
        draft={} if one.plan in (LEAVE, REDIRECT) else one.draft,
        text_digest=one.text_digest if one.plan == CARRY else "",
        leads_to=one.leads_to,
        title=one.title,
        before=before,
    )


def _not_carried(move: Move, row: MoveRow, one: Judged) -> Iterator[NotCarried]:
    if one.plan == LEAVE:
        yield NotCarried(
            move=move, row=row, what=one.what, address=row.address, words=one.title[:300], why=one.why[:300], to_do=one.to_do[:300]
        )  # fmt: skip
        return
    for missing in dict.fromkeys(one.lost) if one.plan == CARRY else ():
        yield NotCarried(
            move=move, row=row, what=missing.what, address=missing.address, words=missing.words, why=missing.why, to_do=missing.to_do
        )  # fmt: skip
