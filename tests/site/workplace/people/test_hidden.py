"""Whoever is hidden is there for themselves and for who keeps their entry, and nowhere else: in no list, count, suggestion,
team, line, box to choose from, or address."""

import pytest

from accounts.models import Role
from tests.factories import make_partner, make_user, signed_in
from tests.site.workplace.people.conftest import at_work, leave, make_colleague, picture, text_of
from workplace.models import ProfileChange
from workplace.people.photos import keep

pytestmark = pytest.mark.django_db
NAME = "Hedd Wyn Cuddiedig"


@pytest.fixture
def manager():
    return make_colleague("Mo Manager")


@pytest.fixture
def hidden(highways, manager):
    entry = make_colleague(
        NAME, skills=["Falconry"], team=highways, office="Secret Street", job_title="Cuddiwr", manager=manager.user,
        phone="0300 555 9876", is_hidden=True, photo=keep(picture(kind="JPEG")),
    )  # fmt: skip
    highways.members.add(entry.user)
    highways.lead = entry.user
    highways.save()
    return entry


@pytest.fixture
def around(hidden, highways):
    """Somebody whom the hidden one manages, somebody who left and from whom they took over, somebody in their team."""
    left = leave(make_colleague("Lee Left"), taken_over_by=hidden.user)
    below = make_colleague("Bo Below", manager=hidden.user)
    beside = make_colleague("Bet Beside", team=highways)
    return [left, below, beside]


def pages(hidden, around):
    own = [f"/colleagues/{entry.user.uuid}/" for entry in (hidden, *around)]
    return [
        "/people/", "/people/?letter=h", "/people/?team=highways", "/people/?office=secret+street",
        f"/people/?skill={hidden.skills.get().pk}", "/colleagues/teams/highways/", "/colleagues/keeping/", *own,
        *(f"{address}photo/" for address in own[:1]), *(f"{address}change/" for address in own[:1]),
    ]  # fmt: skip


SECRETS = (NAME, "Cuddie", "Falconry", "Secret Street", "9876", "Hidden from colleagues")


def told(browser, hidden, around):
    """The pages on which something of the hidden one stands."""
    found = []
    for address in [*pages(hidden, around), "own/change"]:
        url = f"/colleagues/{browser.me.user.uuid}/change/" if address == "own/change" else address
        page = text_of(browser.get(url))
        if any(secret in page for secret in SECRETS) or str(hidden.user.uuid) in page:
            found.append(address)
    for words in ("hedd", "cuddiwr", "falconry", "9876", hidden.user.email):
        response = browser.post("/people/", {"words": words}, follow=True)
        if response.context["listing"].rows:
            found.append(words)
    return found


def as_browser(entry):
    browser = at_work(entry)
    browser.me = entry
    return browser


def test_no_colleague_is_told_of_them_anywhere(directory, asker, hidden, around):
    browser = as_browser(asker)
    assert told(browser, hidden, around) == []
    for end in ("", "photo/", "change/", "hide/", "confirm/"):
        method = browser.post if end == "confirm/" else browser.get
        assert method(f"/colleagues/{hidden.user.uuid}/{end}").status_code == 404
    # What they see is what they would see were nobody there.
    assert browser.get("/people/").context["listing"].number == "5"
    # Whoever they manage does not lose them by changing what else their own entry says.
    below = around[1]
    form = at_work(below).get(f"/colleagues/{below.user.uuid}/change/").context["form"]
    assert not form["manager"].value() and str(hidden.user.uuid) not in dict(form.fields["manager"].choices)
    at_work(below).post(f"/colleagues/{below.user.uuid}/change/", {"job_title": "Clerk"})
    below.refresh_from_db()
    assert below.manager_id == hidden.pk and below.job_title == "Clerk"


def test_they_are_found_by_themselves_and_by_who_keeps_their_entry(
    directory, manager, hidden, around, administrator
):
    for entry in (hidden, manager, administrator):
        browser = as_browser(entry)
        page = browser.get(f"/colleagues/{hidden.user.uuid}/")
        assert NAME in text_of(page), entry.name
        assert NAME in text_of(browser.get("/people/")), entry.name
        assert browser.get(f"/colleagues/{hidden.user.uuid}/photo/").status_code == 200
    assert "Your entry is hidden" in text_of(as_browser(hidden).get(f"/colleagues/{hidden.user.uuid}/"))
    assert NAME in text_of(as_browser(manager).get("/colleagues/keeping/"))


def test_hiding_is_for_who_keeps_the_entry_and_is_written_down(directory, asker, manager, hidden):
    hidden.is_hidden = False
    hidden.save()
    address = f"/colleagues/{hidden.user.uuid}/hide/"
    for refused in (asker, hidden):
        assert at_work(refused).get(address).status_code == 403
        assert at_work(refused).post(address, {"hidden": "yes"}).status_code == 403
    browser = at_work(manager)
    assert "Hide" in text_of(browser.get(address))
    for _ in range(2):
        assert browser.post(address, {"hidden": "yes"}).status_code == 302
    hidden.refresh_from_db()
    assert hidden.is_hidden
    browser.post(address, {"hidden": "no"})
    changes = ProfileChange.objects.filter(profile=hidden).order_by("pk")
    assert [(one.what, one.by) for one in changes] == [("hidden", manager.user), ("shown", manager.user)]


def test_residents_partners_and_accounts_for_emergencies_are_in_no_list(directory, browser, search, settings):
    resident, partner = make_user(name="Res Ident"), make_partner(name="Part Ner")
    glass = make_colleague("Glass Breaker")
    glass.user.is_break_glass = True
    glass.user.save()
    demo = make_colleague("Demo Account")
    demo.user.is_demo = True
    demo.user.save()
    assert search("ident") == search("ner") == search("breaker") == []
    assert (search("demo") == ["Demo Account"]) == settings.ENVIRONMENT.demo
    for user in (resident, partner, glass.user):
        assert browser.get(f"/colleagues/{user.uuid}/").status_code == 404


def test_a_partner_who_becomes_staff_no_more_never_shows_again(directory, browser):
    """Somebody with an entry whom an organisation has taken on: they left, as far as colleagues are concerned."""
    entry = make_colleague("Con Tractor")
    entry.user.is_staff = False
    entry.user.save()
    assert "Left" in text_of(browser.get(f"/colleagues/{entry.user.uuid}/"))
    assert signed_in(entry.user, "staff").get(f"/colleagues/{entry.user.uuid}/").status_code in {302, 401}


def test_roles_that_would_tell_whom_to_attack_are_told_to_nobody(directory, browser):
    roles = (
        Role.ADMINISTRATOR,
        Role.FINANCE_APPROVER,
        Role.AUDITOR,
        Role.RESTRICTED_CASE_OFFICER,
        Role.EDITOR,
    )
    entry = make_colleague("Rolf Roles", *roles)
    shown = browser.get(f"/colleagues/{entry.user.uuid}/").context["shown"]
    assert shown.roles == ["Writes web pages"]
