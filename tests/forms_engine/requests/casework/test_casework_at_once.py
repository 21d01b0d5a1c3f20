"""A councillor ends casework while what it was for is being sent."""

from datetime import date

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import services as journeys
from forms_engine.requests.casework import following, raising
from forms_engine.requests.casework.consent import Consent
from forms_engine.requests.models import Councillor, TimelineEntry
from tests.at_once import at_once
from tests.factories import make_staff
from tests.forms_engine.council import POTHOLE, answered, open_council

AGREED = Consent("Rhian Okafor", "spoken", date(2026, 1, 5), "To raise it.")


def test_what_is_sent_that_very_moment_is_known_to_have_ended(committing_db, monkeypatch):
    open_council()
    seat = Councillor.objects.create(user=make_staff(Role.COUNCILLOR, name="Cerys Hale"))
    councillor = admit(seat.user, "staff")
    made = raising.begin(councillor, AGREED)
    submission, _token = journeys.start_submission(
        councillor, live_version(councillor, "report-a-pothole"), language="en", casework=made
    )
    answered(submission, POTHOLE)
    request, ended = at_once(
        monkeypatch,
        "forms_engine.requests.services.checked",  # after the casework is the request's
        lambda: journeys.submit(submission.pk),
        lambda: following.end(councillor, made.pk, why="She took it back."),
    )
    assert ended.ended_at is not None and ended.request == request
    said = request.timeline.filter(kind=TimelineEntry.Kind.CASEWORK).values_list("message", flat=True)
    assert list(said)[-1] == "Casework of Cerys Hale has ended: She took it back."
