"""Two reports that one email came back, at the same moment: its owner hears of it once."""

from functools import partial

import pytest

from forms_engine.notices import bounces, owners
from forms_engine.notices.models import Notice, OneTimeCode
from tests.at_once import at_once


@pytest.fixture
def noted(monkeypatch):
    """An owner that writes a row each time it is told (any will do)."""
    monkeypatch.setattr(owners, "_registered", {})

    def note(notice, why):
        OneTimeCode.objects.create(
            owner_type="thing", owner_id=why, browser="", code_hash="", expires_at=notice.created_at
        )

    owners.when_it_comes_back("thing", note)


def test_the_second_undoes_what_it_did(committing_db, monkeypatch, noted):
    notice = Notice.objects.create(owner_type="thing", owner_id="1", subject="x", recipient="ann@example.com")
    told = at_once(
        monkeypatch,
        "forms_engine.notices.bounces.tell_owner",
        partial(bounces.came_back, notice.id, "first", permanent=True),
        partial(bounces.came_back, notice.id, "second", permanent=True),
    )
    assert told == (False, True)
    assert list(OneTimeCode.objects.values_list("owner_id", flat=True)) == ["second"]
    assert Notice.objects.get().last_error == "second"
