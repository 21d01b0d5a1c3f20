"""The managers' page: who reads it, what it says, and that it is the same as its file."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.utils.html import strip_tags

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.measures.counting import count_month
from forms_engine.requests.measures.definitions import MEASURES
from forms_engine.requests.measures.months import Month
from tests.factories import make_staff, signed_in
from tests.site.workplace.measures.conftest import NOW

pytestmark = pytest.mark.django_db

PAGE = "/workplace/measures/"
ADDRESSES = [PAGE, f"{PAGE}measures.csv", f"{PAGE}journeys.csv", f"{PAGE}definitions/"]


def text_of(response):
    return " ".join(strip_tags(response.content.decode().replace("<", " <")).split())


def table_of(response):
    """The lines of a downloaded file, by the head of each column."""
    written = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_leads_managers_and_administrators_read_measures_and_nobody_else(counted, address):
    for role in (Role.TEAM_LEAD, Role.SERVICE_MANAGER, Role.ADMINISTRATOR):
        assert signed_in(make_staff(role), "staff").get(address).status_code == 200
    for role in (Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, Role.EDITOR, Role.AUDITOR, Role.FINANCE):
        assert signed_in(make_staff(role), "staff").get(address).status_code == 403


def test_who_practises_reads_no_measures(counted, manager):
    session = manager.session
    session["practising"] = True
    session.save()
    assert manager.get(PAGE).status_code == 403


def test_the_month_last_finished_is_shown_with_its_parts_and_wholes(counted, manager):
    text = text_of(manager.get(PAGE))
    assert "Measures: December 2026" in text
    # Four contacts of the open service: three digital, of which one was followed exactly 14 days later.
    assert "of all contacts. 50.0% 2 4 contacts 100.0%" in text
    assert "75.0% 3 4 contacts" in text
    assert "Provisional until 15 January 2027, 12:00am" in text
    assert "Counted 9 January 2027, 9:00am" in text
    # The line's day: ten answered, one logged.
    assert "Main line 1 of 31 12 10 5 9 2 1 10.0%" in text


def test_a_final_month_says_so_and_the_month_under_way_says_that_it_is_not_over(counted, manager):
    assert "Final. Counted 9 January 2027" in text_of(manager.get(PAGE, {"month": "2026-11"}))
    assert "January 2027 is not over." in text_of(manager.get(PAGE, {"month": "2027-01"}))


def test_figures_of_a_restricted_service_are_for_its_own_team_s_people_only(counted, manager, safety):
    theirs = make_staff(Role.SERVICE_MANAGER, Role.RESTRICTED_CASE_OFFICER)
    safety.team.members.add(theirs)
    assert "Keeping safe" not in manager.get(PAGE).content.decode()
    assert "choose one from the list" in text_of(manager.get(PAGE, {"service": "safety"}))
    assert {row["Service"] for row in table_of(manager.get(f"{PAGE}measures.csv"))} == {
        "Highways maintenance"
    }
    browser = signed_in(theirs, "staff")
    assert "Keeping safe" in browser.get(PAGE).content.decode()
    rows = table_of(browser.get(f"{PAGE}measures.csv", {"service": "safety"}))
    assert {row["Channel"]: row["Contacts"] for row in rows} == {"Web": "1", "Email": "1"}


def test_the_file_adds_up_to_the_page_and_says_what_is_provisional(counted, manager):
    rows = table_of(manager.get(f"{PAGE}measures.csv"))
    assert {(row["Month"], row["Provisional"], row["Provisional until"]) for row in rows} == {
        ("2026-11", "no", ""),
        ("2026-12", "yes", "2027-01-15"),
    }
    december = [row for row in rows if row["Month"] == "2026-12"]
    assert sum(int(row["Contacts"]) for row in december) == 4
    assert sum(int(row["Digital and done"]) for row in december) == 2
    assert {row["Team"] for row in rows} == {"Highways maintenance"}
    phone = table_of(manager.get(f"{PAGE}measures.csv", {"channel": "phone"}))
    assert [row["Repeat contacts"] for row in phone] == ["1"]


def test_names_in_the_file_are_no_formulas(counted, manager, potholes):
    Service.objects.filter(pk=potholes.pk).update(name="=2+2")
    assert {row["Service"] for row in table_of(manager.get(f"{PAGE}measures.csv"))} == {"'=2+2"}


def test_every_measure_can_be_shown_in_full(counted, manager):
    for measure in MEASURES:
        text = text_of(manager.get(PAGE, {"measure": measure.key}))
        assert f"{measure.name} in full {measure.rule}".replace("’", "’") in text
        assert f"{measure.name} by month" in text


def test_what_is_not_in_the_lists_is_refused_by_name(counted, manager):
    for name in ("month", "service", "team", "channel", "measure"):
        for said in ("nonsense", "9" * 5000, "2099-01", "2026-13", "٢٠٢٦-١٢"):
            answer = manager.get(PAGE, {name: said})
            assert "choose one from the list" in text_of(answer)
            assert "All measures" not in text_of(answer)
            assert manager.get(f"{PAGE}measures.csv", {name: said}).status_code == 302
        assert manager.get(PAGE, {name: "\x00"}).status_code == 400


def test_before_anything_was_counted_the_page_says_so(council, manager):
    assert "Nothing has been counted yet" in text_of(manager.get(PAGE))
    assert manager.get(f"{PAGE}measures.csv").status_code == 302


def test_what_nobody_did_is_said_and_is_no_error(counted, manager):
    text = text_of(manager.get(PAGE, {"channel": "social"}))
    assert "No target was met or missed in December 2026." in text and "0 contacts" in text


def test_definitions_are_those_that_are_counted_by(council, manager):
    text = text_of(manager.get(f"{PAGE}definitions/"))
    for measure in MEASURES:
        assert measure.rule in text


def test_the_page_asks_the_database_no_more_for_more(
    counted, manager, touch, potholes, django_assert_max_num_queries
):
    with django_assert_max_num_queries(35) as first:
        manager.get(PAGE)
    english = potholes.locale
    for number in range(6):
        other = Service.objects.create(
            slug=f"other-{number}", name=f"Other {number}", team=potholes.team, locale=english
        )
        for channel in ("web", "phone", "desk"):
            touch(10, 2 + number, channel=channel, service=other)
            touch(12, 2 + number, channel=channel, service=other)
    month = Month(datetime(2026, 10, 1).date())
    while month.since <= NOW:
        count_month(month, NOW + timedelta(days=30))
        month = month.after
    with django_assert_max_num_queries(len(first)):
        assert "Other 5" in manager.get(PAGE).content.decode()
