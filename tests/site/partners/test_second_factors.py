"""A manager resets the second factor of a colleague of theirs, and of nobody else."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import ValidationError

from accounts.models import Role
from audiences.admission import admit
from forms_engine.notices.models import Notice
from partners.authority import NotAllowed
from partners.models import Organisation, OrganisationEvent
from partners.services import add_member, reset_second_factor
from tests.factories import make_staff, signed_in, signed_in_long_ago

pytestmark = pytest.mark.django_db


def page(user):
    return f"/organisations/alder/people/{user.uuid}/second-factor/"


@pytest.fixture
def has_app(alder):
    TOTP.activate(alder.member, generate_totp_secret())
    return alder.member


def factors(user):
    return Authenticator.objects.filter(user=user).count()


def test_what_they_had_stops_and_they_are_signed_out_told_and_it_is_written_down(alder, has_app):
    theirs = signed_in(has_app, "partner")
    assert theirs.get("/organisations/alder/").status_code == 200
    browser = alder.as_manager()
    person = f"/organisations/alder/people/{has_app.uuid}/"
    assert page(has_app) in browser.get(person).content.decode()
    assert "See them first" in browser.get(page(has_app)).content.decode()
    assert factors(has_app) == 1
    assert browser.post(page(has_app)).headers["Location"] == person
    assert factors(has_app) == 0
    assert theirs.get("/organisations/alder/").status_code == 302
    assert Notice.objects.filter(subject="account.second-factor-reset", recipient=has_app.email).count() == 1
    event = OrganisationEvent.objects.get(kind="reset")
    assert (event.actor, event.person) == (alder.manager, has_app)
    assert "Second factor reset" in browser.get("/organisations/alder/").content.decode()


def test_not_ones_own_nor_by_whoever_has_no_say(alder, has_app):
    assert "Nobody resets their own" in alder.as_manager().post(page(alder.manager)).content.decode()
    for user in (has_app, alder.stranger):
        for method in (signed_in(user, "partner").get, signed_in(user, "partner").post):
            assert method(page(alder.member)).status_code == 404
    with pytest.raises(NotAllowed):
        reset_second_factor(admit(alder.stranger, "partner"), alder.membership(has_app))
    assert signed_in_long_ago(alder.manager, "partner").post(page(has_app)).status_code == 302
    assert factors(has_app) == 1


def test_accounts_that_open_more_are_the_councils_to_reset(alder, has_app):
    add_member(alder.other, has_app)
    manager = admit(alder.manager, "partner")
    with pytest.raises(ValidationError, match="Ask the council"):
        reset_second_factor(manager, alder.membership(has_app))
    Organisation.objects.filter(pk=alder.other.pk).update(confirm_by="2026-01-01")
    with pytest.raises(ValidationError, match="Ask the council"):  # it may be confirmed tomorrow
        reset_second_factor(manager, alder.membership(has_app))
    works_here = make_staff(Role.OFFICER)
    add_member(alder.organisation, works_here)
    with pytest.raises(ValidationError, match="Ask the council"):
        reset_second_factor(manager, alder.membership(works_here))
    assert factors(has_app) == 1
    browser = signed_in(alder.overseer, "staff")
    assert browser.post(page(has_app)).status_code == 302
    assert factors(has_app) == 0
