"""Two workers at once write one letter to a subscriber: the second waits for their row, and finds that they were told."""

import pytest
from django.db.models import QuerySet

from portal.models import KnownPage
from portal.updates.noting import note_pages
from portal.updates.sending import write_letters
from tests.at_once import at_once
from tests.site.portal.updates.subscribing import at, letters, on, subscribed


@pytest.mark.parametrize("locked", [True, False])
def test_two_workers_at_once(committing_db, monkeypatch, request, locked):
    request.getfixturevalue("bins")
    with on(25):
        subscribed()
    note_pages(at(26))
    KnownPage.objects.update(new_at=at(26), changed_at=at(26))
    if not locked:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **how: self)
    wrote = at_once(
        monkeypatch,
        "portal.updates.sending.send_email",
        lambda: write_letters(at(30)),
        lambda: write_letters(at(30)),
    )
    assert sorted(wrote) == ([0, 1] if locked else [1, 1]), "without the lock there are two letters"
    assert len(letters()) == sum(wrote)
