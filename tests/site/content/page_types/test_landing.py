"""Service areas, the groups below them, and what a service's page offers to do."""

import re

import pytest

from accounts.models import Role
from content.languages.trees import plant
from content.models import (
    AToZPage,
    GuidePage,
    LandingPage,
    PublicationPage,
    ServicePage,
    StepByStepPage,
    SubLandingPage,
)
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in
from tests.site.content.languages.translating import translate
from tests.site.content.test_query_counts import BUDGET, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def area(home):
    return make_page(
        home,
        LandingPage,
        title="Council tax",
        slug="council-tax",
        summary="Pay your bill.",
        phone="0300 555 0225",
        email="tax@marlshire.example",
        address="County Hall\nMarlford",
    )


def text_of(path, browser=None):
    answer = (browser or client()).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def section(html, identity):
    """The part of the page under the heading with that id."""
    return html[html.index(f'id="{identity}"') :].split("</section>")[0]


def way(label, *, page=None, journey="", url="", kind="find"):
    return ("action", {"label": label, "kind": kind, "journey_slug": journey, "page": page, "url": url})


def test_a_service_area_lists_what_is_below_by_what_it_is(area):
    make_page(area, ServicePage, title="Pay", summary="By card.")
    make_page(area, GuidePage, title="Discounts")
    make_page(area, StepByStepPage, title="Moving home")
    make_page(area, PublicationPage, title="Budget")
    make_page(area, title="Canary", audience="staff")
    shown = text_of("/council-tax/")
    assert re.findall(r'gh-list__link"[^>]*>([^<]*)', section(shown, "services")) == ["Pay", "Discounts"]
    assert "By card." in section(shown, "services")
    assert re.findall(r'gh-list__link"[^>]*>([^<]*)', section(shown, "steps")) == ["Moving home"]
    assert re.findall(r'gh-list__link"[^>]*>([^<]*)', section(shown, "publications")) == ["Budget"]
    assert "Canary" not in shown


def test_it_says_how_to_reach_the_team_and_shows_its_tasks(area):
    pay = make_page(area, ServicePage, title="Pay", slug="pay")
    secret = make_page(area, title="Canary", audience="staff")
    task = {"label": "Pay your bill", "kind": "pay", "icon": "", "page": pay}
    publish(area, tasks=[("task", task), ("task", {**task, "label": "Canary", "page": secret})])
    shown = text_of("/council-tax/")
    assert 'href="tel:03005550225"' in shown
    assert "mailto:tax@marlshire.example" in shown
    assert "County Hall<br>Marlford" in shown
    assert re.search(r'href="[^"]*/council-tax/pay/"[^>]*>Pay your bill', shown)
    assert "Canary" not in shown


def test_an_empty_service_area_has_no_empty_headings(area):
    shown = text_of("/council-tax/")
    assert not re.search(r'id="(services|steps|publications|standing|top-tasks)"', shown)


def test_groups_are_as_an_editor_made_them_and_the_rest_comes_after(area):
    sub = make_page(area, SubLandingPage, title="Pay less", slug="pay-less")
    one, two, rest = (
        make_page(sub, ServicePage, title=title) for title in ("Alone", "Student", "Empty home")
    )
    elsewhere = make_page(area, ServicePage, title="Pay")
    secret = make_page(sub, title="Canary", audience="staff")
    publish(
        sub,
        groups=[
            ("group", {"title": "People", "pages": [two, one, elsewhere, secret]}),
            ("group", {"title": "Canary group", "pages": [secret]}),
        ],
    )
    shown = text_of("/council-tax/pay-less/")
    assert re.findall(r'gh-list__link"[^>]*>([^<]*)', section(shown, "group-1")) == [
        "Student",
        "Alone",
        "Pay",
    ]
    assert re.findall(r'gh-list__link"[^>]*>([^<]*)', section(shown, "group-2")) == [rest.title]
    assert "Also in this section" in shown
    assert "Canary" not in shown


def test_a_service_offers_more_to_do_where_the_reader_may_go(area):
    secret = make_page(area, title="Inside", slug="inside", audience="staff")
    bands = make_page(area, title="Bands", slug="bands")
    page = make_page(area, ServicePage, slug="pay")
    publish(
        page,
        actions=[
            way("Set up a direct debit", journey="direct-debit", kind="pay"),
            way("See the bands", page=bands),
            way("Canary", page=secret),
            way("Appeal", url="https://www.gov.uk/challenge-council-tax-band"),
        ],
    )
    shown = text_of("/council-tax/pay/")
    found = re.findall(r'gh-way-on__link" href="([^"]*)"', shown)
    # Once beside the text, for a wide screen, and once below it.
    assert len(found) == 6
    assert found[0] == "/journeys/direct-debit/"
    assert found[1].endswith("/council-tax/bands/")
    assert found[2] == "https://www.gov.uk/challenge-council-tax-band"
    assert "Canary" not in shown


def test_a_service_names_others_of_its_section_and_the_a_to_z(area, home):
    names = [f"Service {number}" for number in range(9)]
    for number, name in enumerate(names):
        make_page(area, ServicePage, title=name, slug=f"service-{number}")
    make_page(area, title="Canary", audience="staff")
    make_page(home, AToZPage, title="A to Z", slug="a-to-z")
    shown = text_of("/council-tax/service-7/")
    beside = shown[shown.index('id="beside"') :].split("</nav>")[0]
    # Those after it, then those before it, and the way to all of them.
    assert re.findall(r">(Service \d)<", beside) == [names[n] for n in (8, 0, 1, 2, 3, 4)]
    assert "Everything about" in beside
    assert re.search(r'href="[^"]*/a-to-z/">All services, A to Z', shown)
    assert "Canary" not in shown


def test_without_an_a_to_z_there_is_no_link_to_one(area):
    make_page(area, ServicePage, slug="pay")
    assert "All services, A to Z" not in text_of("/council-tax/pay/")


@pytest.mark.parametrize("path", ["/council-tax/", "/council-tax/sub/", "/council-tax/pay/"])
def test_more_below_costs_no_more(area, home, path):
    sub = make_page(area, SubLandingPage, slug="sub")
    pay = make_page(area, ServicePage, slug="pay")

    def grow(number):
        for index in range(number):
            one = make_page(area, ServicePage, slug=f"a-{number}-{index}")
            below = make_page(sub, ServicePage, slug=f"b-{number}-{index}")
            sub.refresh_from_db()
            task = ("task", {"label": "x", "kind": "find", "icon": "", "page": one})
            publish(LandingPage.objects.get(pk=area.pk), tasks=[task] * number)
            publish(
                SubLandingPage.objects.get(pk=sub.pk),
                groups=[("group", {"title": "G", "pages": [below, one]})],
            )
            publish(ServicePage.objects.get(pk=pay.pk), actions=[way("x", page=one), way("y", page=below)])

    grow(1)
    few = queries(path)
    grow(4)
    assert queries(path) == few
    assert few <= BUDGET


def test_in_welsh_groups_and_actions_lead_to_the_welsh_pages(area):
    sub = make_page(area, SubLandingPage, title="Pay less", slug="pay-less")
    one = make_page(sub, ServicePage, title="Alone", slug="alone", summary="A quarter off.")
    sub = publish(sub, groups=[("group", {"title": "People", "pages": [one]})])
    plant("cy")
    translate(sub, {"Pay less": "Talu llai", "People": "Pobl"})
    translate(one, {"Alone": "Ar eich pen eich hun"})
    shown = text_of("/cy/council-tax/pay-less/")
    assert re.search(r"<h2[^>]*>Pobl", shown)
    assert re.search(r'href="[^"]*/cy/council-tax/pay-less/alone/"[^>]*>Ar eich pen eich hun', shown)
    assert re.search(r'lang="en"[^>]*>A quarter off\.', shown)


def edit(page, **changes):
    """What the edit form of a service's page sends."""
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "audience": "",
        "journey_slug": "",
        "start_label": "",
        "phone": "",
        "opening_hours": "",
        "service_slug": "",
        "lgsl": "",
        "owner_name": "",
        "owner_email": "",
        "body-count": "0",
        "actions-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "go_live_at": "",
        "expire_at": "",
        "action-publish": "action-publish",
        **changes,
    }


def test_an_editor_is_told_that_a_button_leads_to_exactly_one_end(area):
    page = make_page(area, ServicePage, slug="pay")
    editor = signed_in(make_staff(Role.PUBLISHER), "staff")
    one = {
        "actions-count": "1",
        "actions-0-deleted": "",
        "actions-0-order": "0",
        "actions-0-type": "action",
        "actions-0-id": "",
        "actions-0-value-label": "Appeal",
        "actions-0-value-kind": "find",
        "actions-0-value-journey_slug": "",
        "actions-0-value-page": "",
        "actions-0-value-url": "",
    }
    address = f"/admin/pages/{page.pk}/edit/"
    refused = editor.post(address, edit(page, **one))
    assert refused.status_code == 200
    assert "Say where it leads: choose one of these." in refused.content.decode()
    two = one | {"actions-0-value-page": str(area.pk), "actions-0-value-url": "https://www.gov.uk/"}
    assert "It can lead to one of these only." in editor.post(address, edit(page, **two)).content.decode()
    fine = one | {"actions-0-value-url": "https://www.gov.uk/"}
    assert editor.post(address, edit(page, **fine)).status_code == 302
    assert ServicePage.objects.get(pk=page.pk).actions[0].value["url"] == "https://www.gov.uk/"
