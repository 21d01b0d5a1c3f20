"""Teams of council staff: who is in one, kept in the admin."""

import pytest

from accounts.models import Role
from forms_engine.catalogue.models import Queue, Team
from forms_engine.catalogue.selectors import teams_of
from tests.factories import make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return signed_in(make_staff(Role.ADMINISTRATOR, is_superuser=True), "staff")


def save(browser, team=None, **fields):
    address = f"/admin/teams/edit/{team.pk}/" if team else "/admin/teams/new/"
    return browser.post(address, {"name": "Highways", "slug": "highways", **fields})


def test_an_administrator_makes_a_team_of_staff_with_a_lead(administrator):
    lead, member = make_staff(), make_staff()
    assert save(administrator, members=[lead.pk, member.pk], lead=lead.pk).status_code == 302
    team = Team.objects.get(slug="highways")
    assert (set(team.members.all()), team.lead) == ({lead, member}, lead)
    text = administrator.get("/admin/teams/").content.decode()
    assert "Highways" in text
    assert lead.name in text


def test_residents_partners_and_closed_accounts_are_not_offered(administrator):
    closed = make_staff()
    closed.is_active = False
    closed.save()
    outsiders = [make_user(), closed]
    text = administrator.get("/admin/teams/new/").content.decode()
    for person in outsiders:
        assert person.name not in text
        assert save(administrator, members=[person.pk]).status_code == 200
    assert not Team.objects.filter(slug="highways").exists()


def test_a_lead_is_a_member(administrator):
    lead = make_staff()
    assert "has to be a member" in save(administrator, lead=lead.pk).content.decode()
    assert not Team.objects.filter(slug="highways").exists()


def test_a_closed_member_drops_out_and_belongs_to_no_team_before_that(administrator):
    member, stays = make_staff(), make_staff()
    team = Team.objects.create(slug="highways", name="Highways")
    team.members.set([member, stays])
    assert list(teams_of(member)) == [team]
    member.is_active = False
    member.save()
    assert list(teams_of(member)) == []
    save(administrator, team, members=[stays.pk])
    assert list(team.members.all()) == [stays]


def test_who_leaves_the_council_is_in_no_team():
    member = make_staff()
    Team.objects.create(slug="highways", name="Highways").members.add(member)
    member.is_staff = False
    member.save()
    assert list(teams_of(member)) == []


def test_editors_and_officers_change_no_team():
    team = Team.objects.create(slug="highways", name="Highways")
    for role in (Role.EDITOR, Role.PUBLISHER, Role.OFFICER):
        member = make_staff(role)
        browser = signed_in(member, "staff")
        save(browser, team, members=[member.pk])
        assert browser.get("/admin/teams/").status_code in {302, 403}
    assert not team.members.exists()


def test_queues_are_kept_by_administrators_and_never_deleted(administrator):
    team = Team.objects.create(slug="highways", name="Highways")
    new = {"name": "East", "slug": "east", "team": team.pk}
    assert administrator.post("/admin/queues/new/", new).status_code == 302
    queue = Queue.objects.get(slug="east")
    administrator.post(f"/admin/queues/edit/{queue.pk}/", {**new, "name": "Far east", "slug": "other"})
    queue.refresh_from_db()
    assert (queue.name, queue.slug) == ("Far east", "east")
    administrator.post(f"/admin/queues/delete/{queue.pk}/")
    assert Queue.objects.filter(slug="east").exists()
    editor = signed_in(make_staff(Role.PUBLISHER, Role.EDITOR), "staff")
    editor.post("/admin/queues/new/", {**new, "slug": "west"})
    assert not Queue.objects.filter(slug="west").exists()
