"""Lists kept under a name: mine and my team's, never wider than what I see."""

import pytest

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Queue, Team
from forms_engine.requests.states import NotAllowed
from tests.factories import make_staff, signed_in
from workplace.models import SavedView
from workplace.queues.filters import Filters
from workplace.queues.saved_views import MOST, NotKept, save_view, views_for

pytestmark = pytest.mark.django_db

ALL, SAVED = "/workplace/everything/", "/workplace/saved-lists/"


def save(browser, name, **said):
    return browser.post(SAVED, {"name": name, "query": "channel=phone&nonsense=1", **said}, follow=True)


def test_saved_it_is_beside_every_list_and_on_the_first_page(report, browser):
    answer = save(browser, "Rang us", queue="highways")
    assert answer.redirect_chain == [("/workplace/queues/highways/?channel=phone", 302)]
    link = 'href="/workplace/queues/highways/?channel=phone">Rang us'
    for address in (ALL, "/workplace/", SAVED):
        assert link in browser.get(address).content.decode()


def test_the_same_name_again_replaces_it(report, browser):
    save(browser, "Rang us")
    save(browser, "Rang us", query="channel=desk")
    assert SavedView.objects.get().query == "channel=desk"


def test_a_teams_is_its_members_and_mine_is_mine(report, browser, ben):
    other = make_staff(Role.OFFICER)
    save(browser, "Mine alone")
    save(browser, "All of ours", team="highways")
    shown = [[view.name for view in views_for(admit(person, "staff"))] for person in (ben, other)]
    assert shown == [["All of ours"], []]
    # Used by all, changed by whoever saved it (or leads the team).
    view = SavedView.objects.get(name="All of ours")
    theirs = signed_in(ben, "staff")
    assert theirs.get(f"{SAVED}{view.pk}/").status_code == 404
    assert theirs.post(f"{SAVED}{view.pk}/", {"delete": "1"}).status_code == 404
    view.team.lead = ben
    view.team.save()
    assert theirs.post(f"{SAVED}{view.pk}/", {"name": "Ours"}).status_code == 302
    assert SavedView.objects.filter(name="Ours").exists()


def test_renamed_and_deleted(report, browser):
    save(browser, "One")
    save(browser, "Two")
    view = SavedView.objects.get(name="One")
    assert "name already" in browser.post(f"{SAVED}{view.pk}/", {"name": "Two"}).content.decode()
    assert "Give the list a name" in browser.post(f"{SAVED}{view.pk}/", {"name": "  "}).content.decode()
    browser.post(f"{SAVED}{view.pk}/", {"name": "Three"})
    browser.post(f"{SAVED}{view.pk}/", {"delete": "1"})
    assert [view.name for view in SavedView.objects.all()] == ["Two"]
    assert browser.post(f"{SAVED}{view.pk}/", {"delete": "1"}).status_code == 404


def test_a_queue_that_is_not_mine_is_not_shown_nor_saved(report, browser, ida):
    parks = Team.objects.create(slug="parks", name="Parks")
    queue = Queue.objects.create(slug="parks", name="Parks", team=parks)
    assert save(browser, "Theirs", queue="parks").status_code == 404
    assert save(browser, "Theirs", team="parks").status_code == 404
    SavedView.objects.create(user=ida, name="Of before I left", queue=queue)
    assert not views_for(admit(ida, "staff")).exists()


def test_what_cannot_be_kept(report, browser, ida):
    principal = admit(ida, "staff")
    assert "Give the list a name" in save(browser, " ").content.decode()
    assert "80 letters at most" in save(browser, "x" * 81).content.decode()
    SavedView.objects.bulk_create(SavedView(user=ida, name=f"List {number}") for number in range(MOST))
    with pytest.raises(NotKept, match="saved lists"):
        save_view(principal, name="One more", filters=Filters(), queue=None, team=None)
    with pytest.raises(NotAllowed):
        save_view(admit(make_staff(Role.EDITOR), "staff"), name="x", filters=Filters(), queue=None, team=None)
    assert signed_in(make_staff(Role.EDITOR), "staff").get(SAVED).status_code == 403
