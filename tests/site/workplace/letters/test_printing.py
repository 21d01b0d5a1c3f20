"""The page of letters to print, and saying that one is posted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.files.models import StoredFile
from forms_engine.requests.inward.letters_unread import flag_unread
from forms_engine.requests.models import Inbound, Letter
from tests.factories import make_staff, signed_in
from tests.forms_engine.requests.signing import back_office

pytestmark = pytest.mark.django_db

LIST = "/workplace/letters/"


def html(answer):
    return answer.content.decode()


@pytest.fixture
def write(report):
    """A letter about a request that waited for ten days, flagged."""
    office = back_office()

    def written(request=report, title="Decision"):
        inbound = Inbound.objects.create(
            destination=office, message_id=str(uuid4()), kind="letter", sha256="0" * 64,
            at=timezone.now(), outcome="applied", request=request,
        )  # fmt: skip
        stored = StoredFile.objects.get(pk=report.files.get().file_id)
        stored.pk, stored.client_id = uuid4(), None
        stored.save(force_insert=True)
        letter = Letter.objects.create(
            request=request, inbound=inbound, title=title, file=stored,
            told_at=timezone.now() - timedelta(days=10),
        )  # fmt: skip
        flag_unread(timezone.now())
        return letter

    return written


def test_it_is_listed_posted_and_gone(write, report, officer):
    letter = write()
    listed = html(officer.get(LIST))
    assert "Decision" in listed and report.reference in listed and f"letters/{letter.id}/" in listed
    page = html(officer.get(f"/workplace/requests/{report.reference}/"))
    assert "Nobody has opened it" in page and f"{LIST}{letter.id}/posted/" in page
    after = html(officer.post(f"{LIST}{letter.id}/posted/", follow=True))
    assert "is posted" in after and "No letters to print" in after
    again = officer.post(f"{LIST}{letter.id}/posted/", {"back": "request"})
    assert again["Location"] == f"/workplace/requests/{report.reference}/"
    assert report.timeline.filter(kind="letter-posted").count() == 1


def test_of_a_closed_service_neither_the_list_nor_the_address_says_anything(write, report, officer):
    letter = write(title="Canary letter")
    Service.objects.filter(slug="highways-maintenance").update(openness="restricted")
    listed = html(officer.get(LIST))
    assert "Canary letter" not in listed and report.reference not in listed
    assert officer.post(f"{LIST}{letter.id}/posted/").status_code == 404
    letter.refresh_from_db()
    assert letter.posted_at is None


def test_nobody_else_comes_in(write):
    letter = write()
    stranger = signed_in(make_staff(Role.EDITOR), "staff")
    assert stranger.get(LIST).status_code == 403
    assert stranger.post(f"{LIST}{letter.id}/posted/").status_code == 404


def test_the_list_costs_the_same_however_long(write, officer):
    write()
    officer.get(LIST)
    with CaptureQueriesContext(connection) as one:
        officer.get(LIST)
    for _ in range(4):
        write()
    with CaptureQueriesContext(connection) as five:
        officer.get(f"{LIST}?after=nonsense")
    assert len(five) == len(one) and html(officer.get(LIST)).count("/posted/") == 5
