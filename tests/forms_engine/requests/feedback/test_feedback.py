"""How it went: asked once of a request that has come to its end, answered by a link or on its page, changed for a week."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests.feedback import answering, asking
from forms_engine.requests.feedback.answering import Answers, TooLate, answer, answer_about
from forms_engine.requests.feedback.counting import by_service, said_in
from forms_engine.requests.measures.months import Month
from forms_engine.requests.messages import write_as_customer
from forms_engine.requests.models import Customer, Feedback, Request
from forms_engine.requests.services import set_state
from forms_engine.requests.states import StateRefused
from tests.factories import client, make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.moments import at
from tests.forms_engine.requests.signing import back_office, frame, post, sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    open_council()
    return admit(make_staff(Role.OFFICER), "staff")


@pytest.fixture
def report(officer):
    return submit(started().id)


def end(officer, request, state="resolved"):
    request.refresh_from_db()
    set_state(officer, request.id, to=state, message="", seen=request.state)
    request.refresh_from_db()
    return request


def letters():
    return Notice.objects.filter(subject="request.feedback")


def link():
    return re.search(r"/feedback/([\w-]+)/", letters().latest("created_at").body)[1]


def test_one_letter_for_ever_with_the_outcome(officer, report):
    assert not letters().exists()
    end(officer, report)
    letter = letters().get()
    assert letter.recipient == "ann@example.com" and report.reference in letter.heading
    assert letter.secret, "its link is a key: the text is wiped once it is sent"
    write_as_customer(report.id, "The hole is back", user=None)
    end(officer, report)
    assert letters().count() == 1 and Feedback.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        asking.begin(report)


def test_a_back_offices_word_that_it_is_done_asks_as_well_once(officer, report):
    office = back_office()
    sent_to(report, office)
    for number in range(2):
        said = post("callbacks", office, frame(case="T-1", status="FIXED"), message_id=f"m{number}")
        assert said.status_code == 202, said.content
    assert letters().count() == 1


@pytest.mark.parametrize("state", ["in-progress", "waiting", "cancelled"])
def test_nobody_is_asked_before_the_end_or_about_what_they_took_back(officer, report, state):
    end(officer, report, state)
    assert not Feedback.objects.exists() and not asking.is_asked(report)


def test_practice_staff_partners_and_the_erased_are_not_asked(officer, report):
    end(officer, report)
    for fields in ({"audience": "staff"}, {"audience": "partner"}, {"is_practice": True},
                   {"erased_at": timezone.now()}, {"received_at": None}):  # fmt: skip
        other = Request.objects.get(id=report.id)
        for name, value in fields.items():
            setattr(other, name, value)
        assert not asking.is_asked(other), fields


def test_who_declined_is_not_written_to_and_can_say_it_on_the_page(officer, report):
    Customer.objects.filter(id=report.customer_id).update(declines=["surveys"])
    end(officer, report)
    assert not letters().exists() and not Feedback.objects.exists()
    answer_about(report.id, Answers(satisfaction=2))
    answer_about(report.id, Answers(satisfaction=2))
    assert Feedback.objects.get().satisfaction == 2


def test_in_their_language_by_text_message_where_there_is_no_email(officer, report):
    Request.objects.filter(id=report.id).update(email="", mobile="07700 900123", language="cy")
    end(officer, report)
    letter = letters().get()
    assert (letter.channel, letter.recipient) == ("sms", "+447700900123")
    assert letter.body.startswith("Cyngor Marlshire") and "/cy/feedback/" in letter.body


def test_answers_can_be_changed_for_a_week_and_then_stand(officer, report):
    end(officer, report)
    token = link()
    said = answer(token, Answers(satisfaction=5, effort=4, comment=" Quick "))
    assert (said.satisfaction, said.effort, said.comment) == (5, 4, "Quick")
    first = said.answered_at
    with at(timezone.now() + timedelta(days=6)):
        assert answer(token, Answers(effort=1)).satisfaction is None
    assert Feedback.objects.get().answered_at == first
    with at(timezone.now() + timedelta(days=7, minutes=1)), pytest.raises(TooLate):
        answer(token, Answers(effort=5))
    assert Feedback.objects.get().effort == 1


def test_nonsense_is_refused_and_an_unknown_link_is_none(officer, report):
    with pytest.raises(StateRefused):
        answer_about(report.id, Answers(effort=3))
    end(officer, report)
    for wrong in (Answers(), Answers(comment="  "), Answers(effort=6), Answers(satisfaction=0),
                  Answers(comment="x" * 2001)):  # fmt: skip
        with pytest.raises(ValueError, match=r"\."):
            answer(link(), wrong)
    assert answer("x" * 32, Answers(effort=3)) is None
    with at(timezone.now() + answering.OPEN_FOR + timedelta(days=1)):
        assert answer(link(), Answers(effort=3)) is None
    assert Feedback.objects.get().answered_at is None


def test_the_links_page_shows_nothing_of_the_request(officer, report):
    end(officer, report)
    page = f"/feedback/{link()}/"
    shown = client().get(page)
    body = shown.content.decode()
    assert shown.status_code == 200 and "How did we do?" in body
    for personal in (report.reference, report.title, report.name, report.email, report.service.name):
        assert personal not in body
    assert "Answer at least one question" in client().post(page, {}).content.decode()
    assert "Choose one of the answers" in client().post(page, {"effort": "9"}).content.decode()
    assert "Null characters" in client().post(page, {"comment": "a\x00b"}).content.decode()
    after = client().post(page, {"satisfaction": "4", "comment": "Canary"}, follow=True).content.decode()
    assert "Thank you" in after and "You can change what you said until" in after
    Feedback.objects.update(answered_at=timezone.now() - timedelta(days=8))
    over = client().get(page).content.decode()
    assert "Canary" not in over and "You have told us" in over
    for nothing in ("x", "x" * 5000):
        assert client().get(f"/feedback/{nothing}/").status_code == 404
    assert client("staff").get(page).status_code in (302, 403, 404)


def said(report, number, **fields):
    """So many answers of copies of a request."""
    for _ in range(number):
        other = submit(started().id)
        made, _token = asking.begin(other)
        Feedback.objects.filter(pk=made.pk).update(answered_at=timezone.now(), **fields)


def test_counted_by_service_in_the_month_of_the_answer(officer, report):
    manager = admit(make_staff(Role.SERVICE_MANAGER), "staff")
    this = Month.of(timezone.now())
    said(report, 2, satisfaction=4)
    said(report, 1, satisfaction=5, effort=2)
    said(report, 1, comment="Only words")
    [counted] = said_in(manager, this)
    assert (counted.satisfied, counted.satisfaction, counted.eased, counted.ease) == (3, "4.3", 1, "2.0")
    assert by_service([counted, counted])[0].satisfied == 6
    assert said_in(manager, this.before) == [] == said_in(officer, this)
    Service.objects.filter(slug="highways-maintenance").update(openness="team-only")
    assert said_in(manager, this) == [], "not of a team of others"
    manager.user.teams.add(report.service.team)
    [few] = said_in(manager, this)
    assert few.is_withheld
    said(report, 4, satisfaction=1, effort=1)
    [enough] = said_in(manager, this)
    assert not enough.is_withheld and enough.eased == 5
