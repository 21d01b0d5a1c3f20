"""What a back office said about a case that nobody knows goes some time after a person has seen to it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from forms_engine.requests.data_life import unknown_cases
from forms_engine.requests.models import Inbound
from tests.factories import make_staff
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.signing import back_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(db):
    open_council()
    return Inbound.objects.create(
        destination=back_office(), message_id="m1", kind="status", sha256="s", their_id="T-404",
        words="Ann’s hole is filled.", at=timezone.now(), outcome="unknown-case",
    )  # fmt: skip


def see_to(said):
    Inbound.objects.filter(pk=said.pk).update(
        outcome="seen-to", seen_to_by=make_staff(), seen_to_note="Rang Ann Archer."
    )


def words_of(said):
    said.refresh_from_db()
    return (said.words, said.seen_to_note)


def after(days):
    return timezone.now() + timedelta(days=days)


def test_only_once_a_person_has_seen_to_it_and_ninety_days_have_gone_by(said):
    assert unknown_cases.erase_seen_to(after(100)) == 0
    see_to(said)
    assert unknown_cases.erase_seen_to(after(89)) == 0
    assert words_of(said) == ("Ann’s hole is filled.", "Rang Ann Archer.")
    assert unknown_cases.erase_seen_to(after(91)) == 1
    assert words_of(said) == ("", "Erased.") and said.their_id == "T-404"
    assert unknown_cases.erase_seen_to(after(91)) == 0


def test_it_is_emptied_and_never_changed(said):
    for words in ("", "Something else."):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Inbound.objects.filter(pk=said.pk).update(words=words)
    see_to(said)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Inbound.objects.filter(pk=said.pk).update(words="Something else.")
