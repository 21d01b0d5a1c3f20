"""The page on which somebody adds what they sent without an account."""

import pytest

from forms_engine.requests import claiming_all
from forms_engine.requests.models import Customer
from tests.factories import signed_in
from tests.forms_engine.requests.makers import sent
from tests.forms_engine.requests.test_claiming_all import proved

pytestmark = pytest.mark.django_db

PAGE = "/account/earlier/"


def text(answer):
    return answer.content.decode()


@pytest.fixture
def ann():
    return proved(email="ann@example.org")


def test_the_account_says_how_many_there_are_and_the_chosen_ones_are_added(ann):
    mine = [sent(email="ann@example.org", title=f"Tree {number}") for number in range(3)]
    strangers = sent(email="ben@example.org", title="Ben's tree")
    browser = signed_in(ann.user)
    assert "We found 3 earlier requests with your address" in text(browser.get("/account/"))
    shown = text(browser.get(PAGE))
    assert all(made.title in shown and made.reference in shown for made in mine)
    assert strangers.reference not in shown and "Ben" not in shown
    chosen = {"request": [str(made.pk) for made in (*mine[:2], strangers)]}
    answer = browser.post(PAGE, chosen, follow=True)
    assert "2 requests are in your account now." in text(answer)
    assert "already" in text(browser.post(PAGE, chosen, follow=True))
    account = text(browser.get("/account/"))
    assert "We found 1 earlier request with your address" in account and "Tree 0" in account
    assert not Customer.objects.get(pk=strangers.customer_id).user_id


def test_nothing_to_add_is_said_and_the_account_says_nothing_of_it(ann):
    browser = signed_in(ann.user)
    assert "We found no earlier requests" in text(browser.get(PAGE))
    assert "earlier request" not in text(browser.get("/account/"))


@pytest.mark.parametrize("typed", [{}, {"request": ["nonsense", "'; drop", "\x00"]}])
def test_choosing_nothing_is_a_mistake_and_nonsense_is_nothing(ann, typed):
    sent(email="ann@example.org")
    answer = signed_in(ann.user).post(PAGE, typed)
    assert answer.status_code == 200 and "Choose one of them at least" in text(answer)


def test_more_than_a_page_come_after_the_first(ann, monkeypatch):
    monkeypatch.setattr("portal.claiming.MOST_AT_ONCE", 2)
    for _ in range(3):
        sent(email="ann@example.org")
    assert "There are more." in text(signed_in(ann.user).get(PAGE))


def test_more_than_a_thousand_are_counted_no_further(ann, monkeypatch):
    for module in ("forms_engine.requests.claiming_all", "portal.templatetags.claiming_found"):
        monkeypatch.setattr(f"{module}.MOST_COUNTED", 2)
    for _ in range(4):
        sent(email="ann@example.org")
    assert claiming_all.count_claimable(ann) == 3
    assert "more than 2 earlier requests" in text(signed_in(ann.user).get("/account/"))
