"""Who has read a request that not everybody at work may see."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import RequestRead
from tests.factories import make_staff, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def sensitive(report):
    Service.objects.filter(pk=report.service_id).update(openness=Service.Openness.RESTRICTED)
    report.service.refresh_from_db()
    return report


def in_the_team(report, name, *roles):
    user = make_staff(*roles, name=name)
    report.service.team.members.add(user)
    return signed_in(user, "staff")


def test_every_reading_of_a_restricted_request_is_written_down_for_who_leads(sensitive):
    officer = in_the_team(sensitive, "Ida Officer", Role.RESTRICTED_CASE_OFFICER)
    lead = in_the_team(sensitive, "Lena Lead", Role.RESTRICTED_CASE_OFFICER, Role.TEAM_LEAD)
    page = f"/workplace/requests/{sensitive.reference}/"
    photo = sensitive.files.get().file_id
    for path in (page, f"{page}files/{photo}/", page):
        assert officer.get(path).status_code == 200
    assert officer.get(f"{page}reads/").status_code == 404
    shown = lead.get(f"{page}reads/").content.decode()
    assert shown.count("Ida Officer") == 3 and shown.count("A file") == 1
    assert "Who has read this" in lead.get(page).content.decode()
    assert RequestRead.objects.count() == 4


def test_who_may_not_see_it_leaves_no_reading_and_sees_none(sensitive, officer):
    page = f"/workplace/requests/{sensitive.reference}/"
    elsewhere = signed_in(make_staff(Role.RESTRICTED_CASE_OFFICER, Role.TEAM_LEAD), "staff")
    for browser in (officer, elsewhere):
        assert browser.get(page).status_code == 404
        assert browser.get(f"{page}reads/").status_code == 404
    assert not RequestRead.objects.exists()


def test_reading_what_every_officer_may_see_is_not_written_down(report, officer):
    assert officer.get(f"/workplace/requests/{report.reference}/").status_code == 200
    assert not RequestRead.objects.exists()


@pytest.mark.parametrize("statement", ["update {} set what = 'file'", "delete from {}", "truncate {}"])
def test_what_was_read_stays_written_down(sensitive, statement):
    in_the_team(sensitive, "Ida Officer", Role.RESTRICTED_CASE_OFFICER).get(
        f"/workplace/requests/{sensitive.reference}/"
    )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("requests_requestread"))
    assert RequestRead.objects.count() == 1
