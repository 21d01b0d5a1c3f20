"""A backup that is restored brings back what had been erased since: it is erased again."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, connections

from accounts.models import User
from audiences.admission import admit
from forms_engine.journeys.services import submit
from forms_engine.requests.data_life import filing
from forms_engine.requests.data_life.again import erase_again
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.people import ask_erasure, finish
from forms_engine.requests.models import Customer, Erasure, Request, Tombstone
from forms_engine.requests.tasks import finish_erasure
from tests.factories import make_user
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.data_life.test_erasing import finish as finished

TIME = Tombstone.Because.TIME


def copied(name, of):
    """The database ``of`` as it is now, as a backup of that name."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'create database "{name}" template "{of}"')


def test_what_a_backup_brings_back_is_erased_again(committing_db, settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    open_council()
    timed, asked, untouched = (finished(submit(started().id)) for _ in range(3))
    backup = f"{committing_db.name}_backup"
    copied(backup, committing_db.name)
    try:
        erase_request(timed.pk, TIME)
        person = Customer.objects.get(pk=asked.customer_id)
        assert finish(ask_erasure(person, Erasure.Asked.OFFICER, None).pk)
        assert filing.write_down() == 3 and filing.waiting() == 0
        connections.close_all()
        connection.settings_dict["NAME"] = backup
        assert Request.objects.get(pk=timed.pk).answers and Customer.objects.get(pk=person.pk).name
        out = StringIO()
        call_command("erase_again", stdout=out)
        assert "2 requests and 1 person" in out.getvalue()
        for one in (timed, asked):
            after = Request.objects.get(pk=one.pk)
            assert (after.answers, after.email) == ({}, "") and after.erased_at
        assert Tombstone.objects.get(pk=timed.pk).because == "time"
        assert Tombstone.objects.get(pk=asked.pk).because == "asked"
        assert Customer.objects.get(pk=person.pk).name == ""
        assert Request.objects.get(pk=untouched.pk).answers
        # Again, there is nothing to do.
        again = erase_again()
        assert (again.requests, again.people, again.kept) == (0, 0, [])
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = committing_db.name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database "{backup}" with (force)')


def test_what_was_asked_and_could_not_be_done_yet_is_asked_again(committing_db, settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    open_council()
    ann = make_user(name="Ann Archer")
    under_way = submit(started(principal=admit(ann, "public")).id)
    backup = f"{committing_db.name}_backup"
    copied(backup, committing_db.name)
    try:
        asked = ask_erasure(Customer.objects.get(user=ann), Erasure.Asked.ACCOUNT, ann)
        finish_erasure(str(asked.pk))
        assert not Erasure.objects.get().done_at
        connections.close_all()
        connection.settings_dict["NAME"] = backup
        assert User.objects.get(pk=ann.pk).is_active and not Erasure.objects.exists()
        assert erase_again().people == 0
        again = Erasure.objects.get()
        assert (again.asked, again.done_at) == (Erasure.Asked.ACCOUNT, None)
        assert again.kept[0]["reference"] == under_way.reference
        assert not User.objects.get(pk=ann.pk).is_active
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = committing_db.name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database "{backup}" with (force)')


def test_what_the_backup_says_may_not_be_erased_is_named(committing_db, settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    open_council()
    request = submit(started().id)
    settings.ERASED_FILE.write_text(
        f'{{"request": "{request.pk}", "reference": "{request.reference}", "because": "time"}}\n{{"cut o'
    )
    out = StringIO()
    call_command("erase_again", stdout=out)
    assert request.reference in out.getvalue() and "It is not finished" in out.getvalue()
    assert Request.objects.get(pk=request.pk).answers


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_leaves_the_lines_for_the_next_time(settings, tmp_path):
    open_council()
    request = finished(submit(started().id))
    (tmp_path / "file").write_text("")
    settings.ERASED_FILE = tmp_path / "file" / "erased.jsonl"
    erase_request(request.pk, TIME)
    with pytest.raises(OSError, match="file"):
        filing.write_down()
    assert filing.waiting() == 1
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    settings.ERASED_FILE.write_text('{"cut o')
    assert filing.write_down() == 1 and filing.waiting() == 0
    assert [line["request"] for line in filing.lines()] == [str(request.pk)]
