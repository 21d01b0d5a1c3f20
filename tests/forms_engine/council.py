"""Marlshire's journeys for tests, and answers that send them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from audiences.principal import Principal
from demo.services_and_journeys import load_services_and_journeys
from forms_engine.catalogue.selectors import definition_of, live_version
from forms_engine.journeys import services

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


def open_council():
    """Services, routes and journeys, as the demonstration loads them."""
    load_services_and_journeys()


def started(slug="report-a-pothole", principal=None, answers=None):
    """A submission under way with answers; the photo that a badge needs comes with it."""
    principal = principal or Principal.public()
    submission, _token = services.start_submission(principal, live_version(principal, slug), language="en")
    given = dict((POTHOLE if slug == "report-a-pothole" else BADGE) if answers is None else answers)
    if slug == "apply-for-a-blue-badge" and answers is None:
        question = definition_of(submission.version_id).questions_by_key["photo"]
        given["photo"] = [services.keep_upload(submission, question, photo())]
    return services.answer_page(submission.id, given)
