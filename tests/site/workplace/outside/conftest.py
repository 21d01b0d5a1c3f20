"""A council whose street lights an organisation mends, and its people."""

import pytest

from accounts.roles import Role
from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.requests.handing_on import move_to_queue
from forms_engine.requests.models import Request
from partners.models import Organisation
from tests.factories import make_partner, make_staff, signed_in
from tests.site.workplace.conftest import *  # noqa: F403


@pytest.fixture
def wold(council):
    """Wold Highways, which is a team with a queue of its own."""
    Organisation.objects.create(slug="wold-highways", name="Wold Highways")
    team = Team.objects.create(slug="wold-highways", name="Wold Highways crew", organisation="wold-highways")
    Queue.objects.create(slug="wold", name="Wold jobs", team=team)
    return team


@pytest.fixture
def other(council):
    """Another organisation that is a team."""
    Organisation.objects.create(slug="fen-roads", name="Fen Roads")
    team = Team.objects.create(slug="fen-roads", name="Fen Roads crew", organisation="fen-roads")
    Queue.objects.create(slug="fen", name="Fen jobs", team=team)
    return team


@pytest.fixture
def contractor(wold):
    """Somebody of Wold Highways."""
    return make_partner("wold-highways", name="Cass Contractor")


@pytest.fixture
def crew(contractor):
    """Their browser on the extranet."""
    return signed_in(contractor, "partner")


@pytest.fixture
def to_wold(wold):
    """Puts a request into their queue, as an officer does."""
    ida = make_staff(Role.OFFICER, name="Ida Deskdesk")

    def put(made, why="The column leans."):
        class By:
            user = ida

        made = Request.objects.get(pk=made.pk)
        move_to_queue(made, Queue.objects.get(slug="wold"), why=why, principal=By())  # type: ignore[arg-type]
        return made

    return put


@pytest.fixture
def job(report, to_wold):
    return to_wold(report)


@pytest.fixture
def shown_as(report):
    """Sets how open the report's service is."""

    def show(openness):
        Service.objects.filter(pk=report.service_id).update(openness=openness)

    return show
