"""An invitation makes whoever reads its letter a member, once, and takes over nobody's account."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role, User
from accounts.selectors import roles_of
from audiences.admission import admit
from partners.models import Invitation, Membership, Organisation
from partners.selectors import organisation_keys
from partners.services import add_member, cancel, invite
from tests.at_once import at_once
from tests.factories import PASSWORD, client, leave, make_staff, make_user, signed_in

EMAIL = "new@example.org"
ACCEPT = "/invitations/accept/"


@pytest.fixture
def invited(alder, link):
    """The link of an invitation that waits."""
    invite(admit(alder.manager, "partner"), alder.organisation, email=EMAIL)
    return link()


def opened(address, browser=None):
    """A browser that has opened the link."""
    browser = browser or client("partner")
    response = browser.get(address)
    assert response.status_code == 302
    assert response.headers["Location"] == ACCEPT
    return browser


def test_somebody_new_accepts_and_is_in(alder, invited):
    browser = opened(invited)
    page = browser.get(ACCEPT).content.decode()
    assert alder.manager.name in page
    assert "Alder Care" in page
    response = browser.post(ACCEPT, {"name": "Nia New"})
    assert response.headers["Location"] == "/organisations/alder/"
    user = User.objects.get(email=EMAIL)
    assert user.name == "Nia New"
    assert not user.has_usable_password()
    assert organisation_keys(user) == ["partner:alder"]
    assert roles_of(user) == {Role.PARTNER_MEMBER}
    assert browser.get("/organisations/alder/").status_code == 200
    assert browser.session["audience"] == "partner"
    joined = alder.organisation.events.filter(kind="joined", person=user).get()
    assert joined.invitation == Invitation.objects.get()


def test_the_token_is_gone_from_the_address_after_one_step_and_is_not_kept(invited):
    browser = client("partner")
    response = browser.get(invited)
    token = invited.split("/")[-2]
    assert token not in response.headers["Location"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert token not in str(dict(browser.session))
    assert token not in browser.get(ACCEPT).content.decode()


def test_a_log_line_does_not_hold_the_token():
    import logging

    from config.logs import DiscreetFormatter

    line = logging.LogRecord("x", 20, "", 1, "GET /cy/invitations/abc-DEF_1/ 302", (), None)
    assert "abc-DEF_1" not in DiscreetFormatter("%(message)s").format(line)


def test_opening_the_link_uses_nothing_up(invited):
    for _ in range(3):
        opened(invited).get(ACCEPT)
    assert Invitation.objects.get().accepted_at is None
    assert opened(invited).post(ACCEPT, {"name": ""}).status_code == 200
    assert Invitation.objects.get().accepted_at is None


def test_a_used_link_says_so(invited):
    opened(invited).post(ACCEPT, {"name": "Nia"})
    response = opened(invited).get(ACCEPT)
    assert response.status_code == 410
    assert "has been used" in response.content.decode()
    assert opened(invited).post(ACCEPT, {"name": "Second"}).status_code == 410
    assert User.objects.filter(name="Second").count() == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - datetime.timedelta(minutes=1)}, "too old"),
        ({"cancelled_at": timezone.now()}, "has been cancelled"),
        ({"last_day": timezone.localdate() - datetime.timedelta(days=2)}, "too old"),
        ({"token_hash": "replaced by a newer letter"}, "does not work"),
    ],
)
def test_a_link_that_is_over_says_why_and_opens_nothing(invited, change, words):
    Invitation.objects.update(**change)
    browser = opened(invited)
    for response in (browser.get(ACCEPT), browser.post(ACCEPT, {"name": "Nia"})):
        assert response.status_code in {404, 410}
        assert words in response.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_closed_organisation_is_joined_by_nobody(alder, invited):
    Organisation.objects.filter(pk=alder.organisation.pk).update(state="closed")
    assert opened(invited).post(ACCEPT, {"name": "Nia"}).status_code == 410
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_made_up_link_and_none_at_all_are_told_the_same(db):
    made_up = opened("/invitations/made-up/").get(ACCEPT)
    none = client("partner").get(ACCEPT)
    assert made_up.status_code == none.status_code == 404
    assert "does not work" in none.content.decode()


def test_an_account_there_is_has_to_be_signed_in_to(alder, invited):
    user = make_user(email=EMAIL, name="Already Here")
    browser = opened(invited)
    page = browser.get(ACCEPT).content.decode()
    assert "Sign in to it first" in page
    assert 'name="name"' not in page
    assert "Sign in to it first" in browser.post(ACCEPT, {"name": "Thief"}).content.decode()
    assert organisation_keys(user) == []
    # The sign-in lets them in for this one thing alone.
    browser.post("/account/sign-in/", {"email": EMAIL, "password": PASSWORD, "next": ACCEPT})
    assert browser.get("/organisations/").status_code == 302
    assert browser.get("/api/v1/pages/").status_code == 401
    page = browser.get(ACCEPT)
    assert "You are signed in as Already Here" in page.content.decode()
    assert browser.post(ACCEPT).headers["Location"] == "/organisations/alder/"
    user.refresh_from_db()
    assert user.name == "Already Here"
    assert organisation_keys(user) == ["partner:alder"]
    assert browser.get("/organisations/alder/").status_code == 200


def test_an_invitation_alone_opens_no_host_to_anybody_else(alder, invited):
    assert admit(make_user(email=EMAIL), "partner").keys == frozenset()
    assert admit(make_user(), "partner") is None
    past = timezone.now() - datetime.timedelta(minutes=1)
    for over in ({"cancelled_at": past}, {"cancelled_at": None, "expires_at": past}):
        Invitation.objects.update(**over)
        assert admit(User.objects.get(email=EMAIL), "partner") is None
    Invitation.objects.update(expires_at=timezone.now() + datetime.timedelta(days=1))
    assert admit(User.objects.get(email=EMAIL), "partner")
    Organisation.objects.filter(pk=alder.organisation.pk).update(state="closed")
    assert admit(User.objects.get(email=EMAIL), "partner") is None


def test_somebody_else_signed_in_does_not_take_it(alder, invited):
    browser = opened(invited, signed_in(alder.member, "partner"))
    page = browser.get(ACCEPT).content.decode()
    assert f"This invitation is for {EMAIL}" in page
    assert browser.post(ACCEPT).status_code == 200
    assert Invitation.objects.get().accepted_at is None
    assert browser.post("/account/sign-out/").status_code == 302
    assert Membership.objects.filter(user=alder.member).count() == 1


def test_a_second_organisation_joins_the_first(alder, invited, link):
    opened(invited).post(ACCEPT, {"name": "Nia"})
    user = User.objects.get(email=EMAIL)
    invite(admit(alder.stranger, "partner"), alder.other, email=EMAIL, role=Role.PARTNER_MANAGER)
    browser = opened(link(), signed_in(user, "partner"))
    assert browser.post(ACCEPT).headers["Location"] == "/organisations/birch/"
    assert sorted(organisation_keys(user)) == ["partner:alder", "partner:birch"]
    assert roles_of(user) == {Role.PARTNER_MEMBER, Role.PARTNER_MANAGER}


def test_whoever_left_comes_back_by_an_invitation(alder, link):
    leave(alder.member)
    invite(admit(alder.manager, "partner"), alder.organisation, email=alder.member.email)
    browser = opened(link())
    browser.post("/account/sign-in/", {"email": alder.member.email, "password": PASSWORD})
    assert browser.post(ACCEPT).status_code == 302
    assert alder.membership(alder.member).active


def test_the_first_member_starts_the_half_year(alder, link):
    empty = Organisation.objects.create(
        slug="empty", name="Empty", confirm_by=timezone.localdate() - datetime.timedelta(days=9)
    )
    invite(admit(alder.overseer, "staff"), empty, email=EMAIL, role=Role.PARTNER_MANAGER)
    browser = opened(link())
    browser.post(ACCEPT, {"name": "Nia"})
    assert browser.get("/organisations/empty/").status_code == 200


def test_one_invitation_accepted_in_two_windows_at_once_is_accepted_once(committing_db, monkeypatch, link):
    user = make_user(email=EMAIL)
    organisation = Organisation.objects.create(slug="alder", name="Alder")
    invite(admit(make_staff(Role.ADMINISTRATOR), "staff"), organisation, email=EMAIL)
    windows = [opened(link(), signed_in(user, "partner")) for _ in range(2)]
    one, second = at_once(
        monkeypatch,
        "partners.services.invitations.add_member",
        lambda: windows[0].post(ACCEPT),
        lambda: windows[1].post(ACCEPT),
    )
    assert (one.status_code, second.status_code) == (302, 410)
    assert organisation.events.filter(kind="joined").count() == 1


def test_an_account_made_meanwhile_is_not_taken_over(alder, invited, monkeypatch):
    """Between the look whether there is one and the making of it, somebody signs up with the address."""
    from partners.services import invitations

    monkeypatch.setattr(invitations, "why_refused", lambda invitation, user: "")
    theirs = make_user(email=EMAIL, name="Theirs")
    assert "Sign in to it first" in opened(invited).post(ACCEPT, {"name": "Thief"}).content.decode()
    assert organisation_keys(theirs) == []


def test_a_member_by_command_is_recorded_without_an_actor(alder):
    add_member(alder.other, alder.member)
    assert alder.other.events.filter(kind="joined", actor=None, person=alder.member).exists()


def test_who_manages_no_more_does_not_come_back_by_their_own_invitation(alder, invited):
    Membership.objects.filter(user=alder.manager).update(role=Role.PARTNER_MEMBER)
    browser = opened(invited)
    browser.post(ACCEPT, {"name": "Nia New"})
    assert not User.objects.filter(email=EMAIL).exists()
    assert not Invitation.objects.get().accepted_at


def test_an_address_is_not_flooded_by_inviting_and_cancelling(alder):
    asking = admit(alder.manager, "partner")
    for _ in range(3):
        cancel(asking, invite(asking, alder.organisation, email=EMAIL))
    with pytest.raises(ValidationError, match="tomorrow"):
        invite(asking, alder.organisation, email=EMAIL)
    invite(asking, alder.organisation, email="other@example.org")


def test_an_organisation_has_so_many_invitations_waiting_and_so_many_a_day(alder, monkeypatch):
    monkeypatch.setattr("partners.services.invitations.MOST_OPEN", 2)
    asking = admit(alder.manager, "partner")
    waiting = [invite(asking, alder.organisation, email=f"{name}@example.org") for name in ("a", "b")]
    with pytest.raises(ValidationError, match="are waiting"):
        invite(asking, alder.organisation, email="c@example.org")
    cancel(asking, waiting[0])
    with pytest.raises(ValidationError, match="tomorrow"):
        invite(asking, alder.organisation, email="c@example.org")
