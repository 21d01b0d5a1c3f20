"""An officer takes a part out of a request: a second one of the same customer, and nothing of either leaks into the other."""

from uuid import uuid4

import pytest
from django.conf import settings

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Journey, Service, Team
from forms_engine.delivery.models import Destination
from forms_engine.delivery.routing import changing
from forms_engine.delivery.routing.rules import Rule
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests.added_files import Sending, add_files
from forms_engine.requests.infected import note_infected_file
from forms_engine.requests.integrity import problems
from forms_engine.requests.models import Request, RequestFile, Stage, TimelineEntry
from forms_engine.requests.own import own_requests
from forms_engine.requests.selectors import requests_for
from forms_engine.requests.services import set_state
from forms_engine.requests.splitting import Part, services_to_split_to, split
from forms_engine.requests.states import NotAllowed, StateRefused
from tests.factories import make_partner, make_staff
from tests.forms_engine.council import open_council, photo, started

pytestmark = pytest.mark.django_db

Kind = TimelineEntry.Kind


def badge():
    return Service.objects.get(slug="blue-badge", locale__language_code="en")


@pytest.fixture
def officer():
    open_council()
    return admit(make_staff(Role.OFFICER), "staff")


@pytest.fixture
def request_(officer):
    return submit(started().id)


def part(**fields):
    given = {"title": "A badge", "service": "blue-badge", "what": "They also want a blue badge.", **fields}
    return Part(**given)


def taken_out(officer, request, seen="received", **fields):
    return split(officer, request.id, part(**fields), seen=seen)


def test_a_second_one_of_the_same_customer_with_a_reference_queue_and_clocks_of_its_own(officer, request_):
    Stage.objects.create(service=badge(), number=1, resolve_within=10)
    made = taken_out(officer, request_)
    assert made.reference != request_.reference and made.split_from == request_
    for same in ("customer", "name", "email", "language", "channel", "location", "ward", "is_practice"):
        assert getattr(made, same) == getattr(request_, same)
    made.refresh_from_db()
    assert made.queue is not None and made.queue.team == badge().team
    assert (made.state, made.answers, made.journey_version) == ("received", {}, None)
    assert made.clocks.get().kind == "resolve" and made.due_on is not None
    first, *_ = made.timeline.all()
    assert (first.kind, first.message, first.shown_to_customer) == (
        Kind.SPLIT,
        "They also want a blue badge.",
        True,
    )
    on_first = request_.timeline.last()
    assert on_first.kind == Kind.SPLIT and made.reference in on_first.message and on_first.shown_to_customer
    request_.refresh_from_db()
    assert request_.state == "received", "it goes on by itself"
    letter = Notice.objects.get(subject="request.split")
    assert made.reference in letter.body and letter.recipient == "ann@example.com"


def test_what_was_sent_at_work_stays_there(officer):
    Journey.objects.update(audience_keys=["public", "staff"])
    ida = admit(make_staff(), "staff")
    sent = submit(started(principal=ida).id)
    made = taken_out(officer, sent)
    assert made.audience == "staff" and set(own_requests(ida)) == {sent, made}
    assert not own_requests(admit(ida.user, "public")).exists()
    letter = Notice.objects.get(subject="request.split").body
    assert f"{settings.ENVIRONMENT.origin('staff')}/requests/{made.reference}/" in letter


def test_which_back_offices_do_not_hear_of_it_is_said(officer, request_):
    assert not taken_out(officer, request_).timeline.filter(kind=Kind.NOTE).exists()
    office = Destination.objects.create(slug="badges", name="Badge factory", kind="webhook")
    rule = Rule(name="Badges", when={"services": ["blue-badge"]}, destinations=(office.slug,))
    by = make_staff(Role.ADMINISTRATOR)
    changing.save_rule(rule, by=by, seen=changing.version_of(changing.shown()))
    changing.put_in_force(by=by, note="", seen=changing.version_of(changing.shown()))
    made = taken_out(officer, request_, title="Another badge")
    note = made.timeline.get(kind=Kind.NOTE)
    assert "Not sent to Badge factory" in note.message and not note.shown_to_customer
    assert made.queue.team == badge().team, "and somebody has it"


def test_its_customer_is_told_only_where_the_officer_says_so(officer, request_):
    taken_out(officer, request_, tell_customer=False)
    assert not Notice.objects.filter(subject="request.split").exists()
    assert not request_.timeline.last().shown_to_customer


@pytest.mark.parametrize("openness", ["team-only", "restricted"])
def test_nothing_of_a_closed_service_shows_on_the_first_one(officer, request_, openness):
    Service.objects.filter(slug="blue-badge").update(openness=openness)
    made = taken_out(officer, request_)
    assert not requests_for(officer).filter(id=made.id).exists(), "who took it out may not see it now"
    on_first = request_.timeline.last()
    assert (on_first.kind, on_first.message, on_first.shown_to_customer) == (Kind.SPLIT, "", False)
    assert made.reference in Notice.objects.get(subject="request.split").body, "it is their own"


def test_nothing_of_a_closed_service_shows_on_the_second_one(officer, request_):
    team = Team.objects.get(services__slug="highways-maintenance", services__locale__language_code="en")
    team.members.add(officer.user)
    Service.objects.filter(slug="highways-maintenance").update(openness="team-only")
    made = taken_out(officer, request_)
    words = " ".join(made.timeline.values_list("message", flat=True))
    assert request_.reference not in words and "ighway" not in words
    stranger = admit(make_staff(Role.OFFICER), "staff")
    assert not requests_for(stranger).filter(id=made.split_from_id).exists()


def test_chosen_files_belong_to_both(officer, request_):
    [one] = add_files(officer, request_.id, Sending([photo("one.jpg")], uuid4()), words="", shown=True)
    [two] = add_files(officer, request_.id, Sending([photo("two.jpg")], uuid4()), words="", shown=False)
    add_files(officer, request_.id, Sending([photo("not.jpg")], uuid4()), words="", shown=True)
    made = taken_out(officer, request_, files={one.file_id, two.file_id, uuid4()})
    shared = made.files.order_by("id")
    assert [(kept.file_id, kept.shown_to_customer) for kept in shared] == [
        (one.file_id, True),
        (two.file_id, False),
    ]
    assert request_.files.count() == 3
    note_infected_file(one.file)
    assert RequestFile.objects.filter(file=one.file, deleted_at__isnull=False).count() == 2
    assert made.timeline.filter(kind=Kind.FILE_DELETED).exists()


def test_a_click_repeated_makes_one(officer, request_):
    made = taken_out(officer, request_)
    assert taken_out(officer, request_) == made
    assert Request.objects.filter(split_from=request_).count() == 1
    assert taken_out(officer, request_, title="Another badge") != made


def test_what_cannot_be_says_why(officer, request_):
    for fields in ({"title": " "}, {"title": "x" * 201}, {"what": ""}, {"what": "x" * 5001}):
        with pytest.raises(ValueError, match="letters"):
            taken_out(officer, request_, **fields)
    with pytest.raises(NotAllowed):
        taken_out(officer, request_, service="no-such")
    with pytest.raises(NotAllowed):
        taken_out(admit(make_staff(Role.EDITOR), "staff"), request_)
    with pytest.raises(StateRefused, match="Someone changed"):
        taken_out(officer, request_, seen="in-progress")
    assert not Request.objects.filter(split_from=request_).exists()


def test_of_a_finished_one_as_well_and_of_what_was_taken_out(officer, request_):
    set_state(officer, request_.id, to="closed", message="", seen="received")
    made = taken_out(officer, request_, seen="closed")
    again = split(officer, made.id, part(title="A third", service="highways-maintenance"), seen="received")
    assert again.split_from == made and again.authority == ""


def test_a_team_outside_begins_only_what_is_its_own(officer, request_):
    team = badge().team
    partner = admit(make_partner("hale-house"), "partner")
    assert not services_to_split_to(partner).exists()
    Team.objects.filter(pk=team.pk).update(organisation="hale-house")
    assert [service.slug for service in services_to_split_to(partner)] == ["blue-badge"]
    Service.objects.filter(slug="blue-badge").update(openness="restricted")
    assert not services_to_split_to(partner).exists()
    assert not services_to_split_to(admit(make_staff(), "staff")).exists()


def test_the_laws_hold(officer, request_):
    taken_out(officer, request_)
    assert list(problems()) == []
