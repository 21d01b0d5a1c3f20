"""Every file's row has its bytes, and no bytes are left without a row."""

import os
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from forms_engine.files import integrity, quarantine, tasks
from forms_engine.files.models import StoredFile, private_storage
from forms_engine.files.services import take_in
from tests.forms_engine.files.samples import picture, upload
from tests.forms_engine.files.scanners import EICAR, fake_clamd


@pytest.fixture(autouse=True)
def own_storage(db, settings, tmp_path):
    """A private storage that holds nothing of other tests'."""
    private = {**settings.STORAGES["private"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {**settings.STORAGES, "private": {**settings.STORAGES["private"], "OPTIONS": private}}
    field = StoredFile._meta.get_field("content")
    before, field.storage = field.storage, private_storage()
    yield
    field.storage = before


def take(content=None):
    return take_in(
        upload(content or picture()),
        owner_type="test",
        owner_id="1",
        accept=("photo", "document"),
        most_megabytes=1,
    )


def age(name, days=2):
    then = time.time() - days * 24 * 60 * 60
    os.utime(private_storage().path(name), (then, then))


def test_all_holds_for_files_as_they_are(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            age(take().content.name)
    assert list(integrity.problems()) == []
    assert integrity.delete_orphans() == 0


def test_a_file_whose_bytes_are_gone_is_found():
    stored = take()
    private_storage().delete(stored.content.name)
    assert list(integrity.problems()) == [f"File {stored.id} has lost its content."]
    with pytest.raises(CommandError, match="1 problem found"):
        call_command("verify_integrity")


def test_bytes_without_a_row_are_found_and_deleted_at_night_but_not_those_of_a_file_just_arriving():
    kept = take()

    class Undone(Exception):
        pass

    names = []
    for _ in range(2):
        with pytest.raises(Undone), transaction.atomic():
            names.append(take().content.name)
            raise Undone
    old, new = names
    age(old)
    age(kept.content.name)
    [problem] = integrity.problems()
    assert old in problem
    tasks.delete_orphans(0)
    assert not private_storage().exists(old)
    assert private_storage().exists(new) and private_storage().exists(kept.content.name)


def test_an_infected_file_needs_no_bytes(settings, django_capture_on_commit_callbacks):
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    stored = take(b"Text " + EICAR)
    with fake_clamd() as (url, _), django_capture_on_commit_callbacks(execute=True):
        settings.CLAMAV_URL = url
        quarantine.scan(str(stored.id))
    assert list(integrity.problems()) == []
