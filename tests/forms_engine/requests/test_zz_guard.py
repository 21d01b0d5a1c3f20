from django.db.models import QuerySet
from tests.forms_engine.requests.test_claiming_at_once import test_it_is_claimed_once as _it
def test_without_the_guard(committing_db, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **k: self)
    _it(committing_db, monkeypatch)
