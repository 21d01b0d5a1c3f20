"""A council with its officers, and requests in their queues."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import services
from forms_engine.requests.models import Request
from forms_engine.requests.references import new_reference
from forms_engine.requests.services import place_in_queue
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import POTHOLE, open_council, photo, started


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
            made.append(
                Request(**{**values, **own, "received_at": start + timedelta(minutes=place // 2), **fields})
            )
        return {row.reference for row in Request.objects.bulk_create(made)}

    return fill
