"""What sending costs the database, with everything that is part of it: the payload's check, routing, areas, clocks, the
charge, the letter. The budget is for all journeys alike, of the forty that DESIGN section 8 gives to sending; what is left
is the booking's."""

import pytest

from forms_engine.delivery.models import Destination, Route
from forms_engine.journeys import services
from tests.factories import make_user
from tests.forms_engine.council import POTHOLE, open_council, started

pytestmark = pytest.mark.django_db

MOST = 34
ON_THE_MAP = {**POTHOLE, "where": {"description": "High Street", "latitude": 52.0, "longitude": -1.0}}


@pytest.mark.parametrize(
    ("slug", "answers"),
    [("report-a-pothole", None), ("report-a-pothole", ON_THE_MAP), ("apply-for-a-blue-badge", None)],
)
def test_sending_asks_the_database_at_most_34_times(slug, answers, django_assert_max_num_queries):
    open_council()
    for number in range(5):
        made = Destination.objects.create(
            slug=f"office-{number}",
            name="Office",
            kind="webhook",
            settings={"url": "https://office.example/"},
            wants_updates=True,
        )
        for route in Route.objects.all():
            route.destinations.add(made)
    services.submit(started(slug, answers=answers).id)  # what is kept in memory is in memory
    submission = started(slug, answers=answers)
    submission.user = make_user()
    submission.save()
    with django_assert_max_num_queries(MOST):
        services.submit(submission.id)
