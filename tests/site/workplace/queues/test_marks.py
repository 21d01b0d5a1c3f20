"""What a row is marked with."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms_engine.requests.models import Request

pytestmark = pytest.mark.django_db

QUEUE = "/workplace/queues/highways/"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"first_read_at": None}, "Not opened"),
        ({"due_on": timezone.localdate() - timedelta(days=1)}, "Overdue</strong>"),
        ({"due_on": timezone.localdate()}, "Due soon"),
        ({"customer_wrote_at": timezone.now()}, "New message</strong>"),
        ({"channel": "phone"}, "· Phone"),
    ],
)
def test_a_mark_shows_where_it_is_true(report, officer, fields, words):
    Request.objects.filter(id=report.id).update(
        first_read_at=timezone.now(), due_on=None, customer_wrote_at=None
    )
    assert words not in officer.get(QUEUE).content.decode().partition('class="gh-worklist"')[2]
    Request.objects.filter(id=report.id).update(**fields)
    assert words in officer.get(QUEUE).content.decode().partition('class="gh-worklist"')[2]


def test_a_request_made_online_keeps_its_locations_ward(report):
    assert report.ward_id == report.location.ward_id
