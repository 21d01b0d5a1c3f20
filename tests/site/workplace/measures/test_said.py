"""What people said of how it went, on the managers' page and in its file."""

from datetime import datetime

import pytest

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import submit
from forms_engine.requests.feedback import asking
from forms_engine.requests.models import Feedback
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import started
from tests.site.workplace.measures.conftest import LONDON
from tests.site.workplace.measures.test_page import PAGE, table_of, text_of

pytestmark = pytest.mark.django_db

COLUMNS = ("Said how satisfied they were", "Satisfaction from 1 to 5, summed", "Said how easy it was")


@pytest.fixture
def said(counted):
    """Two people said in December how satisfied they were, and one of them how easy it was."""
    for fields in ({"satisfaction": 4, "effort": 2}, {"satisfaction": 5}):
        made, _token = asking.begin(submit(started().id))
        Feedback.objects.filter(pk=made.pk).update(
            answered_at=datetime(2026, 12, 20, 9, tzinfo=LONDON), **fields
        )


def test_averages_by_service_and_sums_in_the_file(said, manager):
    text = text_of(manager.get(PAGE))
    assert "Highways maintenance 4.5 2 2.0 1" in text
    assert "Nobody said in November 2026" in text_of(manager.get(PAGE, {"month": "2026-11"}))
    rows = table_of(manager.get(f"{PAGE}measures.csv"))
    found = [tuple(row[column] for column in COLUMNS) for row in rows if row[COLUMNS[0]] != "0"]
    assert found == [("2", "9", "1")]
    assert "Nobody said" in text_of(manager.get(PAGE, {"channel": "phone"}))


def test_a_few_of_a_closed_service_are_nobodys_figures(said, potholes):
    Service.objects.filter(pk=potholes.pk).update(openness="team-only")
    assert "Nobody said" in text_of(signed_in(make_staff(Role.SERVICE_MANAGER), "staff").get(PAGE))
    theirs = make_staff(Role.SERVICE_MANAGER)
    potholes.team.members.add(theirs)
    browser = signed_in(theirs, "staff")
    assert "Highways maintenance Fewer than five answers: not shown" in text_of(browser.get(PAGE))
    rows = table_of(browser.get(f"{PAGE}measures.csv"))
    assert {row[COLUMNS[1]] for row in rows if row["Month"] == "2026-12"} <= {"", "0"}
