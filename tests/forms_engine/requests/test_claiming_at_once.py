"""Two accounts, one with the email address and one with the number on a request, add it at the same moment."""

from functools import partial

from forms_engine.requests.claiming_all import claim_all
from forms_engine.requests.models import Request
from tests.at_once import at_once
from tests.forms_engine.requests.makers import sent
from tests.forms_engine.requests.test_claiming_all import MOBILE, proved


def test_it_is_claimed_once(committing_db, monkeypatch):
    ann, ben = proved(email="ann@example.org"), proved(mobile=MOBILE)
    made = sent(email="ann@example.org", mobile="07872 960123")
    first, second = at_once(
        monkeypatch,
        "forms_engine.requests.claiming_all.customer_of_account",
        partial(claim_all, ann, [made.pk]),
        partial(claim_all, ben, [made.pk]),
    )
    assert first == [made] and second == []
    kept = Request.objects.select_related("customer").get(pk=made.pk)
    assert kept.customer.user == ann.user
    assert kept.timeline.filter(kind="claimed").count() == 1
