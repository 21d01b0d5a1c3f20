"""A council in January 2027 whose November was counted for good and whose December is provisional."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.roles import Role
from forms_engine.catalogue.models import Service, Team
from forms_engine.requests.measures.counting import count_open_months
from forms_engine.requests.models import CallTotals, Contact, Customer, Line
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import open_council

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2027, 1, 9, 9, 0, tzinfo=LONDON)


@pytest.fixture
def council(time_machine):
    time_machine.move_to(NOW, tick=False)
    open_council()


@pytest.fixture
def potholes(council):
    return Service.objects.get(name="Highways maintenance")


@pytest.fixture
def safety(council):
    """A restricted service of another team."""
    team = Team.objects.create(slug="care", name="Care")
    english = Service.objects.filter(locale__language_code="en").first().locale
    return Service.objects.create(
        slug="safety", name="Keeping safe", team=team, openness="restricted", locale=english
    )


@pytest.fixture
def touch(council):
    """Writes down a contact of somebody new, unless it is said who."""

    def written(month, day, **fields):
        at = datetime(2026, month, day, 10, 0, tzinfo=LONDON)
        values = {
            "channel": "phone",
            "reason": "question",
            "outcome": "answered",
            "started_at": at,
            "ended_at": at + timedelta(minutes=3),
            **fields,
        }
        if "customer" not in values:
            values["customer"] = Customer.objects.create(name="Somebody")
        return Contact.objects.create(**values)

    return written


@pytest.fixture
def line(council):
    return Line.objects.create(slug="main", name="Main line")


@pytest.fixture
def counted(touch, potholes, safety, line):
    """November: one web contact. December: three on the web and one call, of which one person came back; and two about
    a restricted service. One call of ten answered was logged."""
    came_back = Customer.objects.create(name="Came Back")
    touch(11, 30, channel="web", service=potholes)
    touch(12, 1, channel="web", service=potholes, customer=came_back)
    touch(12, 15, service=potholes, customer=came_back, line=line)
    touch(12, 3, channel="web", service=potholes)
    touch(12, 4, channel="web", service=potholes)
    touch(12, 5, channel="web", service=safety)
    touch(12, 6, channel="email", service=safety)
    CallTotals.objects.create(
        line=line,
        day="2026-12-15",
        offered=12,
        answered=10,
        answered_in_20_s=5,
        answered_in_3_min=9,
        abandoned=2,
    )
    count_open_months(NOW)


@pytest.fixture
def manager(potholes):
    """The browser of a service manager of highways."""
    person = make_staff(Role.SERVICE_MANAGER, name="Mona Manager")
    potholes.team.members.add(person)
    return signed_in(person, "staff")
