"""Councillors raise and follow casework: the consent is kept, and they see what the resident is told and no more."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import forgetting
from forms_engine.journeys import services as journeys
from forms_engine.requests.asking_customer import ask
from forms_engine.requests.casework import following, raising
from forms_engine.requests.casework.consent import Consent, ConsentRefused
from forms_engine.requests.casework.selectors import casework_for, casework_of, may_follow, news_of
from forms_engine.requests.messages import write_as_officer
from forms_engine.requests.models import Casework, TimelineEntry
from forms_engine.requests.selectors import requests_for
from forms_engine.requests.services import set_state
from forms_engine.requests.states import NotAllowed, StateRefused
from tests.factories import make_staff
from tests.forms_engine.council import POTHOLE, answered

pytestmark = pytest.mark.django_db

AGREED = Consent("Rhian Okafor", "spoken", date(2026, 1, 5), "To raise it and be told what comes of it.")


def raised(councillor, answers=POTHOLE):
    made = raising.begin(councillor, AGREED)
    submission, _token = journeys.start_submission(
        councillor, live_version(councillor, "report-a-pothole"), language="en", casework=made
    )
    answered(submission, answers)
    request = journeys.submit(submission.pk)
    made.refresh_from_db()
    return made, request


def said_about_casework(request):
    kept = request.timeline.filter(kind=TimelineEntry.Kind.CASEWORK)
    assert not kept.filter(shown_to_customer=True).exists()
    return [entry.message for entry in kept]


def test_what_a_councillor_raises_is_the_residents_with_the_consent_beside_it(council, councillor, officer):
    made, request = raised(councillor)
    assert request.customer.user is None, "it is not the councillor's own"
    assert made.request == request and may_follow(made)
    assert said_about_casework(request) == [
        "Raised by Cerys Hale as a councillor. Consent of Rhian Okafor: By word of mouth, noted by the councillor, "
        "5 January 2026. To raise it and be told what comes of it."
    ]
    assert list(casework_for(councillor)) == [made]
    assert list(casework_of(officer, request)) == [made]
    assert not requests_for(councillor).exists(), "nothing of the request but its casework"


@pytest.mark.parametrize(
    ("change", "why_not"),
    [
        ({"resident": " "}, "who asked"),
        ({"on": None}, "which day"),
        ({"on": date.today() + timedelta(days=2)}, "future"),
        ({"words": ""}, "in their words"),
        ({"consent": "nodded"}, "how the resident agreed"),
        ({"resident": "x" * 201}, "fewer words"),
    ],
)
def test_consent_that_is_not_enough_is_refused(councillor, change, why_not):
    said = {"resident": "Rhian", "consent": "spoken", "on": date(2026, 1, 5), "words": "Yes."} | change
    with pytest.raises(ConsentRefused, match=why_not):
        raising.begin(councillor, Consent(**said))
    assert not Casework.objects.exists()


def test_nobody_else_has_casework(council, seat, councillor, officer):
    made, _ = raised(councillor)
    colleague = admit(make_staff(Role.COUNCILLOR), "staff")
    for nobody in (officer, colleague, admit(seat.user, "public")):
        assert not casework_for(nobody).exists()
        with pytest.raises(NotAllowed):
            raising.begin(nobody, AGREED)
        with pytest.raises(NotAllowed):
            following.write(nobody, made.pk, "What about this?")
    seat.is_live = False
    seat.save()
    assert not casework_for(councillor).exists(), "no longer in office"


def test_a_councillor_reads_what_the_resident_is_told(council, councillor, officer):
    made, request = raised(councillor)
    write_as_officer(officer, request.pk, "We come on Friday.", is_note=False)
    write_as_officer(officer, request.pk, "He rings every day.", is_note=True)
    shown = [entry.message for entry in news_of(made)]
    assert "We come on Friday." in shown and "He rings every day." not in shown


def test_of_a_team_only_service_a_councillor_reads_that_it_was_received_and_no_more(
    council, service, councillor, officer
):
    made, request = raised(councillor)
    write_as_officer(officer, request.pk, "We come on Friday.", is_note=False)
    Service.objects.filter(pk=service.pk).update(openness=Service.Openness.TEAM_ONLY)
    made.refresh_from_db()
    assert may_follow(made) and news_of(made) == []


def test_following_a_residents_request_needs_an_officers_leave(councillor, officer, report):
    following.ask_to_follow(councillor, report.reference, AGREED)
    made = Casework.objects.get()
    assert not may_follow(made) and news_of(made) == []
    with pytest.raises(NotAllowed):
        following.write(councillor, made.pk, "What about this?")
    with pytest.raises(NotAllowed):
        following.answer_ask(councillor, made.pk, let=True)
    made = following.answer_ask(officer, made.pk, let=True)
    assert may_follow(made) and following.answer_ask(officer, made.pk, let=False) == made
    assert [message.partition(".")[0] for message in said_about_casework(report)] == [
        "Cerys Hale asks to follow this as a councillor",
        "Cerys Hale may follow this",
    ]


def test_an_officer_may_say_no(councillor, officer, report):
    following.ask_to_follow(councillor, report.reference, AGREED)
    made = following.answer_ask(officer, Casework.objects.get().pk, let=False)
    assert not may_follow(made) and not casework_for(councillor).exists()


def test_asking_tells_nothing_of_what_is_there(councillor, report):
    for reference in ("not-a-reference", report.reference, report.reference):
        assert following.ask_to_follow(councillor, reference, AGREED) is None
    assert Casework.objects.count() == 1, "asked twice it is one ask"
    with pytest.raises(ConsentRefused, match="consent"):
        following.ask_to_follow(councillor, report.reference, Consent("", "not-needed", None))


def test_only_so_many_references_are_asked_about_in_a_day(councillor):
    for _ in range(following.ASKS.attempts):
        following.ask_to_follow(councillor, "ABC", AGREED)
    with pytest.raises(following.TooManyAsks):
        following.ask_to_follow(councillor, "ABC", AGREED)


def test_officers_of_another_team_decide_nothing_about_casework(service, councillor, report):
    following.ask_to_follow(councillor, report.reference, AGREED)
    Service.objects.filter(pk=service.pk).update(openness=Service.Openness.TEAM_ONLY)
    stranger = admit(make_staff(Role.OFFICER), "staff")
    with pytest.raises(NotAllowed):
        following.answer_ask(stranger, Casework.objects.get().pk, let=True)
    assert not casework_of(stranger, report).exists()


def test_a_councillors_words_wait_for_an_answer(council, councillor, officer):
    made, request = raised(councillor)
    for _ in range(2):
        following.write(councillor, made.pk, "Mrs Okafor asks when you come.")
    request.refresh_from_db()
    assert request.customer_wrote_at is not None
    assert said_about_casework(request)[1:] == ["Mrs Okafor asks when you come."], (
        "a second click says nothing"
    )
    set_state(officer, request.pk, to="closed", message="", seen="received")
    with pytest.raises(StateRefused):
        following.write(councillor, made.pk, "And now?")


def test_the_same_words_on_another_day_are_said_again(council, councillor):
    made, request = raised(councillor)
    following.write(councillor, made.pk, "Any news?")
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        following.write(councillor, made.pk, "Any news?")
    assert said_about_casework(request)[1:] == ["Any news?", "Any news?"]


def test_an_officer_reads_a_councillors_words_before_deciding(council, councillor, officer):
    made, request = raised(councillor)
    read = request.timeline.order_by("-number").first().number
    following.write(councillor, made.pk, "The lamp fell on the footway.")
    with pytest.raises(StateRefused, match="a councillor for them"):
        set_state(officer, request.pk, to="closed", message="", seen="received", read=read)
    with pytest.raises(StateRefused, match="a councillor for them"):
        ask(officer, request.pk, "Which side?", wants_files=False, seen="received", read=read)
    write_as_officer(officer, request.pk, "We come on Friday.", is_note=False, read=read)
    request.refresh_from_db()
    assert request.customer_wrote_at is not None, "it waits for its answer still"


@pytest.mark.parametrize("who", ["councillor", "officer"])
def test_when_it_ends_the_councillor_sees_nothing_of_it_any_more(council, councillor, officer, who):
    made, request = raised(councillor)
    following.end({"councillor": councillor, "officer": officer}[who], made.pk, why="She took it back.")
    assert not casework_for(councillor).exists()
    assert said_about_casework(request)[-1] == "Casework of Cerys Hale has ended: She took it back."
    made.refresh_from_db()
    assert not may_follow(made) and made.ended_at <= timezone.now()
    with pytest.raises(ConsentRefused):
        following.end(officer, made.pk, why=" ")


def test_strangers_end_nothing(council, service, councillor):
    made, _ = raised(councillor)
    for nobody in (admit(make_staff(Role.COUNCILLOR), "staff"), admit(make_staff(Role.AUDITOR), "staff")):
        with pytest.raises(NotAllowed):
            following.end(nobody, made.pk, why="Because.")


def test_consent_for_what_was_never_sent_is_kept_no_longer_than_a_draft(council, councillor):
    sent, _ = raised(councillor)
    drafted, given_up = raising.begin(councillor, AGREED), raising.begin(councillor, AGREED)
    journeys.start_submission(
        councillor, live_version(councillor, "report-a-pothole"), language="en", casework=drafted
    )
    assert forgetting.forget_unsent_casework() == 0
    with time_machine.travel(timezone.now() + journeys.DRAFT_KEPT_FOR + timedelta(hours=1)):
        assert forgetting.forget_unsent_casework() == 1
        assert set(Casework.objects.all()) == {sent, drafted} and given_up.request_id is None
        assert forgetting.forget_drafts() == 1
        assert forgetting.forget_unsent_casework() == 1
    assert list(Casework.objects.all()) == [sent]
