"""What came back of what we sent about a request: noted once, for an officer, until it is seen to."""

import pytest

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import submit
from forms_engine.notices.bounces import came_back
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request, TimelineEntry, Unreachable
from forms_engine.requests.states import NotAllowed, StateRefused
from forms_engine.requests.unreachable import seeing_to
from forms_engine.requests.unreachable.noting import note
from forms_engine.requests.unreachable.seeing_to import NotAnAddress, open_of, see_to, unreachable_for
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db

Kind = TimelineEntry.Kind


@pytest.fixture
def officer():
    open_council()
    return admit(make_staff(Role.OFFICER), "staff")


@pytest.fixture
def report(officer):
    return submit(started().id)


def kinds(request):
    return list(request.timeline.order_by("number").values_list("kind", flat=True))


def bounced(report):
    return note(report.id, "email", "ann@example.com", "no such mailbox")


def test_a_letter_that_comes_back_is_a_task_once(report, officer):
    letter = Notice.objects.get(subject="request.received")
    assert came_back(letter.id, "no such mailbox", permanent=True)
    assert came_back(letter.id, "no such mailbox", permanent=True) is False
    row = Unreachable.objects.get()
    assert (row.request_id, row.channel, row.address) == (report.id, "email", "ann@example.com")
    entry = report.timeline.get(kind=Kind.UNREACHABLE)
    assert entry.message == "Email: no such mailbox" and not entry.shown_to_customer
    assert open_of(report) == [row] == unreachable_for(officer).rows
    assert bounced(report) is None, "another letter to the same address says nothing new"


def test_the_address_of_somebody_else_is_not_theirs(report):
    for channel, address in (("email", "lead@council.example"), ("sms", "+447700900123"), ("email", "")):
        assert note(report.id, channel, address, "unknown") is None
    Request.objects.filter(id=report.id).update(mobile="07700 900123")
    assert note(report.id, "sms", "+447700900123", "x" * 500).why == "x" * 200
    assert note(report.submission_id, "email", "ann@example.com", "no such request") is None


def test_a_new_address_is_the_requests_and_its_answers_stay(report, officer):
    row, answers = bounced(report), Request.objects.get(id=report.id).answers
    with pytest.raises(NotAnAddress, match="correct format"):
        see_to(officer, report.id, row.pk, address="ann at example")
    with pytest.raises(NotAnAddress, match="came back"):
        see_to(officer, report.id, row.pk, address="Ann@Example.com")
    see_to(officer, report.id, row.pk, address=" ann.archer@example.org ", how="She rang.")
    report.refresh_from_db()
    assert report.email == "ann.archer@example.org" and report.answers == answers
    entry = report.timeline.get(kind=Kind.REACHED)
    assert (
        entry.message == "New email address: ann.archer@example.org. She rang."
        and not entry.shown_to_customer
    )
    assert Notice.objects.get(subject="request.updated").recipient == "ann.archer@example.org"
    see_to(officer, report.id, row.pk, how="again")
    assert kinds(report).count(Kind.REACHED) == 1 and open_of(report) == []
    assert bounced(report) is None, "what was sent to the old address before comes back for nobody"


def test_a_mobile_number_is_told_from_the_one_that_came_back_however_it_is_written(report, officer):
    Request.objects.filter(id=report.id).update(mobile="07700 900123")
    row = note(report.id, "sms", "+447700900123", "absent")
    for wrong in ("0044 7700 900123", "not a number"):
        with pytest.raises(NotAnAddress):
            see_to(officer, report.id, row.pk, address=wrong)
    see_to(officer, report.id, row.pk, address="07700 900 456")
    report.refresh_from_db()
    assert report.mobile == "+447700900456"


def test_reached_by_telephone_nothing_of_it_changes_and_it_can_come_back_again(report, officer):
    row = bounced(report)
    with pytest.raises(StateRefused, match="Say how"):
        see_to(officer, report.id, row.pk, how="  ")
    see_to(officer, report.id, row.pk, how="Rang them: they will look online.")
    row.refresh_from_db()
    assert (row.seen_to_by, row.how) == (officer.user, "Rang them: they will look online.")
    assert Notice.objects.filter(subject="request.updated").count() == 0
    assert bounced(report) is not None


def test_only_who_may_decide_sees_it_or_sees_to_it(report, officer):
    row = bounced(report)
    Service.objects.filter(slug="highways-maintenance").update(openness="team-only")
    for nobody in (officer, admit(make_staff(Role.EDITOR), "staff")):
        assert unreachable_for(nobody).rows == []
        with pytest.raises(NotAllowed):
            see_to(nobody, report.id, row.pk, how="Rang")
    officer.user.teams.add(report.service.team)
    assert unreachable_for(officer).rows == [row]
    with pytest.raises(NotAllowed):
        see_to(officer, report.id, row.pk + 1, how="Rang")


def test_pages_go_on_from_the_last(report, officer, monkeypatch):
    monkeypatch.setattr(seeing_to, "PAGE_SIZE", 2)
    made = [
        Unreachable.objects.create(request=report, channel="email", address=f"{number}@example.com", why="")
        for number in range(5)
    ]
    seen, after = [], ""
    while True:
        page = unreachable_for(officer, after)
        seen, after = seen + page.rows, page.after
        if not after:
            break
    assert seen == made
    for nonsense in (
        "x",
        "\x00_1",
        "2026-01-01_1",
        "9999-99-99T00:00:00Z_1",
        f"2026-01-01T00:00:00Z_{'9' * 30}",
        "2000-01-02T00:00:00+23:59_1",
    ):
        assert len(unreachable_for(officer, nonsense).rows) == 2
