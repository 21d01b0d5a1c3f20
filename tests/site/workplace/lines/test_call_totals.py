"""The page of call totals, and lines in the admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from audiences.admission import admit
from forms_engine.requests.lines.keeping import LineSaid, change_line
from forms_engine.requests.models import CallTotals, Line
from forms_engine.requests.states import NotAllowed
from tests.factories import make_staff, signed_in

pytestmark = pytest.mark.django_db

PAGE = "/workplace/lines/"
HEADER = "line,day,offered,answered,answered_in_20_s,answered_in_3_min,abandoned"
GOOD = f"{HEADER}\nmain,2026-11-20,100,90,40,80,10\n"


@pytest.fixture
def manager():
    Line.objects.create(slug="main", name="Main line", phone="01632 960 001")
    return signed_in(make_staff(Role.SERVICE_MANAGER), "staff")


def upload(browser, content, name="calls.csv"):
    return browser.post(PAGE, {"totals": SimpleUploadedFile(name, content.encode())}, follow=True)


def test_a_file_is_imported_and_the_page_says_up_to_when(manager):
    assert "None yet" in manager.get(PAGE).content.decode()
    said = upload(manager, GOOD).content.decode()
    assert "1 day was imported." in said
    assert "20 November 2026" in said
    again = upload(manager, GOOD).content.decode()
    assert "0 days were imported, 1 was there already and replaced." in again


def test_every_fault_is_named_and_nothing_imported(manager):
    answer = upload(manager, GOOD + "main,today,1,1,1,1,<b>\n")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Row 3, day: must be a day such as 2026-11-23" in said
    assert "Nothing was imported" in said
    assert "<title>Error: Call totals" in said
    assert not CallTotals.objects.exists()


@pytest.mark.parametrize("data", [{}, {"totals": "words"}, {"totals": SimpleUploadedFile("x.csv", b"")}])
def test_no_file_is_said(manager, data):
    answer = manager.post(PAGE, data)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_it_is_for_service_managers_and_administrators():
    assert signed_in(make_staff(Role.ADMINISTRATOR), "staff").get(PAGE).status_code == 200
    for role in (Role.OFFICER, Role.TEAM_LEAD, Role.EDITOR, Role.COUNCILLOR):
        browser = signed_in(make_staff(role), "staff")
        assert browser.get(PAGE).status_code == 403
        assert browser.post(PAGE).status_code == 403


def test_the_home_of_the_workplace_leads_there(manager):
    assert PAGE in manager.get("/workplace/").content.decode()
    assert PAGE not in signed_in(make_staff(Role.OFFICER), "staff").get("/workplace/").content.decode()


def test_as_many_queries_however_many_lines(manager):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert manager.get(PAGE).status_code == 200
        return len(captured)

    manager.get(PAGE)
    before = queries()
    Line.objects.bulk_create(Line(slug=f"line-{number}", name=f"Line {number}") for number in range(20))
    assert queries() == before


NEW = "/workplace/new-line/"


@pytest.mark.parametrize("role", [Role.SERVICE_MANAGER, Role.ADMINISTRATOR])
def test_service_managers_and_administrators_keep_the_lines(manager, council, role):
    browser = signed_in(make_staff(role), "staff")
    assert NEW in browser.get(PAGE).content.decode() and browser.get(NEW).status_code == 200
    said = {
        "name": "Bins",
        "slug": "bins",
        "phone": "01632 960 002",
        "service": "highways-maintenance",
        "is_live": "on",
    }
    for _ in range(2):  # a click repeated
        assert "Bins is added." in browser.post(NEW, said, follow=True).content.decode()
    bins = Line.objects.get(slug="bins")
    assert (bins.name, bins.service.slug, bins.team, bins.is_live) == (
        "Bins",
        "highways-maintenance",
        None,
        True,
    )
    assert (
        "There is a line called bins already: Bins"
        in browser.post(NEW, {**said, "name": "Other"}).content.decode()
    )
    page = f"{PAGE}bins/"
    assert 'value="01632 960 002"' in browser.get(page).content.decode()
    browser.post(page, {"name": "Bins and recycling", "slug": "other", "team": "highways"})
    bins.refresh_from_db()
    assert (bins.name, bins.slug, bins.phone) == ("Bins and recycling", "bins", "")
    assert (bins.service, bins.team.slug, bins.is_live) == (None, "highways", False)
    assert "Lines not in use any more" in browser.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Give the line a name"),
        ({"slug": ""}, "Enter what the telephone system"),
        ({"slug": "two words"}, "Use letters, digits"),
        ({"service": "no-such"}, "Choose a service from the list"),
        ({"team": "no\0such"}, "There is a problem"),
        ({"name": "x" * 500}, "at most 120"),
    ],
)
def test_what_cannot_be_kept_of_a_line_is_said(manager, wrong, words):
    answer = manager.post(NEW, {"name": "Bins", "slug": "bins", "is_live": "on", **wrong})
    assert words in answer.content.decode() and not Line.objects.filter(slug="bins").exists()


def test_nobody_else_keeps_lines(manager):
    assert manager.get(f"{PAGE}no-such/").status_code == 404
    for role in (Role.OFFICER, Role.TEAM_LEAD, Role.EDITOR, Role.COUNCILLOR):
        browser = signed_in(make_staff(role), "staff")
        for page in (NEW, f"{PAGE}main/"):
            assert browser.get(page).status_code == browser.post(page, {"name": "x"}).status_code == 403
    with pytest.raises(NotAllowed):
        change_line(admit(make_staff(Role.OFFICER), "staff"), "main", LineSaid(name="Mine"))
    assert Line.objects.get().name == "Main line"
