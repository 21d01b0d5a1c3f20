"""What waits leaves together at its times, once, in one file that a spreadsheet cannot be tricked with."""

import csv
import hashlib
import io
import itertools
import json
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.delivery import services
from forms_engine.delivery.batches import writing
from forms_engine.delivery.batches.rows import DANGEROUS, NUMBER, harmless
from forms_engine.delivery.connectors.batch import next_time
from forms_engine.delivery.connectors.checking import checked_settings
from forms_engine.delivery.drops import acknowledgements
from forms_engine.delivery.drops.interface import DropFailed
from forms_engine.delivery.drops.local import LocalDrop
from forms_engine.delivery.models import Batch, Delivery, Destination
from forms_engine.delivery.outcome import Fault
from tests.factories import make_staff
from tests.forms_engine.delivery.telling import make_destination, tell

pytestmark = pytest.mark.django_db
SETTINGS = {"drop": "office", "times": ["06:00", "18:30"]}
MONDAY = datetime(2026, 11, 23, 5, tzinfo=UTC)
_moments = itertools.count()
SIX = datetime(2026, 11, 23, 6, 0, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path, settings):
    root = tmp_path / "drop"
    root.mkdir()
    settings.FILE_DROPS = {"office": root.as_uri()}
    return root


def told(destination, owner=1, sequence=1, at=MONDAY, **data):
    # A millisecond after another: rows of one moment have no order of their own.
    with time_machine.travel(at + timedelta(milliseconds=next(_moments)), tick=False):
        return tell(destination, owner, sequence, **data)


def write(at=SIX):
    with time_machine.travel(at, tick=False):
        return writing.write_due()


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(), newline="")))


def test_all_that_waits_leaves_in_one_file_at_its_time_and_once(folder):
    destination = make_destination("batch", SETTINGS, slug="revenues")
    first, second = told(destination, 1), told(destination, 2)
    later = told(destination, 1, 2, subject="request.updated", state="resolved")
    assert write(MONDAY + timedelta(minutes=30)) == 0, "not before its time"
    assert write() == 1 and write() == 0
    (path,) = folder.glob("*.csv")
    assert path.name == "revenues-20261123-0600-00001.csv"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (folder / f"{path.name}.sha256").read_text() == f"{digest}  {path.name}\n"
    found = rows(path)
    assert [row["delivery_id"] for row in found] == [str(one.id) for one in (first, second, later)]
    assert found[0]["contact.name"] == "Ann Archer" and found[0]["answers.category"] == "A road"
    assert found[2]["type"] == "request.updated" and found[2]["state"] == "resolved"
    for one in (first, second, later):
        one.refresh_from_db()
        assert one.state == "delivered" and one.attempts.get().succeeded
    (folder / f"{path.name}.ack").write_text("LOAD-9")
    assert acknowledgements.look_everywhere() == 3
    first.refresh_from_db()
    assert first.acknowledged_at and first.remote_id == "", "one number is not three cases'"
    assert write(SIX + timedelta(days=1)) == 0, "nothing waits, so no file"


def test_a_worker_that_dies_between_writing_and_recording_writes_the_same_again(folder):
    destination = make_destination("batch", SETTINGS)
    told(destination, 1)
    with patch.object(writing, "_record", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        write()
    (path,) = folder.glob("*.csv")
    before = path.read_bytes()
    told(destination, 2, at=SIX + timedelta(seconds=1))
    assert write(SIX + timedelta(seconds=10)) == 0, "its lease still runs"
    assert write(SIX + timedelta(minutes=2)) == 1
    assert list(folder.glob("*.csv")) == [path] and path.read_bytes() == before
    assert Batch.objects.get().tries == 2
    assert [one.state for one in Delivery.objects.order_by("created_at")] == ["delivered", "ready"]


def test_what_they_took_before_the_worker_died_is_not_left_there_again(folder):
    told(make_destination("batch", SETTINGS), 1)
    with patch.object(writing, "_record", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        write()
    (path,) = folder.glob("*.csv")
    (folder / "done").mkdir()
    path.rename(folder / "done" / path.name)
    assert write(SIX + timedelta(minutes=2)) == 1 and not path.exists()
    assert Delivery.objects.get().state == "delivered"
    assert acknowledgements.look_everywhere() == 1


def test_one_destination_whose_settings_are_none_any_more_holds_up_no_other(folder):
    broken, sound = (make_destination("batch", SETTINGS, slug=slug) for slug in ("a-broken", "b-sound"))
    for where in (broken, sound):
        told(where, 1)
    Destination.objects.filter(id=broken.id).update(settings={"drop": "office", "times": "06:00"})
    assert write() == 1
    (path,) = folder.glob("b-sound-*.csv")
    (folder / f"{path.name}.ack").touch()
    told(make_destination("file", {"drop": "office"}, slug="a-file"), 1)
    Delivery.objects.exclude(destination=sound).update(
        state="delivered", delivered_at=SIX, next_at=None, sha256="0" * 64
    )
    Destination.objects.exclude(id=sound.id).update(settings={"folder": "in"})
    assert acknowledgements.look_everywhere() == 1


def test_a_drop_that_is_away_is_tried_again_and_one_that_is_wrong_is_paused(folder):
    destination = make_destination("batch", SETTINGS)
    delivery = told(destination, 1)
    with patch.object(LocalDrop, "put", side_effect=DropFailed(Fault.PASSING, "The disk is full.")):
        assert write() == 0
    delivery.refresh_from_db()
    assert delivery.state == "ready" and delivery.last_error == "The disk is full."
    Destination.objects.update(settings={**destination.settings, "drop": "mistyped"})
    assert write(SIX + timedelta(minutes=1)) == 0
    destination.refresh_from_db()
    assert destination.paused_at and "mistyped" in destination.paused_because
    assert write(SIX + timedelta(minutes=2)) == 0
    Destination.objects.update(settings=destination.settings | {"drop": "office"}, paused_at=None)
    assert write(SIX + timedelta(minutes=3)) == 1
    delivery.refresh_from_db()
    assert delivery.state == "delivered"
    assert [one.succeeded for one in delivery.attempts.order_by("number")] == [False, False, True]


def test_what_a_person_gave_to_somebody_else_meanwhile_is_not_in_the_file(folder):
    destination = make_destination("batch", SETTINGS)
    stays, goes = told(destination, 1), told(destination, 2)
    with patch.object(LocalDrop, "put", side_effect=DropFailed(Fault.PASSING, "Away.")):
        write()
    Delivery.objects.filter(id=goes.id).update(
        state="handled", handled_by=make_staff(), handled_note="Rang them", next_at=None
    )
    assert write(SIX + timedelta(hours=1)) == 1
    (path,) = folder.glob("*.csv")
    assert [row["delivery_id"] for row in rows(path)] == [str(stays.id)]


def test_what_waits_behind_something_unsettled_waits_for_the_next_file(folder):
    destination = make_destination("batch", SETTINGS)
    first, second = told(destination, 1, 1), told(destination, 1, 2)
    Delivery.objects.filter(id=first.id).update(state="dead", dead_at=MONDAY, next_at=None)
    assert write() == 0
    with time_machine.travel(SIX, tick=False):
        first.refresh_from_db()
        services.make_ready(first, SIX)
        first.save()
    assert write(SIX.replace(hour=18, minute=31)) == 1
    (path,) = folder.glob("*.csv")
    assert [row["delivery_id"] for row in rows(path)] == [str(first.id), str(second.id)]


def test_more_than_fits_goes_into_the_next_file_at_once(folder, monkeypatch):
    monkeypatch.setattr(writing, "MOST_ROWS", 2)
    destination = make_destination("batch", SETTINGS)
    for owner in range(5):
        told(destination, owner)
    assert write() == 3
    assert sum(len(rows(path)) for path in folder.glob("*.csv")) == 5


def test_json_and_columns(folder):
    chosen = make_destination("batch", {**SETTINGS, "columns": ["reference", "contact.mobile", "nothing"]})
    told(chosen, 1, reference='=HYPERLINK("http://x")')
    told(make_destination("batch", {**SETTINGS, "format": "json"}), 1)
    assert write() == 2
    (table,), (document,) = folder.glob("*.csv"), folder.glob("*.json")
    (row,) = rows(table)
    assert list(row) == ["delivery_id", "reference", "contact.mobile", "nothing"]
    assert row["reference"] == '\'=HYPERLINK("http://x")' and row["contact.mobile"] == "+447700900123"
    (one,) = json.loads(document.read_text())["deliveries"]
    assert one["body"]["data"]["reference"] == "K7W-Q3X-T9D4"
    assert one["sha256"] == Delivery.objects.get(id=one["id"]).sha256


def test_a_mapping_s_own_field_called_answers_does_not_stop_the_file(folder):
    destination = make_destination("batch", SETTINGS)
    told(destination, 1, answers=["a", "b"])
    told(destination, 2, answers=[{"words": "Bo"}])
    told(destination, 3, answers={"kind": "road"})
    assert write() == 1
    (path,) = folder.glob("*.csv")
    first, second, third = rows(path)
    assert first["answers"] == "a; b" and json.loads(second["answers"]) == [{"words": "Bo"}]
    assert third["answers.kind"] == "road"


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n＝＋－＠'\",;1 a.|!"), max_size=8))
def test_no_cell_is_a_formula(cell):
    written = harmless(cell)
    assert not written.startswith(DANGEROUS) or NUMBER.fullmatch(written)
    assert written.removeprefix("'") == cell or written == cell


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22T10:00+00:00", "2026-11-22T18:30+00:00"),
        ("2026-11-22T18:31+00:00", "2026-11-23T06:00+00:00"),
        ("2026-07-01T10:00+00:00", "2026-07-01T17:30+00:00"),  # summer time
        ("2027-03-28T01:30+00:00", "2027-03-28T05:00+00:00"),  # the clocks have gone forward
        ("2026-11-23T06:00+00:00", "2026-11-23T06:00+00:00"),
    ],
)
def test_times_are_by_the_clock_in_london(now, due):
    destination = Destination(kind="batch", settings=SETTINGS)
    assert next_time(destination, datetime.fromisoformat(now)) == datetime.fromisoformat(due)


def test_on_weekdays_nothing_leaves_at_the_weekend():
    destination = Destination(kind="batch", settings={**SETTINGS, "days": "weekdays"})
    friday_evening = datetime(2026, 11, 27, 19, tzinfo=UTC)
    assert next_time(destination, friday_evening) == datetime(2026, 11, 30, 6, tzinfo=UTC)


@pytest.mark.parametrize("times", [[], ["6:00"], ["25:00"], ["06:00", "06:00"], ["06:00:30"], ["noon"]])
def test_times_that_are_none_are_refused(times):
    with pytest.raises(Exception, match="times"):
        checked_settings("batch", {**SETTINGS, "times": times})
