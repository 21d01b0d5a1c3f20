"""Who had to come back about the same thing, and where the first contact was enough."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.journeys import services as journeys
from forms_engine.requests import first_contact, handing_on, placing, services
from forms_engine.requests.asking_customer import ask
from forms_engine.requests.coming_back import coming_back
from forms_engine.requests.customers.merging import merge
from forms_engine.requests.models import RepeatWindow, Request, TimelineEntry
from forms_engine.requests.splitting import Part, split
from forms_engine.requests.states import NotAllowed, RequestState, StateRefused
from tests.factories import make_staff
from tests.forms_engine.council import POTHOLE, answered, open_council, started

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def officer():
    return admit(make_staff(Role.OFFICER, name="Ida Officer"), "staff")


def send(days_ago=0.0, **changed):
    with time_machine.travel(timezone.now() - timedelta(days=days_ago)):
        return journeys.submit(started(answers={**POTHOLE, **changed}).id)


def apply_for_a_badge(days_ago):
    """As Ann, who may have reported a pothole too; paid for."""
    with time_machine.travel(timezone.now() - timedelta(days=days_ago)):
        draft = started("apply-for-a-blue-badge")
        made = journeys.submit(answered(draft, {"email": POTHOLE["your-email"]}).id)
        Request.objects.filter(id=made.id).update(state=RequestState.RECEIVED, received_at=timezone.now())
    return made


def look():
    first_contact.find_repeats(timezone.now())
    first_contact.decide_first_contact(timezone.now())


def repeats(request):
    request.refresh_from_db()
    return request.repeats, request.repeats_because


AT_THE_SCHOOL = {"description": "By the school", "latitude": 52.2, "longitude": -1.5}
A_STEP_FURTHER = {"description": "At the gates", "latitude": 52.2001, "longitude": -1.5001}
DOWN_THE_ROAD = {"description": "By the pub", "latitude": 52.21, "longitude": -1.5}
SOMEBODY_ELSE = {"your-name": "Cy", "your-email": "cy@example.com"}


@pytest.mark.parametrize(
    ("days_before", "changed", "because"),
    [
        (3, {"where": DOWN_THE_ROAD}, "person"),
        (3, {"where": DOWN_THE_ROAD, "your-email": "ANN@Example.com"}, "person"),
        (13.9, {"where": DOWN_THE_ROAD}, "person"),
        (14.1, {"where": DOWN_THE_ROAD}, ""),
        (3, {"where": A_STEP_FURTHER, **SOMEBODY_ELSE}, "location"),
        (3, {"where": DOWN_THE_ROAD, **SOMEBODY_ELSE}, ""),
        (3, {"where": A_STEP_FURTHER}, "person"),
    ],
)
def test_the_same_person_or_place_within_days_is_a_repeat(days_before, changed, because):
    earlier = send(days_before, where=AT_THE_SCHOOL)
    later = send(**changed)
    look()
    assert repeats(later) == ((earlier, because) if because else (None, ""))
    assert repeats(earlier) == (None, "")


def test_a_phone_number_is_the_same_however_it_is_written():
    earlier, later = send(3, where=AT_THE_SCHOOL), send(where=DOWN_THE_ROAD, **SOMEBODY_ELSE)
    Request.objects.filter(id=earlier.id).update(mobile="07700 900 123")
    Request.objects.filter(id=later.id).update(mobile="+44 (0)7700 900123")
    look()
    assert repeats(later) == (earlier, "person")


def test_who_was_merged_with_them_is_the_same_person(officer):
    earlier = send(3, where=AT_THE_SCHOOL)
    later = send(where=DOWN_THE_ROAD, **SOMEBODY_ELSE)
    third = send(
        where={**DOWN_THE_ROAD, "latitude": 52.3}, **{**SOMEBODY_ELSE, "your-email": "third@example.com"}
    )
    merge(officer, third.customer_id, later.customer_id, "He said so.")
    merge(officer, third.customer_id, earlier.customer_id, "He said so.")
    look()
    assert repeats(later) == (earlier, "person")
    assert repeats(third) == (later, "person")


def test_what_was_taken_out_of_one_does_not_repeat_it(officer):
    request = send(40)
    part = Part(title="The lamp, too", service="highways-maintenance", what="The lamp is broken.")
    with time_machine.travel(timezone.now() - timedelta(days=39)):
        made = split(officer, request.id, part, seen="received")
    resolved(officer, request, days_ago=20)
    look()
    assert repeats(made) == (None, "")
    assert enough(request) is True


def test_the_newest_of_several_is_repeated_and_another_service_is_another_thing():
    send(9)
    newer, other = send(2), apply_for_a_badge(1)
    later = send()
    look()
    assert repeats(later)[0] == newer and repeats(other)[0] is None


def test_a_service_says_for_how_long_and_whether_at_all():
    window = RepeatWindow.objects.create(
        service=Service.objects.get(slug="highways-maintenance", locale__language_code="en"), days=1
    )
    send(3)
    later = send()
    look()
    assert repeats(later)[0] is None
    Request.objects.update(contact_checked_at=None)
    window.days = 5
    window.save()
    look()
    assert repeats(later)[0] is not None
    Request.objects.update(contact_checked_at=None, repeats=None, repeats_because="")
    window.days = 0
    window.save()
    look()
    assert repeats(later)[0] is None


def test_looking_again_finds_nothing_new_to_look_at():
    send(3)
    send()
    assert first_contact.find_repeats(timezone.now()) == 2
    assert first_contact.find_repeats(timezone.now()) == 0


def resolved(officer, request, *, days_ago, via=()):
    for state in (*via, RequestState.RESOLVED):
        request.refresh_from_db()
        services.set_state(officer, request.id, to=state, message="Done.", seen=request.state)
    Request.objects.filter(id=request.id).update(finished_at=timezone.now() - timedelta(days=days_ago))


def enough(request):
    request.refresh_from_db()
    return request.resolved_at_first_contact


@pytest.mark.parametrize(
    ("via", "expected"),
    [
        ((), True),
        ((RequestState.IN_PROGRESS,), True),
        ((RequestState.WAITING, RequestState.IN_PROGRESS), False),
        ((RequestState.RESOLVED, RequestState.IN_PROGRESS), False),
    ],
)
def test_enough_at_first_contact_is_resolved_once_without_asking_for_more(officer, via, expected):
    request = send(40)
    resolved(officer, request, days_ago=20, via=via)
    look()
    assert enough(request) is expected


def test_who_was_asked_something_had_not_said_enough(officer):
    request = send(40)
    ask(officer, request.id, "Which side?", wants_files=False, seen="received", read=None)
    resolved(officer, request, days_ago=20)  # they rang, and the officer went on
    look()
    assert enough(request) is False


def test_it_is_not_known_before_its_customer_has_had_time_to_come_back(officer):
    request = send(40)
    resolved(officer, request, days_ago=13)
    look()
    assert enough(request) is None


def test_who_came_back_had_not_had_enough(officer):
    request = send(40)
    resolved(officer, request, days_ago=35)
    send(30)
    look()
    assert enough(request) is False


def test_what_was_opened_again_is_decided_anew(officer):
    request = send(40)
    resolved(officer, request, days_ago=20)
    look()
    assert enough(request) is True
    services.set_state(officer, request.id, to=RequestState.IN_PROGRESS, message="", seen="resolved")
    assert enough(request) is None
    resolved(officer, request, days_ago=20)
    look()
    assert enough(request) is False


def test_handing_on_moves_it_tells_why_and_counts(officer):
    request = send(40)
    placing.place_in_queue(str(request.id), "highways")
    other = Queue.objects.create(
        slug="lights", name="Street lights", team=Team.objects.create(slug="lights", name="Lights")
    )
    handing_on.hand_on(officer, request.id, to="lights", why="It is a lamp post.", seen="highways")
    request.refresh_from_db()
    entry = request.timeline.last()
    assert request.queue == other
    assert (entry.kind, entry.shown_to_customer, entry.actor) == ("handed-on", False, officer.user)
    assert entry.message == "Street lights: It is a lamp post."
    with pytest.raises(StateRefused, match="It is in Street lights now"):
        handing_on.hand_on(officer, request.id, to="highways", why="Back.", seen="highways")
    resolved(officer, request, days_ago=20)
    look()
    assert enough(request) is False
    known = coming_back(officer, request)
    assert (known.times_handed_on, known.repeats, known.repeated_by) == (1, None, ())


def test_the_same_teams_other_queue_is_no_other_team(officer):
    request = send()
    placing.place_in_queue(str(request.id), "highways")
    team = Queue.objects.get(slug="highways").team
    Queue.objects.create(slug="night", name="Night shift", team=team)
    handing_on.hand_on(officer, request.id, to="night", why="Tonight.", seen="highways")
    assert not request.timeline.filter(kind=TimelineEntry.Kind.HANDED_ON).exists()


def test_what_only_a_team_may_see_is_not_handed_to_another(officer):
    request = send()
    Service.objects.filter(pk=request.service_id).update(openness=Service.Openness.TEAM_ONLY)
    Queue.objects.create(
        slug="lights", name="Street lights", team=Team.objects.create(slug="lights", name="Lights")
    )
    request.service.team.members.add(officer.user)
    with pytest.raises(NotAllowed):
        handing_on.hand_on(officer, request.id, to="lights", why="Theirs.", seen="")
