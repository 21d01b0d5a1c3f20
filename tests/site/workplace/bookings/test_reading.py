"""Who comes and when, as those who work with bookings read it, and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from forms_engine.booking import capacity, generating
from forms_engine.booking.models import Slot
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import RequestRead
from tests.factories import make_staff, signed_in
from tests.forms_engine.booking.calendars import NINE, resource, schedule, slot
from tests.forms_engine.requests.bookings.appointments import booking_of, sent
from tests.site.workplace.bookings.conftest import name

pytestmark = pytest.mark.django_db

PAGE = "/workplace/bookings/"
MONDAY = f"{PAGE}?day=2026-12-07"


def text_of(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def pages_about(made, slots):
    return [
        MONDAY,
        f"{PAGE}weeks/{slots[0].resource.slug}/?day=2026-12-09",
        f"{PAGE}times/{slots[0].pk}/",
    ]


def test_the_sheet_says_who_comes_when_and_what_is_free(clerk, made, slots):
    body = text_of(clerk, MONDAY)
    assert "Monday 7 December 2026" in body and "9am to 9:30am" in body
    assert "Ann Archer" in body and made.reference in body
    assert "1 of 2 free" in body and "2 of 2 free" in body
    assert "Ann Archer" not in text_of(clerk, f"{PAGE}?day=2026-12-08")
    for path in pages_about(made, slots):
        assert "Ann Archer" in text_of(clerk, path)


def test_today_is_shown_unless_another_day_is_named(clerk, slots):
    for query in ["", "?day=", "?day=2026-02-30", "?day=0001-01-01"]:
        assert "Tuesday 1 December 2026" in text_of(clerk, PAGE + query)


def test_the_page_of_one_has_its_history_and_the_script(clerk, made):
    body = text_of(clerk, f"{PAGE}{booking_of(made).uuid}/")
    for words in ["Ask which tree.", "Chosen: Monday 7 December 2026", "Sent: confirmed", "ann@example.com"]:
        assert words in body
    assert "Did they come?" not in body


@pytest.mark.parametrize("role", [Role.BOOKING_OFFICER, Role.OFFICER, Role.TEAM_LEAD])
def test_each_role_of_the_team_reads_it(working, made, slots, role):
    browser = working(role)
    for path in [*pages_about(made, slots), f"{PAGE}{booking_of(made).uuid}/"]:
        assert "Ann Archer" in text_of(browser, path)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.FINANCE, Role.ADMINISTRATOR])
def test_no_other_role_enters(working, made, slots, role):
    browser = working(role)
    for path in [*pages_about(made, slots), f"{PAGE}{booking_of(made).uuid}/", f"{PAGE}find/"]:
        assert browser.get(path).status_code == 403


def test_a_booking_officer_of_another_team_sees_nothing(made, slots):
    browser = signed_in(make_staff(Role.BOOKING_OFFICER), "staff")
    assert "Ann Archer" not in text_of(browser, MONDAY)
    for path in [*pages_about(made, slots)[1:], f"{PAGE}{booking_of(made).uuid}/"]:
        assert browser.get(path).status_code == 404
    assert "Ann Archer" not in browser.post(f"{PAGE}find/", {"said": "archer"}).content.decode()


def test_the_contact_desk_finds_what_an_open_service_has_and_has_no_sheet_of_it(made):
    browser = signed_in(make_staff(Role.OFFICER), "staff")
    assert "Ann Archer" not in text_of(browser, MONDAY)
    assert "Ann Archer" in browser.post(f"{PAGE}find/", {"said": "archer"}).content.decode()
    assert "Ann Archer" in text_of(browser, f"{PAGE}{booking_of(made).uuid}/")


@pytest.mark.parametrize("role", [Role.BOOKING_OFFICER, Role.OFFICER, Role.TEAM_LEAD])
def test_of_a_restricted_service_nothing_shows_not_even_a_number(working, made, kind, slots, role):
    Service.objects.filter(pk=kind.service_id).update(openness=Service.Openness.RESTRICTED)
    browser = working(role)
    body = text_of(browser, MONDAY)
    assert "Ann Archer" not in body and slots[0].resource.name not in body
    for path in [*pages_about(made, slots)[1:], f"{PAGE}{booking_of(made).uuid}/"]:
        assert browser.get(path).status_code == 404
    for said in ["archer", made.reference]:
        found = browser.post(f"{PAGE}find/", {"said": said})
        assert found.status_code == 200 and "Ann Archer" not in found.content.decode()


def test_its_restricted_case_officers_see_it_and_reading_it_is_written_down(working, made, kind):
    Service.objects.filter(pk=kind.service_id).update(openness=Service.Openness.RESTRICTED)
    browser = working(Role.RESTRICTED_CASE_OFFICER)
    assert "Ann Archer" in text_of(browser, f"{PAGE}{booking_of(made).uuid}/")
    assert RequestRead.objects.filter(request=made).count() == 1


def test_a_restricted_request_at_an_open_kind_is_not_on_the_sheet(clerk, made):
    restricted = Service.objects.create(
        slug="quiet",
        name="Quiet",
        team=made.service.team,
        locale=made.service.locale,
        openness=Service.Openness.RESTRICTED,
    )
    made.service = restricted
    made.save()
    body = text_of(clerk, MONDAY)
    assert "Ann Archer" not in body and "0 booked" in body
    assert clerk.get(f"{PAGE}{booking_of(made).uuid}/").status_code == 404


def test_it_is_found_by_name_and_by_reference(clerk, made):
    assert made.reference in clerk.post(f"{PAGE}find/", {"said": "arch an"}).content.decode()
    straight = clerk.post(f"{PAGE}find/", {"said": made.reference.lower()})
    assert straight["Location"] == f"{PAGE}{booking_of(made).uuid}/"
    assert "No booking that you may see" in clerk.post(f"{PAGE}find/", {"said": "zzz"}).content.decode()


def test_what_waits_is_listed_and_counted(clerk, made, slots, kind, at_noon):
    other = schedule(resource(kind, name="Potting shed"))
    kind.needs_approval = True
    kind.save()
    asks = name(sent(slot(other, NINE, capacity=1)), "Bea Bell")
    capacity.change(slots[0].pk, 0)
    body = text_of(clerk, PAGE)
    assert "Waiting to be agreed: 1" in body and "more bookings than places: 1" in body
    assert asks.reference in text_of(clerk, f"{PAGE}waiting/approval/")
    assert "Monday 7 December 2026" in text_of(clerk, f"{PAGE}over-capacity/")
    generating.generate(slots[0].schedule_id)
    assert "No longer fits the schedule: 1" in text_of(clerk, PAGE)
    assert made.reference in text_of(clerk, f"{PAGE}waiting/no-longer-fits/")
    at_noon.move_to("2026-12-08T12:00:00Z", tick=False)
    assert made.reference in text_of(clerk, f"{PAGE}waiting/not-marked/")


def test_a_sheet_costs_the_same_for_one_as_for_many(clerk, made, slots, kind):
    def queries(path):
        clerk.get(path)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            clerk.get(path)
        return len(seen)

    paths = [MONDAY, f"{PAGE}weeks/{slots[0].resource.slug}/?day=2026-12-07"]
    before = [queries(path) for path in paths]
    for number in range(3):
        extra = slot(schedule(resource(kind, is_exclusive=True)), NINE, capacity=3)
        sent(extra)
        sent(Slot.objects.get(pk=slots[number % 2].pk) if number < 2 else extra)
    after = [queries(path) for path in paths]
    assert after == before
    assert before[0] <= 20 and before[1] <= 14


def test_lists_of_what_waits_cost_the_same_for_one_as_for_many(clerk, made, slots, kind, at_noon):
    def one_more():
        asked = slot(schedule(resource(kind)), NINE, capacity=2)
        name(sent(asked), "Bea Bell")
        name(sent(asked), "Cy Clay")
        capacity.change(asked.pk, 1)

    def queries():
        found = []
        for path in ("waiting/approval/", "over-capacity/"):
            clerk.get(PAGE + path)
            with CaptureQueriesContext(connection) as seen:
                text_of(clerk, PAGE + path)
            found.append(len(seen))
        return found

    kind.needs_approval = True
    kind.save()
    one_more()
    few = queries()
    for _ in range(3):
        one_more()
    assert queries() == few
    assert max(few) <= 14
