"""The council opens, confirms and closes organisations; access stops by itself where nobody confirms."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role
from audiences.admission import admit
from forms_engine.notices.models import Notice
from partners.models import Invitation, Organisation
from partners.selectors import organisation_keys
from partners.services import change_organisation, invite
from partners.services.reminders import remind_of_confirmations
from tests.factories import make_staff, make_user, signed_in

LIST = "/organisations/"
PAGE = "/organisations/alder/"


@pytest.fixture
def owner(alder):
    return signed_in(alder.owner, "staff")


@pytest.fixture
def overseer(alder):
    return signed_in(alder.overseer, "staff")


def due_in(organisation, days):
    organisation.confirm_by = timezone.localdate() + datetime.timedelta(days=days)
    organisation.save(update_fields=["confirm_by"])


def decisions(alder, **of):
    """What the form of the confirmation posts."""
    return {f"person-{getattr(alder, who).uuid}": what for who, what in of.items()}


def letters(subject):
    return sorted(Notice.objects.filter(subject=subject).values_list("recipient", flat=True))


def test_an_owner_sees_their_own_and_an_overseer_all(alder, owner, overseer):
    assert "Alder Care" in owner.get(LIST).content.decode()
    assert "Birch School" not in owner.get(LIST).content.decode()
    assert owner.get("/organisations/birch/").status_code == 404
    assert "Birch School" in overseer.get(LIST).content.decode()
    assert overseer.get("/organisations/birch/").status_code == 200


def test_other_staff_see_none(alder):
    for role in (Role.OFFICER, Role.EDITOR, Role.AUDITOR):
        browser = signed_in(make_staff(role), "staff")
        assert "You do not look after any" in browser.get(LIST).content.decode()
        assert "Alder" not in browser.get(LIST, {"q": "care"}).content.decode()
        for rest in ("", "change/", "confirm/", "close/", "invite/", f"people/{alder.member.uuid}/end/"):
            assert browser.get(PAGE + rest).status_code == 404, rest
            if rest:
                assert browser.post(PAGE + rest, {"role": "partner-member"}).status_code == 404, rest
        assert browser.get("/new-organisation/").status_code == 404
    assert Organisation.objects.get(slug="alder").is_open
    assert alder.membership(alder.member).active


def test_the_list_is_searched_and_has_what_is_due_on_top(alder, overseer):
    assert "Alder" not in overseer.get(LIST, {"q": "birch"}).content.decode()
    due_in(alder.other, 12)
    text = overseer.get(LIST).content.decode()
    assert text.index("To confirm") < text.index("Birch School") < text.index("All others")
    assert text.index("Birch School") < text.index("Alder Care")


def test_an_overseer_adds_an_organisation_and_invites_its_first_manager(alder, overseer, owner):
    details = {"name": "Cedar Agents", "slug": "cedar", "kind": "agent", "owner": alder.owner.pk}
    assert owner.post("/new-organisation/", details).status_code == 404
    response = overseer.post("/new-organisation/", details)
    assert response.headers["Location"] == "/organisations/cedar/invite/"
    overseer.post(response.headers["Location"], {"email": "m@example.org", "role": "partner-manager"})
    assert Invitation.objects.get().organisation.owner == alder.owner
    assert [event.kind for event in Organisation.objects.get(slug="cedar").events.all()] == [
        "invited",
        "opened",
    ]


@pytest.mark.parametrize("slug", ["Alder Two", "under_score", "alder", "", "UPPER", "-dash"])
def test_a_short_name_that_cannot_be_a_key_is_refused(alder, overseer, slug):
    response = overseer.post("/new-organisation/", {"name": "X", "slug": slug, "kind": "agent"})
    assert response.status_code == 200
    assert Organisation.objects.count() == 2


def test_details_change_but_not_the_short_name(alder, owner):
    owner.post(f"{PAGE}change/", {"name": "Alder Care Ltd", "slug": "other", "kind": "care-provider"})
    changed = Organisation.objects.get(pk=alder.organisation.pk)
    assert (changed.name, changed.slug, changed.owner) == ("Alder Care Ltd", "alder", None)


def test_the_owner_is_council_staff(alder, overseer):
    response = overseer.post(f"{PAGE}change/", {"name": "Alder", "kind": "agent", "owner": make_user().pk})
    assert response.status_code == 200
    leaver = make_staff()
    leaver.is_active = False
    leaver.save()
    for nobody in (make_user(), leaver):
        with pytest.raises(ValidationError, match="council staff"):
            change_organisation(admit(alder.overseer, "staff"), alder.organisation, {"owner": nobody})
    assert Organisation.objects.get(slug="alder").owner == alder.owner


def test_the_owner_confirms_each_person(alder, owner):
    due_in(alder.organisation, 5)
    incomplete = owner.post(f"{PAGE}confirm/", decisions(alder, manager="keep"))
    assert "still needs access" in incomplete.content.decode()
    assert alder.membership(alder.member).active
    owner.post(f"{PAGE}confirm/", decisions(alder, manager="keep", member="end"))
    assert alder.membership(alder.manager).confirmed_at
    assert not alder.membership(alder.member).active
    left = Organisation.objects.get(slug="alder").confirm_by - timezone.localdate()
    assert left.days == 182
    assert alder.organisation.events.first().kind == "confirmed"


def test_a_partner_manager_does_not_confirm(alder):
    browser = signed_in(alder.manager, "partner")
    assert browser.get(f"{PAGE}confirm/").status_code == 404
    assert browser.get(f"{PAGE}close/").status_code == 404


def test_a_list_that_has_changed_since_is_not_confirmed(alder):
    from partners.services import confirm

    asking = admit(alder.owner, "staff")
    with pytest.raises(ValidationError, match="have changed"):
        confirm(asking, alder.organisation, keeping=[alder.membership(alder.manager)], ending=[])
    assert alder.membership(alder.member).active


@pytest.mark.parametrize(("days", "in_"), [(1, True), (0, True), (-1, False)])
def test_members_lose_access_after_the_day_without_any_job(alder, days, in_):
    browser = signed_in(alder.member, "partner")
    due_in(alder.organisation, days)
    assert bool(organisation_keys(alder.member)) == in_
    assert browser.get(PAGE).status_code == (200 if in_ else 302)


def test_confirming_late_lets_them_in_again(alder, owner):
    due_in(alder.organisation, -3)
    browser = signed_in(alder.member, "partner")
    assert browser.get(PAGE).status_code == 302
    owner.post(f"{PAGE}confirm/", decisions(alder, manager="keep", member="keep"))
    assert browser.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("days", "subject"),
    [
        (31, None),
        (30, "partner.confirm-due"),
        (12, "partner.confirm-due"),
        (7, "partner.confirm-due"),
        (0, "partner.confirm-due"),
        (-1, "partner.confirm-lapsed"),
    ],
)
def test_owner_and_managers_are_told_once(alder, days, subject):
    due_in(alder.organisation, days)
    for _ in range(3):
        remind_of_confirmations()
    sent = list(Notice.objects.values_list("subject", flat=True))
    assert sent == ([subject] * 2 if subject else [])
    if subject:
        assert letters(subject) == sorted([alder.owner.email, alder.manager.email])


def test_letters_come_again_in_the_next_round(alder):
    due_in(alder.organisation, 30)
    remind_of_confirmations()
    assert len(letters("partner.confirm-due")) == 2
    # Another due date is another round.
    due_in(alder.organisation, 29)
    remind_of_confirmations()
    assert len(letters("partner.confirm-due")) == 4


def test_an_organisation_without_people_bothers_nobody(alder):
    alder.organisation.memberships.update(active=False)
    due_in(alder.organisation, 3)
    assert remind_of_confirmations() == 0


def test_the_owners_letter_has_the_way_there_and_the_managers_does_not(alder):
    due_in(alder.organisation, 7)
    remind_of_confirmations()
    body = {each.recipient: each.body for each in Notice.objects.all()}
    assert "/organisations/alder/confirm/" in body[alder.owner.email]
    assert "/confirm/" not in body[alder.manager.email]
    assert alder.owner.name in body[alder.manager.email]


def test_closing_ends_everything_and_opening_again_begins_anew(alder, owner, overseer):
    invite(admit(alder.manager, "partner"), alder.organisation, email="new@example.org")
    browser = signed_in(alder.member, "partner")
    assert owner.get(f"{PAGE}close/").status_code == 200
    assert Organisation.objects.get(slug="alder").is_open
    owner.post(f"{PAGE}close/")
    assert browser.get(PAGE).status_code == 302
    assert organisation_keys(alder.manager) == []
    assert Invitation.objects.get().cancelled_at
    text = overseer.post(f"{PAGE}invite/", {"email": "x@example.org", "role": "partner-member"})
    assert "is closed" in text.content.decode()
    assert owner.post(f"{PAGE}reopen/").status_code == 404
    overseer.post(f"{PAGE}reopen/")
    assert Organisation.objects.get(slug="alder").is_open
    assert organisation_keys(alder.manager) == []


def test_a_closed_account_owns_nothing_it_can_open(alder, owner):
    alder.owner.is_active = False
    alder.owner.save()
    assert owner.get(PAGE).status_code == 302


def test_the_list_costs_no_more_with_more_organisations(alder, overseer, django_assert_max_num_queries):
    for number in range(12):
        Organisation.objects.create(slug=f"o-{number}", name=f"O {number}", owner=alder.owner)
    overseer.get(LIST)
    with django_assert_max_num_queries(20):
        overseer.get(LIST)
