"""A council, one of its services, and a request to it that was received."""

import pytest

from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import submit
from tests.forms_engine.council import POTHOLE, open_council, started


@pytest.fixture
def service(db):
    open_council()
    return Service.objects.select_related("team").get(
        journeys__slug="report-a-pothole", locale__language_code="en"
    )


@pytest.fixture
def send(service):
    def sent():
        return submit(started(answers=POTHOLE).id)

    return sent


@pytest.fixture
def report(send):
    return send()
