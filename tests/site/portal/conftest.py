"""A council, one resident and what they sent."""

import pytest

from audiences.admission import admit
from audiences.principal import Principal
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import services
from tests.factories import make_user
from tests.forms_engine.council import POTHOLE, open_council, photo, started


@pytest.fixture
def council():
    open_council()


@pytest.fixture
def send_report(council):
    """Sends a report with a photo, as somebody signed in or as nobody; answers the request."""

    def send(user=None, **answers):
        principal = admit(user, "public") if user else Principal.public()
        submission = started(principal=principal, answers={**POTHOLE, **answers})
        question = definition_of(submission.version_id).questions_by_key["photo"]
        services.answer_page(
            submission.id, "photo", {"photo": [services.keep_upload(submission, question, photo())]}
        )
        return services.submit(submission.id)

    return send


@pytest.fixture
def ann():
    return make_user(name="Ann Account", email="ann.account@example.org")


@pytest.fixture
def report(send_report, ann):
    """What Ann sent while signed in."""
    return send_report(ann)
