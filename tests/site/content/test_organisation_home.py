"""The extranet's front page as an organisation's home: what is on it, for whom, and nothing of anybody else's."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection

from accounts.models import Role
from audiences.admission import acting_for, admit
from audiences.principal import ACTING_FOR
from content.models import CollectionAudience, GuildhallDocument, NewsIndexPage, NewsPage, SharedDocumentsPage
from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.delivery.models import Delivery
from forms_engine.journeys import services as journeys
from forms_engine.notices.models import Notice
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.models import Request, Tombstone
from partners.models import Membership, Organisation, OrganisationToken
from partners.services import add_member
from tests.factories import make_page, make_site, make_staff, make_user, signed_in
from tests.forms_engine.council import started
from tests.site.partners.conftest import alder, council
from tests.themes.markup import Markup

__all__ = ["alder", "council"]

pytestmark = pytest.mark.django_db

# Fourteen of any page of the extranet (who asks, what they belong to, the page, the menu), and as many for the home.
BUDGET = 28


def home_of(user, acting=""):
    """The front page as they get it."""
    browser = signed_in(user, "partner")
    if acting:
        session = browser.session
        session[ACTING_FOR] = acting
        session.save()
    answer = browser.get("/")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return Markup(answer.content.decode())


def words(markup):
    return " ".join(markup.one("main").text.split())


def titles(markup, part):
    """The headings of the items below one heading of the home."""
    section = markup.one("section", **{"aria-labelledby": part})
    return [" ".join(one.text.split()) for one in markup.all("h3") if section in one.parents]


@pytest.fixture
def site(alder):
    return make_site("partner", summary="For those who work with us")


def send(user, organisation="alder", **fields):
    principal = acting_for(admit(user, "partner"), organisation)
    made = journeys.submit(started(principal=principal).id)
    Request.objects.filter(pk=made.pk).update(**fields)
    return made


def share(name, title, *organisations, above=None, audience="partner"):
    """A document in a collection of its own for these organisations."""
    place = (above or Collection.get_first_root_node()).add_child(name=name)
    CollectionAudience.objects.create(collection=place, audience=audience, organisations=list(organisations))
    GuildhallDocument.objects.create(title=title, file=ContentFile(b"words", f"{name}.pdf"), collection=place)
    return place


def test_it_bears_the_organisations_name_and_says_whom_to_call(alder, site):
    alder.owner.name = "Tom Ashdown"
    alder.owner.save()
    page = home_of(alder.member)
    assert page.one("h1").text == "Alder Care"
    said = words(page)
    for one in (
        "Nothing is waiting for you",
        "has sent nothing from here yet",
        "Nothing is shared",
        "Tom Ashdown",
    ):
        assert one in said
    assert alder.owner.email in said
    page.check_references()


def test_without_a_contact_it_says_what_to_do(alder, site):
    Organisation.objects.update(owner=None)
    assert "Call us, and we put you through" in words(home_of(alder.member))


def test_managers_find_what_they_look_after_and_members_whom_to_ask(alder, site):
    theirs, members = words(home_of(alder.manager)), words(home_of(alder.member))
    for one in ("Invite somebody", "People and their access", "Tokens for your programs", "Take over"):
        assert one in theirs
        assert one not in members
    assert "Who looks after access" in members


@pytest.mark.usefixtures("council")
def test_what_waits_is_on_top_and_the_newest_requests_below(alder, site):
    asked = send(alder.member, state="waiting", title="A hole in our lane")
    send(alder.manager, title="Another hole")
    page = home_of(alder.manager)
    assert titles(page, "waiting") == ["A hole in our lane"]
    assert titles(page, "requests") == ["Another hole", "A hole in our lane"]
    assert "We have a question for you" in words(page)
    assert f"/requests/{asked.reference}/" in links(page)


def links(page):
    main = page.one("main")
    return [one.attrs["href"] for one in page.all("a") if main in one.parents]


@pytest.mark.usefixtures("council")
def test_what_a_colleague_may_not_see_is_on_nobody_elses_home(alder, site):
    Service.objects.update(openness=Service.Openness.RESTRICTED)
    send(alder.member, title="A worry about a manager", state="waiting")
    assert "A worry about a manager" in words(home_of(alder.member))
    assert "A worry about a manager" not in words(home_of(alder.manager))


@pytest.mark.usefixtures("council")
def test_what_was_erased_is_on_no_home_and_in_no_list(alder, site):
    gone = send(alder.member)
    past = timezone.now() - datetime.timedelta(days=1)
    Request.objects.filter(pk=gone.pk).update(state="closed", finished_at=past)
    Delivery.objects.filter(owner_id=str(gone.pk)).update(state="cancelled")
    Notice.objects.filter(owner_id=str(gone.pk)).update(state="sent", sent_at=past, next_at=None)
    assert gone.reference in words(home_of(alder.member))
    assert erase_request(gone.pk, Tombstone.Because.TIME)
    assert gone.reference not in words(home_of(alder.member))
    listed = signed_in(alder.member, "partner").get("/organisations/requests/")
    assert gone.reference not in listed.content.decode()


@pytest.mark.usefixtures("council")
def test_nothing_of_a_strangers_organisation_shows(alder, site):
    news = make_page(site, NewsIndexPage, slug="news", title="News")
    for slug, name in (("alder", "ALDER"), ("birch", "BIRCH")):
        share(f"of-{slug}", f"Contract {name}", slug)
        make_page(
            news,
            NewsPage,
            slug=f"for-{slug}",
            title=f"News {name}",
            audience="partner",
            organisations=[slug],
            published_on=timezone.localdate(),
        )
        team = Team.objects.create(slug=slug, name=f"Crew {name}", organisation=slug)
        queue = Queue.objects.create(slug=slug, name=f"Jobs {name}", team=team)
        sender = alder.member if slug == "alder" else alder.stranger
        sent = send(sender, slug, title=f"Request {name}", state="waiting")
        made = send(sender, slug, title=f"Job {name}")
        Request.objects.filter(pk=made.pk).update(queue=queue, received_at=timezone.now())
        assert sent.organisation == slug
    make_page(
        site,
        SharedDocumentsPage,
        slug="documents",
        title="Documents",
        collection=Collection.get_first_root_node(),
    )
    for user, own, other in ((alder.manager, "ALDER", "BIRCH"), (alder.stranger, "BIRCH", "ALDER")):
        said = words(home_of(user))
        for what in ("Contract", "News", "Jobs", "Request"):
            assert f"{what} {own}" in said
        assert other not in said


@pytest.mark.usefixtures("council")
def test_whoever_belongs_to_several_chooses_and_sees_one_at_a_time(alder, site):
    both = make_user(name="Bo Both")
    for one in (alder.organisation, alder.other):
        add_member(one, both)
    send(alder.member, title="Request ALDER", state="waiting")
    send(alder.stranger, "birch", title="Request BIRCH", state="waiting")
    share("a", "Contract ALDER", "alder")
    share("b", "Contract BIRCH", "birch")
    make_page(
        site,
        SharedDocumentsPage,
        slug="documents",
        title="Documents",
        collection=Collection.get_first_root_node(),
    )
    browser = signed_in(both, "partner")
    page = Markup(browser.get("/").content.decode())
    assert "Which organisation are you here for?" in words(page)
    assert "ALDER" not in words(page) and "BIRCH" not in words(page)
    assert [one.attrs["value"] for one in page.all("button", name="organisation")] == ["alder", "birch"]
    answer = browser.post("/organisations/choose/", {"organisation": "birch", "next": "/"}, follow=True)
    page = Markup(answer.content.decode())
    assert page.one("h1").text == "Birch School"
    assert "You act for Birch School now." in words(page)
    assert titles(page, "requests") == ["Request BIRCH"]
    assert titles(page, "documents") == ["Contract BIRCH"]
    assert "ALDER" not in words(page)
    assert "Contract ALDER" in words(home_of(both, "alder"))


def test_its_own_documents_come_first_and_others_of_the_house_do_not_come(alder, site):
    shared = share("partners", "For every partner")
    share("alder", "Our contract", "alder", above=shared)
    elsewhere = share("elsewhere", "On no list", "alder")
    make_page(site, SharedDocumentsPage, slug="documents", title="Documents", collection=shared)
    page = home_of(alder.member)
    assert elsewhere.pk
    # Sent in last, but limited to them.
    assert titles(page, "documents") == ["Our contract", "For every partner"]
    assert words(page).count("For your organisation") == 1
    assert [link for link in links(page) if link.startswith("/documents/1") or link.count("/") > 2]


def test_what_is_about_to_end_is_said_a_month_before(alder, site):
    soon = timezone.localdate() + datetime.timedelta(days=10)
    leaver = make_user(name="Lee Leaver")
    add_member(alder.organisation, leaver)
    Membership.objects.filter(user=leaver).update(expires=soon)
    now = timezone.now()
    token = {"organisation": alder.organisation, "scopes": ["read"], "made_by": alder.manager}
    for number, (name, days) in enumerate((("Soon over", 5), ("Good for long", 90))):
        OrganisationToken.objects.create(
            name=name,
            digest=str(number),
            last_signs="abcd",
            created_at=now,
            expires_at=now + datetime.timedelta(days=days),
            **token,
        )
    Organisation.objects.update(confirm_by=soon)
    said = words(home_of(alder.manager))
    for one in ("The access of Lee Leaver ends", "The token “Soon over” ends", "Check who has access"):
        assert one in said
    assert "Good for long" not in said
    assert "Your access ends on" in words(home_of(leaver))
    assert "Nothing is waiting for you" in words(home_of(alder.member))
    stranger = words(home_of(alder.stranger))
    assert "Lee Leaver" not in stranger and "Soon over" not in stranger


def test_a_member_who_has_left_gets_nothing_of_it_at_the_next_click(alder, site):
    both = make_user()
    for one in (alder.organisation, alder.other):
        add_member(one, both)
    browser = signed_in(both, "partner")
    browser.post("/organisations/choose/", {"organisation": "alder"})
    assert "Alder Care" in browser.get("/").content.decode()
    Membership.objects.filter(user=both, organisation=alder.organisation).update(active=False)
    page = Markup(browser.get("/").content.decode())
    assert page.one("h1").text == "Birch School"


def test_an_editors_preview_is_nobodys_home(alder, site):
    editor = signed_in(make_staff(Role.EDITOR, Role.PUBLISHER), "staff")
    shown = editor.get(f"/admin/pages/{site.pk}/view_draft/").content.decode()
    assert "Working together for Marlshire" in shown
    assert "Waiting for you" not in shown


@pytest.mark.usefixtures("council")
def test_it_costs_the_same_whatever_there_is(alder, site):
    news = make_page(site, NewsIndexPage, slug="news", title="News")
    shared = share("partners", "For every partner")
    make_page(site, SharedDocumentsPage, slug="documents", title="Documents", collection=shared)

    def fill(number):
        send(alder.member, title=f"R{number}", state="waiting")
        share(f"c{number}", f"D{number}", "alder", above=Collection.objects.get(pk=shared.pk))
        make_page(news, NewsPage, slug=f"n{number}", title=f"N{number}", published_on=timezone.localdate())
        team = Team.objects.create(slug=f"t{number}", name="Crew", organisation="alder")
        queue = Queue.objects.create(slug=f"q{number}", name="Jobs", team=team)
        made = send(alder.member, title=f"J{number}")
        Request.objects.filter(pk=made.pk).update(queue=queue, received_at=timezone.now())
        leaver = make_user()
        add_member(alder.organisation, leaver)
        Membership.objects.filter(user=leaver).update(expires=timezone.localdate())

    def asked():
        browser = signed_in(alder.manager, "partner")
        browser.get("/")
        with CaptureQueriesContext(connection) as found:
            browser.get("/")
        return [one["sql"] for one in found]

    fill(0)
    few = asked()
    for number in range(1, 5):
        fill(number)
    many = asked()
    assert len(many) == len(few) <= BUDGET, "\n".join(sql[:160] for sql in many)
