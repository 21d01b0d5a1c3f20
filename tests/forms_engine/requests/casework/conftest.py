"""A councillor with a ward, a resident's request in it, and the officers of its team."""

import pytest

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import submit
from forms_engine.locations.models import Area
from forms_engine.requests.models import Councillor, Request
from tests.factories import make_staff
from tests.forms_engine.council import POTHOLE, open_council, started


def square(code, name):
    return Area.objects.create(
        code=code,
        kind=Area.Kind.WARD,
        name=name,
        polygons=[],
        sha256="",
        west=0.0,
        south=0.0,
        east=1.0,
        north=1.0,
    )


@pytest.fixture
def wards(db):
    return square("E05000001", "Eastwold"), square("E05000002", "Westwold")


@pytest.fixture
def seat(wards):
    made = Councillor.objects.create(user=make_staff(Role.COUNCILLOR, name="Cerys Hale"))
    made.wards.add(wards[0])
    return made


@pytest.fixture
def councillor(seat):
    return admit(seat.user, "staff")


@pytest.fixture
def council(db):
    open_council()


@pytest.fixture
def service(council):
    return Service.objects.select_related("team").get(
        journeys__slug="report-a-pothole", locale__language_code="en"
    )


@pytest.fixture
def report(service, wards):
    made = submit(started(answers=POTHOLE).id)
    Request.objects.filter(pk=made.pk).update(ward=wards[0])
    made.refresh_from_db()
    return made


@pytest.fixture
def officer(service):
    person = make_staff(Role.OFFICER, name="Ida Officer")
    service.team.members.add(person)
    return admit(person, "staff")
