"""A council with its officers, and requests in their queues."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Team
from forms_engine.catalogue.selectors import definition_of
from forms_engine.delivery.models import Destination
from forms_engine.journeys import services
from forms_engine.requests.models import Request
from forms_engine.requests.placing import place_in_queue
from forms_engine.requests.references import new_reference
from forms_engine.requests.states import FINISHED
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import POTHOLE, open_council, photo, started
from tests.site.workplace.undelivered import dead


@pytest.fixture
def council():
    open_council()


@pytest.fixture
def send_report(council):
    """Sends a report with a photo, and places it in the highways queue."""

    def send(**answers):
        submission = started(answers={**POTHOLE, **answers})
        question = definition_of(submission.version_id).questions_by_key["photo"]
        services.answer_page(
            submission.id, "photo", {"photo": [services.keep_upload(submission, question, photo())]}
        )
        report = services.submit(submission.id)
        place_in_queue(str(report.id), "highways")
        report.refresh_from_db()
        return report

    return send


@pytest.fixture
def report(send_report):
    return send_report()


@pytest.fixture
def officer():
    """An officer's browser on the staff host."""
    return signed_in(make_staff(Role.OFFICER, name="Ida Officer"), "staff")


@pytest.fixture
def fill_queue(report):
    """Adds requests like the report, in pairs received at the very same moment; answers their references."""

    def fill(number, **fields):
        start = timezone.now() - timedelta(days=30)
        made = []
        for place in range(number):
            values = {
                field.attname: getattr(report, field.attname) for field in Request._meta.concrete_fields
            }
            own = {"id": uuid4(), "reference": new_reference(), "submission_id": uuid4()}
            received_at = start + timedelta(minutes=place // 2)
            if fields.get("state") in FINISHED:
                own["finished_at"] = received_at + timedelta(days=1)
            made.append(Request(**{**values, **own, "received_at": received_at, **fields}))
        return {row.reference for row in Request.objects.bulk_create(made)}

    return fill


@pytest.fixture
def live_worker(db):
    """A worker that has just said that it lives."""
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now())")


@pytest.fixture
def highways(council):
    return Team.objects.get(slug="highways")


@pytest.fixture
def back_office(highways):
    Destination.objects.filter(slug="example-back-office").update(team=highways)
    return Destination.objects.get(slug="example-back-office")


@pytest.fixture
def lead(highways):
    """The browser of the highways team's lead."""
    person = make_staff(Role.TEAM_LEAD, name="Lena Lead")
    highways.members.add(person)
    highways.lead = person
    highways.save()
    return signed_in(person, "staff")


@pytest.fixture
def admin():
    return signed_in(make_staff(Role.ADMINISTRATOR, name="Ada Admin"), "staff")


@pytest.fixture
def undelivered(back_office, report):
    """The report's delivery to the back office, which refused it."""
    return dead(back_office, report)
