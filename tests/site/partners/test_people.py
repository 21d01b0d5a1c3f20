"""A partner manager looks after the people of their own organisation, and of no other."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Role
from accounts.selectors import roles_of
from audiences.admission import admit
from forms_engine.notices.models import Notice
from partners import services
from partners.authority import NotAllowed
from partners.models import Invitation, Membership, Organisation, OrganisationEvent
from partners.services import add_member
from tests.at_once import at_once
from tests.factories import make_staff, make_user, signed_in

PAGE = "/organisations/alder/"


def day_parts(day):
    return {"last_day_day": day.day, "last_day_month": day.month, "last_day_year": day.year}


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def invite(browser, email="new@example.org", role="partner-member", **fields):
    return browser.post(f"{PAGE}invite/", {"email": email, "role": role, **fields})


def person(user):
    return f"{PAGE}people/{user.uuid}/"


def kinds(organisation):
    return [event.kind for event in reversed(organisation.events.all())]


def test_a_manager_sees_the_people_and_a_member_whom_to_ask(alder):
    text = alder.as_manager().get(PAGE).content.decode()
    assert alder.member.email in text
    assert "Invite somebody" in text
    text = signed_in(alder.member, "partner").get(PAGE).content.decode()
    assert alder.manager.name in text
    assert "Invite somebody" not in text


def test_whoever_belongs_to_one_goes_straight_there_and_to_several_chooses(alder):
    response = alder.as_manager().get("/organisations/")
    assert response.status_code == 302
    assert response.headers["Location"] == PAGE
    add_member(alder.other, alder.manager)
    text = alder.as_manager().get("/organisations/").content.decode()
    assert "Alder Care" in text
    assert "Birch School" in text
    # A manager of one is a member of the other, and no more.
    assert "Invite somebody" not in alder.as_manager().get("/organisations/birch/").content.decode()
    assert alder.as_manager().get("/organisations/birch/invite/").status_code == 404


def test_an_organisation_is_nobodys_elses(alder):
    add_member(alder.other, alder.member)
    waiting = invite(alder.as_manager()) and Invitation.objects.get()
    for user in (alder.stranger, alder.member):
        browser = signed_in(user, "partner")
        if user == alder.stranger:
            assert browser.get(PAGE).status_code == 404
        for address in (
            f"{PAGE}invite/",
            person(alder.manager),
            f"{person(alder.manager)}end/",
        ):
            assert browser.get(address).status_code == 404, address
            assert browser.post(address, {"role": "partner-member"}).status_code == 404, address
        for verb in ("resend", "cancel"):
            assert browser.post(f"{PAGE}invitations/{waiting.pk}/{verb}/").status_code == 404
    # Their own organisation's address does not lead to another's people.
    browser = signed_in(alder.stranger, "partner")
    assert browser.post(f"/organisations/birch/people/{alder.manager.uuid}/end/").status_code == 404
    assert browser.post(f"/organisations/birch/invitations/{waiting.pk}/cancel/").status_code == 404
    assert alder.membership(alder.manager).active
    assert Invitation.objects.get().cancelled_at is None


def test_a_manager_invites_and_the_letter_goes_once_the_row_stands(alder):
    response = invite(alder.as_manager(), "New@Example.org", "partner-manager")
    assert response.status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("new@example.org", "partner-manager")
    notice = Notice.objects.get()
    assert notice.recipient == "new@example.org"
    assert notice.secret
    assert "/invitations/" in notice.body
    # The database knows the digest alone.
    token = notice.body.split("/invitations/")[1].split("/")[0]
    assert token not in invitation.token_hash
    assert len(invitation.token_hash) == 64


@pytest.mark.parametrize("email", ["", "nobody", "a@b"])
def test_an_address_that_is_none_is_not_invited(alder, email):
    assert invite(alder.as_manager(), email).status_code == 200
    assert not Invitation.objects.exists()


def test_nobody_is_invited_twice_nor_a_member_again(alder):
    browser = alder.as_manager()
    invite(browser)
    assert "has been invited" in invite(browser).content.decode()
    assert "has access already" in invite(browser, alder.member.email).content.decode()
    assert Invitation.objects.count() == 1


def test_sending_again_makes_a_new_link_and_is_bounded(alder, link):
    browser = alder.as_manager()
    invite(browser)
    first = link()
    address = f"{PAGE}invitations/{Invitation.objects.get().pk}/resend/"
    for _ in range(8):
        assert browser.post(address).status_code == 302
    assert link() != first
    assert (
        Notice.objects.filter(subject="partner.invited").count() == Invitation.objects.get().times_sent == 6
    )


def test_a_cancelled_invitation_is_neither_sent_nor_cancelled_again(alder):
    browser = alder.as_manager()
    invite(browser)
    pk = Invitation.objects.get().pk
    browser.post(f"{PAGE}invitations/{pk}/cancel/")
    before = Invitation.objects.get()
    assert before.cancelled_at
    browser.post(f"{PAGE}invitations/{pk}/cancel/")
    browser.post(f"{PAGE}invitations/{pk}/resend/")
    assert Invitation.objects.get().cancelled_at == before.cancelled_at
    assert Invitation.objects.get().times_sent == 1
    assert invite(browser).status_code == 302
    assert Invitation.objects.count() == 2


def test_a_manager_gives_nobody_longer_than_they_have(alder):
    Membership.objects.filter(user=alder.manager).update(expires=in_days(10))
    browser = alder.as_manager()
    assert "and no longer" in invite(browser).content.decode()
    assert "and no longer" in invite(browser, **day_parts(in_days(11))).content.decode()
    assert not Invitation.objects.exists()
    assert invite(browser, **day_parts(in_days(10))).status_code == 302
    answer = browser.post(person(alder.member), {"role": "partner-member", **day_parts(in_days(11))})
    assert answer.status_code == 200
    assert alder.membership(alder.member).expires is None
    answer = browser.post(person(alder.member), {"role": "partner-member", **day_parts(in_days(9))})
    assert answer.status_code == 302
    assert alder.membership(alder.member).expires == in_days(9)


def test_a_manager_does_not_move_their_own_last_day(alder):
    Membership.objects.filter(user=alder.manager).update(expires=in_days(10))
    add_member(alder.organisation, alder.member, role=Role.PARTNER_MANAGER)
    alder.as_manager().post(person(alder.manager), {"role": "partner-manager", **day_parts(in_days(90))})
    assert alder.membership(alder.manager).expires == in_days(10)


@pytest.mark.parametrize("day", [in_days(-1), datetime.date(1999, 1, 1)])
def test_a_last_day_is_not_in_the_past(alder, day):
    browser = alder.as_manager()
    assert "today or later" in invite(browser, **day_parts(day)).content.decode()
    browser.post(person(alder.member), {"role": "partner-member", **day_parts(day)})
    assert alder.membership(alder.member).expires is None


def test_a_day_that_is_none_is_said_so(alder):
    text = invite(
        alder.as_manager(), last_day_day="31", last_day_month="2", last_day_year="2030"
    ).content.decode()
    assert "Enter a real date" in text


def test_a_role_is_changed_and_the_accounts_roles_with_it(alder):
    alder.as_manager().post(person(alder.member), {"role": "partner-manager"})
    assert alder.membership(alder.member).is_manager
    assert roles_of(alder.member) == {Role.PARTNER_MANAGER}
    signed_in(alder.member, "partner").post(person(alder.manager), {"role": "partner-member"})
    assert not alder.membership(alder.manager).is_manager
    assert alder.as_manager().get(f"{PAGE}invite/").status_code == 404


def test_the_last_manager_neither_ends_nor_demotes_themselves(alder):
    browser = alder.as_manager()
    assert "last manager" in browser.post(f"{person(alder.manager)}end/").content.decode()
    text = browser.post(person(alder.manager), {"role": "partner-member"}).content.decode()
    assert "last manager" in text
    assert alder.membership(alder.manager).is_manager
    # A manager whose own time is over does not count as another.
    add_member(alder.organisation, alder.member, role=Role.PARTNER_MANAGER, expires=in_days(-1))
    browser.post(f"{person(alder.manager)}end/")
    assert alder.membership(alder.manager).active
    # The council can.
    signed_in(alder.owner, "staff").post(f"{person(alder.manager)}end/")
    assert not alder.membership(alder.manager).active


def test_the_last_two_managers_who_go_at_once_do_not_both_go(committing_db, monkeypatch):
    """One ends their access, the other makes themselves a member: whoever comes second is the last one by then."""
    organisation = Organisation.objects.create(slug="alder", name="Alder Care")
    first, second = make_user(), make_user()
    for user in (first, second):
        add_member(organisation, user, role=Role.PARTNER_MANAGER)
    gone, refused = at_once(
        monkeypatch,
        "partners.services.members.end",
        lambda: signed_in(first, "partner").post(f"{person(first)}end/"),
        lambda: signed_in(second, "partner").post(person(second), {"role": "partner-member"}),
    )
    assert gone.status_code == 302
    assert "last manager" in refused.content.decode()
    assert Membership.objects.get(active=True).is_manager


def test_with_another_manager_they_may_go(alder):
    add_member(alder.organisation, alder.member, role=Role.PARTNER_MANAGER)
    assert alder.as_manager().post(f"{person(alder.manager)}end/").headers["Location"] == "/"
    assert not alder.membership(alder.manager).active
    assert roles_of(alder.manager) == set()


def test_ending_takes_effect_at_the_next_request_and_takes_their_invitations(alder):
    add_member(alder.organisation, alder.member, role=Role.PARTNER_MANAGER)
    theirs = signed_in(alder.member, "partner")
    assert theirs.get(PAGE).status_code == 200
    invite(theirs)
    alder.as_manager().post(f"{person(alder.member)}end/")
    assert theirs.get(PAGE).status_code == 302
    assert Invitation.objects.get().cancelled_at
    assert Notice.objects.filter(subject="partner.ended", recipient=alder.member.email).count() == 1
    over = alder.membership(alder.member)
    for verb in (services.change_role, services.extend):
        with pytest.raises(ValidationError, match="has ended"):
            verb(admit(alder.manager, "partner"), over, Role.PARTNER_MANAGER)
    # Asking first changes nothing.
    assert alder.as_manager().get(f"{person(alder.manager)}end/").status_code == 200
    assert alder.membership(alder.manager).active


def test_every_verb_asks_who_asks_whatever_a_view_has_asked_before(alder):
    invite(alder.as_manager())
    own, waiting = alder.membership(alder.member), Invitation.objects.get()
    managers = [
        lambda who: services.invite(who, alder.organisation, email="x@example.org"),
        lambda who: services.resend(who, waiting),
        lambda who: services.cancel(who, waiting),
        lambda who: services.change_role(who, own, Role.PARTNER_MANAGER),
        lambda who: services.extend(who, own, in_days(9)),
        lambda who: services.end_membership(who, own),
    ]
    councils = [
        lambda who: services.change_organisation(who, alder.organisation, {"name": "Mine"}),
        lambda who: services.confirm(who, alder.organisation, keeping=[own], ending=[]),
        lambda who: services.close_organisation(who, alder.organisation),
        lambda who: services.reopen_organisation(who, alder.organisation),
    ]
    nobody = [admit(alder.stranger, "partner"), admit(alder.member, "partner"), admit(make_staff(), "staff")]
    cases = [(verb, who) for verb in (*managers, *councils) for who in nobody]
    cases += [(verb, admit(alder.manager, "partner")) for verb in councils]
    for verb, who in cases:
        with pytest.raises(NotAllowed):
            verb(who)
    assert (own.role, kinds(alder.organisation)) == ("partner-member", ["joined", "joined", "invited"])


def test_everything_is_written_down_and_stays(alder):
    browser = alder.as_manager()
    invite(browser)
    pk = Invitation.objects.get().pk
    browser.post(f"{PAGE}invitations/{pk}/resend/")
    browser.post(f"{PAGE}invitations/{pk}/cancel/")
    browser.post(person(alder.member), {"role": "partner-manager", **day_parts(in_days(5))})
    browser.post(f"{person(alder.member)}end/")
    assert kinds(alder.organisation) == [
        "joined", "joined", "invited", "resent", "cancelled", "role", "extended", "ended",
    ]  # fmt: skip
    event = alder.organisation.events.get(kind="extended")
    assert (event.actor, event.person, event.day) == (alder.manager, alder.member, in_days(5))
    text = browser.get(PAGE).content.decode()
    assert "Last day changed" in text
    for change in (lambda: event.delete(), lambda: event.save()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert OrganisationEvent.objects.filter(pk=event.pk).exists()


def test_an_organisations_slug_never_changes_and_it_is_never_deleted(alder):
    alder.organisation.slug = "other"
    with pytest.raises(DatabaseError), transaction.atomic():
        alder.organisation.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        type(alder.other).objects.filter(pk=alder.other.pk).delete()


def test_staff_and_residents_have_no_extranet_screens(alder):
    assert signed_in(make_staff(), "partner").get(PAGE).status_code == 302
    assert signed_in(make_user(), "partner").get(PAGE).status_code == 302
    assert signed_in(alder.manager, "public").get(PAGE).status_code == 404


def test_what_somebody_does_as_a_resident_is_not_shown(alder):
    from accounts.models import SignedIn

    at = timezone.now()
    SignedIn.objects.create(
        user=alder.member, session_key="a", audience="public", last_used_at=at - datetime.timedelta(days=1)
    )
    assert "Not lately" in alder.as_manager().get(PAGE).content.decode()


def test_the_page_costs_no_more_with_more_people(alder, django_assert_max_num_queries):
    browser = alder.as_manager()
    browser.get(PAGE)
    for _ in range(10):
        add_member(alder.organisation, make_user())
    with django_assert_max_num_queries(25):
        browser.get(PAGE)
