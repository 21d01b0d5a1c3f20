"""Narrowing a list: each filter shows what fits and nothing else, alone and together, in one queue and over all."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Service, Team
from forms_engine.catalogue.selectors import teams_of
from forms_engine.locations.models import Area
from forms_engine.requests.models import Request, Urgency
from forms_engine.requests.states import RequestState
from tests.factories import make_staff, signed_in

pytestmark = pytest.mark.django_db

QUEUE, ALL = "/workplace/queues/highways/", "/workplace/everything/"


def references(answer):
    assert answer.status_code == 200
    return re.findall(
        r'class="govuk-link gh-worklist__link" href="/workplace/requests/([^/]+)/"', answer.content.decode()
    )


@pytest.fixture
def ward():
    square = [[[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]]
    return Area.objects.create(
        code="E05000001",
        kind="ward",
        name="Thornbeck",
        polygons=square,
        sha256="x",
        west=0,
        south=0,
        east=1,
        north=1,
    )


@pytest.fixture
def cases(report, fill_queue, ida, ben, ward):
    """One request for each filter, and the address that shows it alone."""
    today = timezone.localdate()
    # The report itself fits none of them.
    Request.objects.filter(id=report.id).update(
        first_read_at=timezone.now(),
        assigned_to=make_staff(name="Cy Other"),
        assigned_at=timezone.now(),
        due_on=None,
    )
    report.refresh_from_db()
    Urgency.objects.create(
        service=Service.objects.get(slug="blue-badge", locale__language_code="en"),
        person=ida,
        minutes=30,
        phone="01632 960000",
        words={"en": "Ring us"},
    )
    held = {"assigned_at": timezone.now()}
    other = {"assigned_to_id": report.assigned_to_id, "first_read_at": timezone.now(), "due_on": None}
    badge = Service.objects.get(slug="blue-badge", locale__language_code="en")
    made = {
        "state=in-progress": {"state": RequestState.IN_PROGRESS},
        "due=overdue": {"due_on": today - timedelta(days=1)},
        "due=due-soon": {"due_on": today},
        "whose=mine": {"assigned_to_id": ida.pk, **held},
        f"whose={ben.uuid}": {"assigned_to_id": ben.pk, **held},
        "whose=nobodys": {"assigned_to_id": None, "assigned_at": None},
        "unread=1": {"first_read_at": None},
        "message=1": {"customer_wrote_at": timezone.now()},
        "urgent=1": {"service_id": badge.pk},
        "service=blue-badge": {},
        f"ward={ward.code}": {"ward_id": ward.pk},
        "channel=phone": {"channel": "phone"},
        "language=cy": {"language": "cy"},
        "since=2031-01-01&until=2031-01-01": {"received_at": at(2031, 1, 1, 23, 59)},
        "until=2001-01-01": {"received_at": at(2001, 1, 1)},
    }
    found = {query: fill_queue(1, **{**other, **fields}) for query, fields in made.items() if fields}
    return {**found, "service=blue-badge": found["urgent=1"]}


def at(*parts):
    return timezone.make_aware(datetime(*parts))


@pytest.mark.parametrize("address", [QUEUE, ALL])
def test_each_filter_shows_what_fits_alone(cases, browser, address):
    for query, wanted in cases.items():
        assert references(browser.get(f"{address}?{query}")) == list(wanted), query
        assert references(browser.get(f"{address}?{query}&sort=due")) == list(wanted), query


def test_together_they_narrow_further_and_stay_in_the_address(cases, browser, fill_queue, ward):
    both = fill_queue(1, ward_id=ward.pk, channel="phone")
    answer = browser.get(f"{QUEUE}?ward={ward.code}&channel=phone")
    assert references(answer) == list(both)
    page = answer.content.decode()
    assert "Ward: Thornbeck" in page and "Came by: Phone" in page
    assert 'href="?channel=phone"' in page and f'href="?ward={ward.code}"' in page


def test_the_first_due_come_first_then_what_is_not_due_on_any_day(report, fill_queue, browser):
    today = timezone.localdate()
    Request.objects.filter(id=report.id).update(due_on=None)
    for days in (5, 1, 3):
        fill_queue(30, due_on=today + timedelta(days=days))
    fill_queue(30, due_on=None)
    for address in (QUEUE, ALL):
        listed, path = [], f"{address}?sort=due"
        for _ in range(5):
            answer = browser.get(path)
            listed += references(answer)
            more = re.search(r'href="(\?[^"]+)">More requests', answer.content.decode())
            if not more:
                break
            path = address + more[1].replace("&amp;", "&")
        due = [Request.objects.get(reference=one).due_on or date.max for one in listed]
        assert len(set(listed)) == len(listed) == 121 and due == sorted(due)


def test_a_finished_list_is_not_due_and_names_who_worked_on_it(report, fill_queue, browser, ida):
    done = fill_queue(1, state=RequestState.RESOLVED, assigned_to_id=ida.pk, assigned_at=timezone.now())
    answer = browser.get(f"{QUEUE}?state=resolved&due=overdue&sort=due")
    assert references(answer) == list(done)
    assert references(browser.get(f"{ALL}?whose=mine")) == []
    assert references(browser.get(f"{ALL}?whose=mine&state=resolved")) == list(done)


def test_the_count_goes_no_further_than_a_thousand(report, fill_queue, browser):
    fill_queue(999)
    assert "1,000 requests, newest first" in browser.get(QUEUE).content.decode()
    fill_queue(1)
    assert "1,000+ requests, newest first" in browser.get(QUEUE).content.decode()


def test_nothing_of_another_teams_shows_in_any_list_or_count(report, browser, ida):
    parks = Team.objects.create(slug="parks", name="Parks")
    Service.objects.filter(slug="highways-maintenance").update(openness="team-only", team=parks)
    assert not teams_of(ida).filter(pk=parks.pk).exists()
    for address in (QUEUE, ALL, f"{ALL}?service=highways-maintenance", f"{ALL}?sort=due", f"{ALL}?urgent=1"):
        answer = browser.get(address)
        assert references(answer) == [] and report.reference not in answer.content.decode()
    home = browser.get("/workplace/").content.decode()
    assert report.reference not in home and "highways-maintenance" not in browser.get(ALL).content.decode()


def test_everything_is_for_officers(council):
    assert signed_in(make_staff(Role.EDITOR), "staff").get(ALL).status_code == 403


def test_ones_own_are_found_whatever_queue_they_are_in(report, browser, ida):
    Request.objects.filter(id=report.id).update(queue=None, assigned_to=ida, assigned_at=timezone.now())
    assert references(browser.get(f"{ALL}?whose=mine&sort=due")) == [report.reference]
