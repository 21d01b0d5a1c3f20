"""Who may see which request: default deny, and nothing shows, counts included."""

import pytest

from accounts.roles import Role
from accounts.services import create_user
from audiences.principal import Principal
from forms_engine.catalogue.models import Service, Team
from forms_engine.journeys.services import submit
from forms_engine.requests.placing import place_in_queue
from forms_engine.requests.selectors import (
    may_decide,
    queues_for,
    request_for,
    requests_for,
    timeline_for_officer,
)
from forms_engine.requests.services import NotAllowed, set_state
from forms_engine.requests.states import RequestState, StateRefused
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db


def person(name, **details):
    return create_user(email=f"{name}@example.com", name=name.title(), **details)


def resident(user):
    return Principal(user, "public", frozenset({"public"}), frozenset())


def officer(user, *roles):
    return Principal(user, "staff", frozenset({"public", "staff"}), frozenset(roles or {Role.OFFICER}))


@pytest.fixture
def request_of_ann():
    open_council()
    ann = person("ann")
    request = submit(started(principal=resident(ann)).id)
    place_in_queue(str(request.id), "highways")
    request.refresh_from_db()
    return request


def test_its_owner_and_officers_see_it_and_nobody_else(request_of_ann):
    reference = request_of_ann.reference
    ann, ben = request_of_ann.customer.user, person("ben")
    assert request_for(resident(ann), reference)
    assert request_for(officer(ben), reference)
    for nobody in [
        Principal.public(),
        resident(ben),
        officer(ben, Role.EDITOR),
        officer(ben, Role.ADMINISTRATOR),
        Principal(ben, "partner", frozenset({"public", "partner"}), frozenset({Role.OFFICER})),
        Principal(ben, "public", frozenset({"public"}), frozenset({Role.OFFICER})),
    ]:
        assert request_for(nobody, reference) is None
        assert queues_for(nobody) == []
        assert not may_decide(nobody, request_of_ann)
        assert not timeline_for_officer(nobody, request_of_ann)


def test_its_owner_may_see_but_not_decide(request_of_ann):
    ann = resident(request_of_ann.customer.user)
    with pytest.raises(NotAllowed):
        set_state(ann, request_of_ann.id, to="resolved", message="", seen="received")


@pytest.mark.parametrize("openness", [Service.Openness.TEAM_ONLY, Service.Openness.RESTRICTED])
def test_a_closed_service_shows_nothing_outside_the_team(request_of_ann, openness):
    Service.objects.update(openness=openness)
    insider, outsider = person("ida", is_staff=True), person("oda", is_staff=True)
    Team.objects.get(slug="highways").members.add(insider)
    assert not requests_for(officer(outsider, Role.OFFICER, Role.RESTRICTED_CASE_OFFICER)).exists()
    assert queues_for(officer(outsider)) == []
    case_officer = officer(insider, Role.OFFICER, Role.RESTRICTED_CASE_OFFICER)
    assert requests_for(case_officer).count() == 1
    assert requests_for(officer(insider)).count() == (1 if openness == Service.Openness.TEAM_ONLY else 0)
    waiting = {queue.slug: count for queue, count in queues_for(officer(insider))}
    assert waiting["highways"] == (1 if openness == Service.Openness.TEAM_ONLY else 0)


def test_an_officer_moves_it_on_with_a_message_that_its_owner_sees(request_of_ann):
    ida = officer(person("ida"))
    set_state(ida, request_of_ann.id, to="in-progress", message=" We are on our way. ", seen="received")
    entry = request_of_ann.timeline.last()
    assert (entry.state, entry.message, entry.actor, entry.shown_to_customer) == (
        RequestState.IN_PROGRESS,
        "We are on our way.",
        ida.user,
        True,
    )


def test_a_page_gone_stale_changes_nothing(request_of_ann):
    ida = officer(person("ida"))
    set_state(ida, request_of_ann.id, to="in-progress", message="", seen="received")
    with pytest.raises(StateRefused, match="Someone changed"):
        set_state(ida, request_of_ann.id, to="resolved", message="", seen="received")
    with pytest.raises(StateRefused):
        set_state(ida, request_of_ann.id, to="received", message="", seen="in-progress")
    assert request_of_ann.timeline.count() == 3
