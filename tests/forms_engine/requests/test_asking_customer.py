"""An officer asks a request's customer something: it waits, its clock is on hold, and the answer sets it going again."""

from uuid import uuid4

import pytest

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.files.refusals import UploadRefused
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests.added_files import MOST_AT_ONCE, Sending, TooManyFiles
from forms_engine.requests.asking_customer import answer, ask, question_of
from forms_engine.requests.messages import write_as_customer
from forms_engine.requests.models import AfterSending, Request, Stage, TimelineEntry
from forms_engine.requests.services import set_state
from forms_engine.requests.states import NotAllowed, RequestState, StateRefused
from tests.factories import make_staff
from tests.forms_engine.council import POTHOLE, open_council, photo, started
from tests.forms_engine.requests.moments import at

pytestmark = pytest.mark.django_db

QUESTION = "Which side of the road is it on?"
Kind = TimelineEntry.Kind


def council():
    open_council()
    service = Service.objects.get(slug="highways-maintenance", locale__language_code="en")
    Stage.objects.create(service=service, number=1, resolve_within=10, warn_before=2)


def report(**answers):
    return submit(started(answers={**POTHOLE, **answers}).id)


@pytest.fixture
def officer():
    council()
    return admit(make_staff(Role.OFFICER), "staff")


def asked(officer, request, question=QUESTION, *, wants_files=False, seen="received", read=None):
    ask(officer, request.id, question, wants_files=wants_files, seen=seen, read=read)
    request.refresh_from_db()
    return request


def answered(request, text, *uploads, sending=None):
    answer(request.id, text, Sending(uploads, sending or uuid4()), user=None)
    request.refresh_from_db()
    return request


def kinds(request):
    return list(request.timeline.order_by("number").values_list("kind", flat=True))


def test_it_waits_with_its_clock_on_hold_and_the_customer_is_told_with_the_link(officer):
    with at("2026-11-23 10:00"):
        request = report()
        due_on = request.due_on
        asked(officer, request)
    assert request.state == RequestState.WAITING and request.due_on is None
    assert request.clocks.get(kind="resolve").paused_at is not None
    entry = question_of(request)
    assert (entry.kind, entry.message, entry.shown_to_customer) == (Kind.ASKED, QUESTION, True)
    assert entry.actor == officer.user
    letter = Notice.objects.get(subject="request.asked")
    assert letter.recipient == "ann@example.com" and QUESTION not in letter.body
    assert f"/requests/{request.reference}/" in letter.body and "photos or documents" not in letter.body
    with at("2026-12-07 10:00"):
        answered(request, "The left one")
    assert request.state == RequestState.IN_PROGRESS and question_of(request) is None
    # Two weeks on hold are two weeks later.
    assert request.due_on is not None and (request.due_on - due_on).days == 14
    assert request.customer_wrote_at is not None, "it is marked as unread"


def test_asked_twice_by_the_same_click_it_is_asked_once(officer):
    request = asked(officer, report())
    asked(officer, request)
    assert (
        kinds(request).count(Kind.ASKED) == 1 and Notice.objects.filter(subject="request.asked").count() == 1
    )


def test_something_else_can_be_asked_while_it_waits(officer):
    request = asked(officer, report(), wants_files=True)
    asked(officer, request, "And how deep is it?", seen="waiting")
    assert question_of(request).message == "And how deep is it?" and not request.wants_files
    assert kinds(request).count(Kind.ASKED) == 2


def test_a_page_gone_stale_asks_nothing(officer):
    request = report()
    read = request.timeline.last().number
    write_as_customer(request.id, "It got bigger", user=None)
    with pytest.raises(StateRefused, match="customer wrote"):
        ask(officer, request.id, QUESTION, wants_files=False, seen="received", read=read)
    with pytest.raises(StateRefused, match="Someone changed"):
        ask(officer, request.id, QUESTION, wants_files=False, seen="in-progress", read=None)
    assert Kind.ASKED not in kinds(request)


def test_only_who_may_decide_asks_and_only_about_what_is_worked_on(officer):
    request = report()
    resident = admit(make_staff(Role.EDITOR), "staff")
    with pytest.raises(NotAllowed):
        ask(resident, request.id, QUESTION, wants_files=False, seen="received", read=None)
    set_state(officer, request.id, to="closed", message="", seen="received")
    with pytest.raises(StateRefused, match="being worked on"):
        ask(officer, request.id, QUESTION, wants_files=False, seen="closed", read=None)
    for words in ("", "   ", "x" * 5001):
        with pytest.raises(ValueError, match=r"[Ww]rite"):
            ask(officer, request.id, words, wants_files=False, seen="closed", read=None)


def test_moved_on_by_an_officer_the_question_is_over(officer):
    request = asked(officer, report(), wants_files=True)
    set_state(officer, request.id, to="in-progress", message="They rang us", seen="waiting")
    request.refresh_from_db()
    assert (request.asked, request.wants_files) == (None, False)


def test_an_answer_with_photos_keeps_them_with_it(officer):
    request = asked(officer, report(), wants_files=True)
    sending = uuid4()
    answered(request, "Here they are", photo("one.jpg"), photo("two.jpg"), sending=sending)
    entry = request.timeline.get(kind=Kind.FROM_CUSTOMER)
    kept = request.files.filter(entry_number=entry.number)
    assert [one.file.name for one in kept.order_by("id")] == ["one.jpg", "two.jpg"]
    assert all(one.shown_to_customer and one.question == "" for one in kept)
    # The same form again, after the answer was lost on its way: nothing twice.
    answered(request, "Here they are", photo("one.jpg"), photo("two.jpg"), sending=sending)
    assert request.files.count() == 2 and kinds(request).count(Kind.FROM_CUSTOMER) == 1
    assert "photos or documents" in Notice.objects.get(subject="request.asked").body


def test_a_photo_says_enough(officer):
    request = asked(officer, report(), wants_files=True)
    answered(request, "  ", photo())
    assert request.state == RequestState.IN_PROGRESS and request.files.count() == 1
    with pytest.raises(ValueError, match="Write something"):
        answer(request.id, " ", None, user=None)


def test_files_are_taken_only_where_they_are_wanted_and_as_uploads_are(officer):
    request = report()
    AfterSending.objects.create(service=request.service, may_add=False)
    with pytest.raises(StateRefused, match="asked for files"):
        answered(request, "Unasked", photo())
    asked(officer, request, wants_files=True)
    bad = photo("nothing.jpg")
    bad.file.truncate(20)
    with pytest.raises(UploadRefused):
        answered(request, "Here", photo(), bad)
    with pytest.raises(TooManyFiles):
        answered(request, "Here", *[photo(f"{number}.jpg") for number in range(MOST_AT_ONCE + 1)])
    assert not request.files.exists() and request.state == RequestState.WAITING


def test_without_an_email_address_they_are_told_by_text_message_without_the_question(officer):
    request = report(**{"your-email": ""})
    Request.objects.filter(id=request.id).update(mobile="07700 900123", language="cy")
    asked(officer, request)
    letter = Notice.objects.get(subject="request.asked")
    assert letter.recipient == "+447700900123" and letter.body.startswith("Cyngor Marlshire")
    assert QUESTION not in letter.body and request.reference in letter.body


def test_it_is_read_in_the_customers_language(officer):
    request = report()
    Request.objects.filter(id=request.id).update(language="cy")
    asked(officer, request, "Pa ochr?", wants_files=True)
    letter = Notice.objects.get(subject="request.asked")
    assert "Mae angen ateb" in letter.heading and "/cy/requests/" in letter.body and "lluniau" in letter.body
