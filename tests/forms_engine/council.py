"""Marlshire's journeys for tests, and answers that send them."""

import json
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Locale

from accounts.models import User
from audiences.principal import Principal
from demo.services_and_journeys import FIXTURES, NOBODY
from forms_engine.catalogue.models import Journey, JourneyVersion, Queue, Service, Team
from forms_engine.catalogue.selectors import definition_of, live_version
from forms_engine.delivery.models import Destination, Route
from forms_engine.journeys import services
from forms_engine.journeys.offer import import_services, publish
from tests.forms_engine.set_down import SetDown

POTHOLE = {
    "dangerous": "no",
    "where": {"description": "High Street, Marlford, outside number 12", "postcode": "ZZ1 1AA"},
    "category": "road",
    "your-name": "Ann Archer",
    "your-email": "ann@example.com",
}

BADGE = {
    "lives-in-marlshire": "yes",
    "date-of-birth": "1958-03-27",
    "benefit": "pip-moving-around",
    "full-name": "Ben Barrow",
    "email": "ben@example.com",
    "address": {
        "line1": "1 Mill Lane",
        "line2": "",
        "town": "Thornbeck",
        "county": "",
        "postcode": "ZZ2 2BB",
    },
}


def photo(name="photo.jpg"):
    """A small real JPEG as an upload."""
    out = BytesIO()
    Image.new("RGB", (30, 20), "olive").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


SERVICES = ("highways-maintenance", "blue-badge")
JOURNEYS = ("report-a-pothole", "apply-for-a-blue-badge")


def _offer():
    wanted = json.loads((FIXTURES / "services.json").read_text())
    services_of = [row for row in wanted["services"] if row["slug"] in SERVICES]
    teams = {row["team"] for row in services_of}
    for row in wanted["destinations"]:
        if row["kind"] == "webhook":
            row["settings"] = {"url": NOBODY}
    queues = [row for row in wanted["queues"] if row["team"] in teams]
    names = {row["slug"] for row in queues}
    import_services(
        {
            "teams": [row for row in wanted["teams"] if row["slug"] in teams],
            "queues": queues,
            "services": services_of,
            "destinations": [
                row for row in wanted["destinations"] if row["settings"].get("queue") in {None, *names}
            ],
            "routes": [row for row in wanted["routes"] if row["slug"] in names],
        },
        keep=True,
    )
    for slug in JOURNEYS:
        publish(json.loads((FIXTURES / "journeys" / f"{slug}.json").read_text()))


_offer_once = SetDown(
    _offer,
    (
        Locale,
        Team,
        Queue,
        Service,
        Journey,
        JourneyVersion,
        Destination,
        Route,
        Route.destinations.through,
    ),
)


def open_council():
    """Two of Marlshire's services with a journey each, and the demonstration's officers in their teams: all of them take
    long to make (``load_services_and_journeys`` does)."""
    _offer_once()
    for officer in User.objects.filter(is_demo=True, is_staff=True):
        for team in Team.objects.all():
            team.members.add(officer)


def started(slug="report-a-pothole", principal=None, answers=None):
    """A submission under way with answers; the photo that a badge needs comes with it."""
    principal = principal or Principal.public()
    submission, _token = services.start_submission(principal, live_version(principal, slug), language="en")
    given = dict((POTHOLE if slug == "report-a-pothole" else BADGE) if answers is None else answers)
    if slug == "apply-for-a-blue-badge" and answers is None:
        question = definition_of(submission.version_id).questions_by_key["photo"]
        given["photo"] = [services.keep_upload(submission, question, photo())]
    return answered(submission, given)


def answered(submission, answers):
    """The submission with answers of any of its pages (none of them in a group) kept."""
    return services.answer_page(submission.id, "every-page", answers)
