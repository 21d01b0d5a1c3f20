"""A request's clocks: started, paused while its customer has to answer, warned of and noted once."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.catalogue.models import ClosureDay, Service, Team
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Clock, Request, Stage
from forms_engine.requests.moving import move
from forms_engine.requests.states import FINISHED, By, RequestState, may_move
from forms_engine.requests.watching import count_all_again, watch
from forms_engine.requests.working_days import council_days
from tests.examples import examples
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.moments import LONDON, at

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-23 10:00"


@pytest.fixture
def council():
    open_council()
    service = Service.objects.get(slug="highways-maintenance", locale__language_code="en")
    Stage.objects.create(service=service, number=1, acknowledge_within=3, resolve_within=10, warn_before=2)
    return service


@pytest.fixture
def report(council):
    with at(MONDAY):
        return submit(started().id)


def put(request, state, moment, by=By.OFFICER):
    with at(moment), transaction.atomic():
        locked = Request.objects.select_for_update().get(id=request.id)
        move(locked, RequestState(state), by=by)
    request.refresh_from_db()


def clock(request, kind="resolve"):
    return request.clocks.get(kind=kind)


def test_it_starts_when_it_is_received_and_stops_when_it_is_done(report):
    assert (clock(report, "acknowledge").due_on, clock(report).due_on) == (
        date(2026, 11, 26),
        date(2026, 12, 7),
    )
    assert report.due_on is None or report.due_on == date(2026, 11, 26)
    report.refresh_from_db()
    assert report.due_on == date(2026, 11, 26), "the first that is over"
    put(report, "in-progress", "2026-11-24 09:00")
    assert clock(report, "acknowledge").stopped_at and report.due_on == date(2026, 12, 7)
    put(report, "resolved", "2026-11-25 09:00")
    assert clock(report).stopped_at and report.due_on is None


def test_it_stands_while_its_customer_has_to_answer(report):
    put(report, "waiting", "2026-11-25 09:00")
    stands = clock(report)
    assert (stands.due_on, stands.days_left, report.due_on) == (None, 8, None)
    put(report, "in-progress", "2026-12-02 23:59", By.CUSTOMER)
    assert clock(report).due_on == date(2026, 12, 14) == report.due_on


def test_it_goes_on_where_it_was_not_done_after_all(report):
    put(report, "resolved", "2026-11-25 09:00")
    put(report, "in-progress", "2026-12-02 09:00")
    assert clock(report).stopped_at is None and report.due_on == date(2026, 12, 14)


def test_what_is_over_stays_so(report):
    put(report, "in-progress", "2026-11-24 09:00")
    put(report, "waiting", "2026-12-09 09:00")
    assert clock(report).due_on == date(2026, 12, 7) == report.due_on


def test_over_the_change_of_clocks_and_the_end_of_a_year(council):
    for moment, due in (
        ("2026-03-27 23:30", date(2026, 4, 14)),  # summer time begins on the 29th; Easter is between
        ("2026-10-23 00:30", date(2026, 11, 6)),
        ("2026-12-23 12:00", date(2027, 1, 11)),
    ):
        with at(moment):
            assert clock(submit(started().id)).due_on == due, moment


def test_warned_of_and_noted_once_and_its_lead_is_told(report):
    team = Team.objects.get(slug="highways")
    team.lead = make_staff(email="lead@example.org")
    team.save()
    letters = Notice.objects.filter(subject="team.clocks")
    put(report, "in-progress", "2026-11-23 12:00")
    for moment, entries, sent in (
        ("2026-12-02 23:00", [], 0),
        ("2026-12-03 00:05", ["due-soon"], 1),
        ("2026-12-07 23:59", ["due-soon"], 1),
        ("2026-12-08 00:01", ["due-soon", "overdue"], 2),
        ("2026-12-20 12:00", ["due-soon", "overdue"], 2),
    ):
        with at(moment) as now:
            watch(now)
            watch(now)
        kinds = report.timeline.filter(kind__in=["due-soon", "overdue"]).values_list("kind", flat=True)
        assert (list(kinds), letters.count()) == (entries, sent), moment
    assert not report.timeline.filter(kind__in=["due-soon", "overdue"], shown_to_customer=True).exists()
    assert {letter.recipient for letter in letters} == {"lead@example.org"}
    assert (
        report.reference in letters.latest("created_at").body
        and "Ann" not in letters.latest("created_at").body
    )
    assert clock(report).breached_at


def test_a_team_that_slept_through_both_is_told_the_worse(report):
    with at("2026-12-20 12:00") as now:
        assert watch(now) == 2
    kinds = report.timeline.filter(shown_to_customer=False).values_list("kind", flat=True)
    assert "due-soon" not in kinds and "overdue" in kinds


def test_a_closure_that_is_entered_later_puts_it_off(report):
    ClosureDay.objects.create(day=date(2026, 11, 30), name="Snow")
    with at("2026-11-24 09:00"):
        assert (count_all_again(), count_all_again()) == (1, 0)
    report.refresh_from_db()
    assert (clock(report).due_on, report.due_on) == (date(2026, 12, 8), date(2026, 11, 26))


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    walk=st.lists(
        st.tuples(st.sampled_from(list(RequestState)), st.sampled_from(list(By)), st.integers(0, 12)),
        max_size=10,
    )
)
def test_whatever_happens_it_is_never_due_sooner_and_always_follows_the_state(report, walk):
    moment = datetime(2026, 11, 23, 10, tzinfo=LONDON)
    with transaction.atomic():
        latest = clock(report).due_on
        for to, by, days in walk:
            moment += timedelta(days=days)
            request = Request.objects.select_for_update().get(id=report.id)
            if not may_move(request.state, to, by, received=True):
                continue
            with at(moment):
                move(request, to, by=by)
                today = timezone.localdate()
            now = clock(request)
            was_over = latest is not None and latest < today
            if request.state in FINISHED:
                assert now.stopped_at
            elif request.state == RequestState.WAITING and not was_over:
                assert now.paused_at and now.due_on is None and request.due_on is None
            else:
                assert now.stopped_at is None and now.due_on and now.due_on >= latest
                assert council_days().after(now.counted_from, now.days_left) == now.due_on
            running = [each.due_on for each in request.clocks.filter(stopped_at=None).exclude(due_on=None)]
            assert request.due_on == min(running, default=None)
            latest = now.due_on or latest
        transaction.set_rollback(True)


def test_the_database_refuses_a_clock_that_stands_and_is_due(report):
    with pytest.raises(DatabaseError), transaction.atomic():
        Clock.objects.filter(request=report).update(paused_at=timezone.now())
