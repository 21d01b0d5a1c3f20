"""Officers at the desk, and somebody who rings."""

import pytest

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.requests.contacts import under_way
from forms_engine.requests.contacts.under_way import Whom
from tests.factories import make_staff, signed_in


@pytest.fixture
def ida(council):
    """An officer of no team."""
    return make_staff(Role.OFFICER, name="Ida Officer")


@pytest.fixture
def officer(ida):
    return signed_in(ida, "staff")


@pytest.fixture
def principal(ida):
    return admit(ida, "staff")


@pytest.fixture
def ann(report):
    """The customer who reported a pothole."""
    return report.customer


@pytest.fixture
def on_the_line(principal, ann):
    """The officer's contact with Ann, under way."""
    return under_way.begin(principal, "phone", Whom(customer=ann.pk))


@pytest.fixture
def hide(council):
    """Makes the highways service one of those that show nothing outside their team."""

    def hidden(openness="team-only"):
        Service.objects.filter(slug="highways-maintenance").update(openness=openness)

    return hidden


def said(**fields):
    """What a form to log a contact sends."""
    return {
        "service": "highways-maintenance",
        "reason": "question",
        "outcome": "answered",
        "channel": "phone",
        "language": "en",
        **fields,
    }
