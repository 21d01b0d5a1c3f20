"""A care home's shared computer: a manager prints a card of codes, and its owner gives the one that is asked for."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.addresses import read_email
from accounts.models import CardCode, CodeCard, Role
from accounts.proved_addresses import prove
from accounts.second_factor import cards
from accounts.second_factor.selectors import factors_of, has_factor
from audiences.admission import admit
from forms_engine.notices.models import Notice
from partners.models import OrganisationEvent
from partners.services import add_member, make_card, reset_second_factor
from tests.factories import PASSWORD, client, make_staff, signed_in, signed_in_long_ago

pytestmark = pytest.mark.django_db


def page(user):
    return f"/organisations/alder/people/{user.uuid}/code-card/"


@pytest.fixture
def codes(alder):
    """The member's card, as the manager printed it: codes by number."""
    made = make_card(admit(alder.manager, "partner"), alder.membership(alder.member))
    return dict(enumerate(made, start=1))


def sign_in(user):
    """A browser on the extranet that has given the first factor."""
    browser = client("partner")
    browser.post("/account/sign-in/", {"email": user.email, "password": PASSWORD})
    return browser


def asked_in(browser):
    text = browser.get("/account/second-factor/").content.decode()
    found = re.search(r"Enter code number <strong>(\d+)</strong>", text)
    return int(found[1]) if found else 0


def inside(browser):
    return browser.get("/organisations/alder/").status_code == 200


def test_the_code_that_is_asked_for_lets_in_once(alder, codes):
    browser = sign_in(alder.member)
    number = asked_in(browser)
    assert number and asked_in(browser) == number  # nobody shops for a number they know
    assert asked_in(sign_in(alder.member)) == number
    other = next(one for one in codes if one != number)
    for wrong in (codes[other], "00000000", "x", "9" * 40):
        answer = browser.post("/account/second-factor/", {"code": wrong})
        assert "The code is not right" in answer.content.decode(), wrong
        assert not inside(browser)
    code = codes[number]
    assert browser.post("/account/second-factor/", {"code": f"{code[:4]} {code[4:]}"}).status_code == 302
    assert inside(browser)
    again = sign_in(alder.member)
    assert asked_in(again) != number
    again.post("/account/second-factor/", {"code": code})
    assert not inside(again)


def test_wrong_ones_run_out_of_tries(alder, codes):
    browser = sign_in(alder.member)
    number = asked_in(browser)
    for _time in range(5):
        browser.post("/account/second-factor/", {"code": "00000000"})
    assert browser.post("/account/second-factor/", {"code": codes[number]}).status_code == 429


def test_all_are_used_up_in_the_end_and_nothing_else_may_be_set_up(alder, codes):
    while number := CodeCard.objects.get().asked:
        assert cards.use(alder.member, codes[number])
    assert CardCode.objects.filter(used_at=None).count() == 0
    assert not cards.use(alder.member, codes[1])
    browser = sign_in(alder.member)
    assert "Every code of your card has been used" in browser.get("/account/second-factor/").content.decode()
    assert browser.get("/account/second-factor/app/").headers["Location"] == "/account/second-factor/"


def test_what_is_kept_does_not_tell_the_codes(alder, codes):
    assert len(codes) == 30 and len(set(codes.values())) > 25
    kept = " ".join(CardCode.objects.values_list("digest", flat=True))
    assert not any(code in kept for code in codes.values())
    # It counts on the extranet and on no other host, and as a factor that nobody adds another beside by the first alone.
    assert factors_of(alder.member, "partner").any and not factors_of(alder.member, "public").any
    assert has_factor(alder.member)


def test_a_manager_makes_it_and_it_is_shown_once_told_and_written_down(alder):
    browser = alder.as_manager()
    assert "hand it to them yourself" in browser.get(page(alder.member)).content.decode()
    assert not CodeCard.objects.exists()
    prove(alder.member, read_email(alder.member.email))
    made = browser.post(page(alder.member))
    assert made.status_code == 201
    shown = [code.replace(" ", "") for _number, code in made.context["codes"]]
    assert len(shown) == 30 and made.headers["Cache-Control"] == "private, no-store"
    assert cards.use(alder.member, shown[CodeCard.objects.get().asked - 1])
    assert Notice.objects.filter(subject="account.code-card", recipient=alder.member.email).count() == 1
    event = OrganisationEvent.objects.get(kind="card")
    assert (event.actor, event.person) == (alder.manager, alder.member)
    # Another one ends the one before.
    browser.post(page(alder.member))
    assert CodeCard.objects.count() == 1 and not cards.use(
        alder.member, shown[CodeCard.objects.get().asked - 1]
    )
    reset_second_factor(admit(alder.manager, "partner"), alder.membership(alder.member))
    assert not CodeCard.objects.exists()


def test_nobody_else_and_not_for_oneself_nor_for_council_staff(alder):
    for user in (alder.member, alder.stranger):
        for method in (signed_in(user, "partner").get, signed_in(user, "partner").post):
            assert method(page(alder.member)).status_code == 404
    assert "Nobody resets their own" in alder.as_manager().post(page(alder.manager)).content.decode()
    assert signed_in_long_ago(alder.manager, "partner").post(page(alder.member)).status_code == 302
    works_here = make_staff(Role.OFFICER)
    add_member(alder.organisation, works_here)
    with pytest.raises(ValidationError, match="work account"), transaction.atomic():
        make_card(admit(alder.overseer, "staff"), alder.membership(works_here))
    assert not CodeCard.objects.exists()
    # The council makes the manager's own.
    assert signed_in(alder.overseer, "staff").post(page(alder.manager)).status_code == 201
