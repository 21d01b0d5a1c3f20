"""Two workers at once write one letter: the one that comes second waits for the person's row, and finds it."""

import pytest
from django.db.models import QuerySet

from tests.at_once import at_once
from tests.site.workplace.test_operations_letters import at, digests
from workplace.operations import letters


@pytest.mark.parametrize("locked", [True, False])
def test_two_workers_at_once(committing_db, monkeypatch, request, locked):
    for name in ("undelivered", "lead"):
        request.getfixturevalue(name)
    if not locked:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **how: self)
    wrote = at_once(
        monkeypatch,
        "forms_engine.notices.services.send_email",
        lambda: letters.write_digests(at(9)),
        lambda: letters.write_digests(at(9)),
    )
    assert sorted(wrote) == ([0, 1] if locked else [1, 1]), "without the lock there are two letters"
    assert len(digests()) == sum(wrote)
