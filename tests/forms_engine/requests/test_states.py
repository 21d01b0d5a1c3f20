"""The table of states: what it allows is done and written down, what it does not is refused and changes nothing."""

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.journeys.services import submit
from forms_engine.requests.models import Request
from forms_engine.requests.moving import move
from forms_engine.requests.states import (
    BEFORE_RECEIVED,
    FINISHED,
    MOVES,
    By,
    RequestState,
    StateRefused,
    may_move,
    moves_for,
)
from tests.examples import examples
from tests.forms_engine.council import open_council, started

MOVE = st.tuples(st.sampled_from(list(RequestState)), st.sampled_from(list(By)))


@pytest.fixture
def request_of_ours(db):
    open_council()
    return submit(started().id)


def test_every_state_has_a_row_and_can_be_reached():
    assert set(MOVES) == set(RequestState)
    reached = {RequestState.AWAITING_PAYMENT, RequestState.SUSPECTED, RequestState.RECEIVED}
    for _ in RequestState:
        reached |= {then for now in reached for then in MOVES[now]}
    assert reached == set(RequestState)


def test_a_resident_takes_back_what_is_not_finished_and_nothing_else():
    may = {now: moves_for(now, By.CUSTOMER, received=now not in BEFORE_RECEIVED) for now in RequestState}
    assert {now for now, then in may.items() if RequestState.CANCELLED in then} == (
        set(RequestState) - FINISHED - {RequestState.SUSPECTED}
    )
    assert RequestState.RESOLVED not in {state for then in may.values() for state in then}


def test_what_was_closed_before_it_was_received_can_only_be_let_in():
    assert moves_for(RequestState.CLOSED, By.OFFICER, received=False) == [RequestState.RECEIVED]
    assert moves_for(RequestState.CLOSED, By.OFFICER, received=True) == [RequestState.IN_PROGRESS]


@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=st.lists(MOVE, max_size=12))
def test_any_walk_keeps_to_the_table_and_its_timeline_tells_it(request_of_ours, moves):
    with transaction.atomic():
        request = Request.objects.select_for_update().get(id=request_of_ours.id)
        told = list(request.timeline.values_list("state", flat=True))
        for to, by in moves:
            before, received = request.state, request.received_at
            if may_move(before, to, by, received=received is not None):
                move(request, to, by=by, message=" As agreed. ")
                told.append(to)
            else:
                with pytest.raises(StateRefused, match=str(to.label)):
                    move(request, to, by=by)
        request.refresh_from_db()
        entries = list(request.timeline.order_by("number"))
        assert [entry.state for entry in entries] == told
        assert request.state == told[-1]
        assert (request.finished_at is not None) == (request.state in FINISHED)
        assert (request.resolved_at is not None) == (request.state == RequestState.RESOLVED)
        assert request.received_at == request_of_ours.received_at, "it is received once"
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "received", "received_at": None},
        {"state": "waiting", "received_at": None},
        {"state": "resolved"},
        {"finished_at": "2026-11-22T12:00:00Z"},
        {"state": "suspected-spam", "received_at": None},
        {"state": "awaiting-payment", "received_at": None},
        {"journey_version": None},
        {"on_behalf_of": "Ben Archer"},
        {"authority": "parent"},
    ],
)
def test_the_database_refuses_what_no_verb_would_do(request_of_ours, wrong):
    with pytest.raises(DatabaseError), transaction.atomic():
        Request.objects.filter(id=request_of_ours.id).update(**wrong)
