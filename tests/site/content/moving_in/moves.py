"""Lists of an imaginary old site, and moving one in as the worker does."""

import io
from pathlib import Path

from content.models import Move, MoveRow
from content.moving_in import services
from content.moving_in.reading import Source
from content.moving_in.rules import read_rules
from content.moving_in.saved_pages import in_folder
from tests.factories import client

WOLD = Path(__file__).parents[4] / "docs" / "examples" / "moving-in"
OLD = "https://www.wold.example"
RULES = "/news/ news /news/\n/waste/missed-bin service"


def begin(under, text, *, saved=None, rules="", by=None, host=""):
    """A move of a list (words, bytes or a file), checked."""
    data = text.read_bytes() if isinstance(text, Path) else text.encode() if isinstance(text, str) else text
    move = services.begin(
        name="wold.csv", list_file=io.BytesIO(data), under=under, rules=read_rules(rules), by=by, host=host, keep=False
    )  # fmt: skip
    if move.state == Move.State.READING:
        services.run(move.pk, Source(io.BytesIO(data), in_folder(saved) if saved else None))
    move.refresh_from_db()
    return move


def move_in(under, text, **kwargs):
    """The same, made."""
    move = begin(under, text, **kwargs)
    assert move.state == Move.State.CHECKED, move.why_not
    services.go(move.pk)
    while services.run(move.pk):
        pass
    move.refresh_from_db()
    return move


def row_of(move, path):
    """The row of an old path, the last where there are several."""
    return move.rows.filter(address__endswith=path).order_by("number").last()


def page_of(move, path):
    """The draft of an old path, as its editor sees it."""
    return row_of(move, path).page.get_latest_revision_as_object()


def words(page):
    """The blocks of a draft: kind and value."""
    return [(block.block_type, block.get_prep_value()["value"]) for block in page.body]


def ends(move):
    """How many rows became what."""
    return {outcome: move.rows.filter(outcome=outcome).count() for outcome in MoveRow.Outcome.values}


def led(path):
    """Where an address leads on the public site, as a path; the status where it does not."""
    answer = client().get(path)
    return answer.headers["location"] if answer.status_code in (301, 302) else answer.status_code
