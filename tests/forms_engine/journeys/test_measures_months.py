"""How far people got in a month's journeys, as managers read it: the same before and after the nightly roll-up."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Journey, Service
from forms_engine.journeys.measures_counts import roll_up
from forms_engine.journeys.measures_months import journeys_between
from tests.factories import make_staff
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.test_measures import finish, resident, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def manager():
    return admit(make_staff(Role.SERVICE_MANAGER), "staff")


@pytest.fixture
def visits(time_machine):
    """Two visits on one day: one was sent, one ended on the page about the damage."""
    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)
    finish(resident())
    walk(resident(), upto="damage")
    return timezone.localdate()


def test_events_and_rolled_up_days_say_the_same(visits, manager):
    with time_machine.travel(timezone.now() + timedelta(days=1, hours=1), tick=False):
        (before,) = journeys_between(manager, visits, visits)
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        assert roll_up() == 1
        (after,) = journeys_between(manager, visits, visits)
    assert before == after
    assert (after.started, after.sent) == (2, 1)
    left = {page.key: page.left for page in after.pages if page.left}
    assert left == {"damage": 1}
    assert {page.title for page in after.pages} >= {"Check your answers"}
    assert journeys_between(manager, visits + timedelta(days=1), visits + timedelta(days=9)) == []


def test_only_of_services_that_show_anything_and_only_to_managers(visits, manager):
    journey = Journey.objects.get(slug="report-a-pothole")
    assert journeys_between(manager, visits, visits, service=journey.service.slug, team="highways")
    assert not journeys_between(manager, visits, visits, team="nobody")
    assert not journeys_between(admit(make_staff(Role.OFFICER), "staff"), visits, visits)
    Service.objects.filter(pk=journey.service_id).update(openness=Service.Openness.TEAM_ONLY)
    assert not journeys_between(manager, visits, visits)
    journey.service.team.members.add(manager.user)
    assert journeys_between(manager, visits, visits)


def test_the_number_of_queries_does_not_grow(visits, manager, django_assert_max_num_queries):
    journeys_between(manager, visits, visits)
    with django_assert_max_num_queries(7):
        journeys_between(manager, visits, visits)
