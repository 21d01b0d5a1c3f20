"""Urgent requests: alerts step by step until somebody of the team has seen it, and whom its customer is told to ring."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forms_engine.catalogue.models import Absence, Queue, Service, Team
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests import urgent as urgent_round
from forms_engine.requests.messages import write_as_customer
from forms_engine.requests.models import Request, Urgency
from forms_engine.requests.placing import place_in_queue
from forms_engine.requests.urgent import alert_about_unseen
from forms_engine.rounds import RoundNotWhole
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import POTHOLE, open_council, started
from tests.forms_engine.requests.moments import at

pytestmark = pytest.mark.django_db

RING = "If somebody is in danger, call 999. Otherwise call 0300 555 0162"


@pytest.fixture
def people():
    return {
        name: make_staff("officer", name=name, email=f"{name.lower()}@example.org", mobile=None)
        for name in ("Person", "Cover", "Lead", "Other")
    }


@pytest.fixture
def urgent(people):
    open_council()
    service = Service.objects.get(slug="highways-maintenance", locale__language_code="en")
    team = Team.objects.get(slug="highways")
    team.members.set([people["Person"], people["Lead"], people["Other"]])
    team.lead = people["Lead"]
    team.save()
    return Urgency.objects.create(
        service=service,
        minutes=15,
        person=people["Person"],
        phone="0300 555 0162",
        words={"en": "If somebody is in danger, call 999. Otherwise call", "cy": "Ffoniwch"},
    )


@pytest.fixture
def report(urgent):
    made = submit(started(answers=POTHOLE).id)
    Delivery.objects.update(state="delivered", delivered_at=made.created_at)
    return made


def pass_minutes(report, minutes):
    """What is alerted about after so many minutes, looked for twice; answers who got a letter."""
    before = set(Notice.objects.values_list("id", flat=True))
    with at(report.created_at + timedelta(minutes=minutes)) as now:
        alert_about_unseen(now)
        alert_about_unseen(now)
    new = Notice.objects.exclude(id__in=before).filter(subject="request.urgent")
    return sorted(notice.recipient.partition("@")[0] for notice in new)


def test_one_step_after_another_and_no_more(report):
    assert [pass_minutes(report, minutes) for minutes in (14, 15, 29, 30, 45, 60, 600)] == [
        [], ["person"], [], ["lead"], ["lead", "other", "person"], [], [],
    ]  # fmt: skip


def test_its_customer_is_told_whom_to_ring_at_once_and_when_nobody_has_seen_it(report):
    letters = Notice.objects.filter(recipient="ann@example.com").order_by("created_at")
    assert RING in letters.get().body
    pass_minutes(report, 15)
    pass_minutes(report, 30)
    assert list(letters.values_list("subject", flat=True)) == ["request.received", "request.ring-us"]
    assert RING in letters.last().body
    shown = list(report.timeline.filter(shown_to_customer=True).values_list("kind", "message"))
    assert shown == [("submitted", ""), ("ring-us", RING)]
    assert "We alerted Person." in report.timeline.get(kind="urgent", state="received", number=2).message


def test_opened_by_somebody_of_the_team_it_is_seen(report, people):
    outsider = signed_in(make_staff("officer"), "staff")
    page = f"/workplace/requests/{report.reference}/"
    assert outsider.get(page).status_code == 200
    assert pass_minutes(report, 15) == ["person"], "whoever is not of the team has not seen to it"
    ours: Client = signed_in(people["Other"], "staff")
    for _ in range(2):
        assert "Urgent" in ours.get(page).content.decode()
    assert Request.objects.get(id=report.id).first_read_at
    assert list(report.timeline.filter(kind="opened").values_list("actor__name", flat=True)) == ["Other"]
    assert [pass_minutes(report, minutes) for minutes in (30, 60)] == [[], []]


def test_opened_but_not_delivered_it_is_not_seen_to(report, people):
    signed_in(people["Other"], "staff").get(f"/workplace/requests/{report.reference}/")
    Delivery.objects.filter(destination__kind="webhook").update(
        state="dead", dead_at=report.created_at, delivered_at=None
    )
    assert pass_minutes(report, 16) == ["person"]
    assert "A back office has not got it." in report.timeline.get(kind="urgent").message


def test_whoever_is_away_is_stood_in_for(report, people):
    day = report.created_at.date()
    Absence.objects.create(
        user=people["Person"], starts=day - timedelta(1), ends=day + timedelta(1), covered_by=people["Cover"]
    )
    assert [pass_minutes(report, minutes) for minutes in (15, 30)] == [["cover"], ["lead"]]


def test_one_held_back_as_spam_is_alerted_about_and_nobody_unasked_is_written_to(urgent):
    made = submit(started().id)
    Request.objects.filter(id=made.id).update(
        state="suspected-spam", received_at=None, spam_marks=["honeypot"]
    )
    Notice.objects.all().delete()
    assert pass_minutes(made, 15) == ["person"]
    assert not Notice.objects.filter(subject="request.ring-us").exists()


@pytest.mark.parametrize("state", ["resolved", "closed", "cancelled"])
def test_what_is_finished_alerts_nobody(report, state):
    Request.objects.filter(id=report.id).update(state=state, finished_at=report.created_at)
    assert pass_minutes(report, 60) == []


def test_text_messages_go_to_those_with_a_number(report, people):
    people["Person"].mobile = "+447700900123"
    people["Person"].save()
    Request.objects.filter(id=report.id).update(mobile="07700 900456")
    pass_minutes(report, 15)
    texts = Notice.objects.filter(channel="sms").values_list("subject", "recipient")
    assert set(texts) == {("request.urgent", "+447700900123"), ("request.ring-us", "+447700900456")}
    for text in Notice.objects.filter(channel="sms"):
        assert "Ann" not in text.body and report.reference in text.body


def test_those_that_are_seen_do_not_keep_a_later_one_from_being_alerted_about(urgent, monkeypatch):
    monkeypatch.setattr("forms_engine.requests.urgent.AT_MOST", 1)
    seen, unseen = submit(started(answers=POTHOLE).id), submit(started(answers=POTHOLE).id)
    Delivery.objects.update(state="delivered", delivered_at=seen.created_at)
    Request.objects.filter(id=seen.id).update(state="in-progress", first_read_at=seen.created_at)
    assert pass_minutes(unseen, 16) == ["person"]
    assert unseen.timeline.filter(kind="urgent").exists()


def test_what_is_told_later_is_no_reason_to_alert_about_what_somebody_sees_to(report, people):
    Delivery.objects.filter(destination__kind="webhook").update(state="delivered")
    Destination.objects.filter(kind="webhook").update(wants_updates=True)
    signed_in(people["Other"], "staff").get(f"/workplace/requests/{report.reference}/")
    write_as_customer(report.id, "It is worse.", user=None)
    assert Delivery.objects.filter(subject="request.message", state="ready").exists()
    assert pass_minutes(report, 60) == []


def test_a_back_office_that_is_named_late_has_as_long_as_any(report, people):
    signed_in(people["Other"], "staff").get(f"/workplace/requests/{report.reference}/")
    Delivery.objects.filter(destination__kind="webhook").update(
        state="ready",
        next_at=report.created_at,
        give_up_at=report.created_at,
        delivered_at=None,
        created_at=report.created_at + timedelta(minutes=50),
    )
    assert [pass_minutes(report, minutes) for minutes in (60, 65)] == [[], ["person"]]


def test_one_that_only_an_outside_back_office_sees_is_seen_once_that_has_it(report):
    Delivery.objects.filter(destination__kind="queue").delete()
    assert pass_minutes(report, 16) == [], "no officer of ours could open it in any queue"
    Destination.objects.filter(kind="webhook").update(acknowledges_within_hours=2)
    assert pass_minutes(report, 17) == ["person"], "it says when it has it, and has not"
    letter = Notice.objects.get(subject="request.urgent", channel="email").body
    for said in (letter, report.timeline.get(kind="urgent").message):
        assert "Its back office has not said that it has it." in said and "opened" not in said
    Delivery.objects.update(acknowledged_at=report.created_at)
    assert pass_minutes(report, 60) == []


def test_handed_on_to_another_team_it_has_to_be_seen_there(report, people):
    place_in_queue(str(report.id), "highways")
    lights = Team.objects.create(slug="lights", name="Lights")
    lights.members.add(people["Cover"])
    Queue.objects.create(slug="lights", name="Street lights", team=lights)
    ours, page = signed_in(people["Other"], "staff"), f"/workplace/requests/{report.reference}/"
    ours.get(page)
    with at(report.created_at + timedelta(minutes=60)):
        ours.post(f"{page}hand-on/", {"queue": "lights", "why": "A lamp post.", "seen": "highways"})
        ours.get(page)
    assert [pass_minutes(report, minutes) for minutes in (70, 76)] == [[], ["person"]]
    signed_in(people["Cover"], "staff").get(page)
    assert pass_minutes(report, 200) == []


def test_once_it_is_moved_on_the_operations_page_says_no_more_that_nobody_opened_it(report):
    people = signed_in(make_staff("officer", "administrator"), "staff")
    pass_minutes(report, 16)
    said = "Urgent requests that nobody has opened"
    assert said in people.get("/workplace/operations/").content.decode()
    Request.objects.filter(id=report.id).update(state="in-progress")
    assert said not in people.get("/workplace/operations/").content.decode()


def test_what_was_released_late_is_alerted_about_like_any(urgent):
    with at(timezone.now() - timedelta(days=20)):
        made = submit(started(answers=POTHOLE).id)
    Request.objects.filter(id=made.id).update(received_at=timezone.now())
    Delivery.objects.update(state="delivered", delivered_at=timezone.now())
    with at(timezone.now() + timedelta(minutes=15)) as now:
        assert alert_about_unseen(now) == 1


def test_one_that_fails_keeps_no_other_from_being_alerted_about(urgent, monkeypatch, caplog):
    broken, whole = submit(started(answers=POTHOLE).id), submit(started(answers=POTHOLE).id)
    Delivery.objects.update(state="delivered", delivered_at=broken.created_at)
    really = urgent_round.write_entry

    def fails_for_one(request, *args, **kwargs):
        if request.id == broken.id:
            raise ValueError(f"{request.name} wrote something odd")
        return really(request, *args, **kwargs)

    monkeypatch.setattr(urgent_round, "write_entry", fails_for_one)
    with (
        at(whole.created_at + timedelta(minutes=16)) as now,
        pytest.raises(RoundNotWhole, match="1 of this round"),
    ):
        alert_about_unseen(now)
    alerted = Notice.objects.filter(subject="request.urgent").values_list("owner_id", flat=True)
    assert set(alerted) == {str(whole.id)}
    assert str(broken.id) in caplog.text and "Ann" not in caplog.text
