"""What officers do on a request's page: asking, replying, closing with an outcome, splitting, adding files."""

import re
from uuid import uuid4

import pytest

from forms_engine.catalogue.models import Service
from forms_engine.notices.models import Notice
from forms_engine.requests.messages import write_as_customer
from forms_engine.requests.models import Outcome, ReplyTemplate, Request
from tests.forms_engine.council import photo

pytestmark = pytest.mark.django_db


def page(request, more=""):
    return f"/workplace/requests/{request.reference}/{more}"


def text(answer):
    return answer.content.decode()


def box(body, name):
    return re.search(rf'<textarea[^>]*id="{name}"[^>]*>(.*?)</textarea>', body, re.DOTALL)[1].strip()


def newest(request):
    return request.timeline.order_by("-number").first()


@pytest.fixture
def replies(report):
    ReplyTemplate.objects.create(
        slug="thanks", name="Thanks", body={"en": "Dear {name}, thank you.", "cy": "Diolch {name}."}
    )
    ReplyTemplate.objects.create(
        slug="which", name="Which side?", asks=True, body={"en": "Which side, {name}?"}
    )


def test_asked_it_waits_and_says_so(report, officer):
    read = newest(report).number
    sent = {"seen": "received", "read": read, "question": "Which side?", "wants_files": "on"}
    answer = officer.post(page(report, "ask/"), sent, follow=True)
    assert "It waits for them." in text(answer) and "Waiting for the customer" in text(answer)
    report.refresh_from_db()
    assert report.wants_files and newest(report).message == "Which side?"


def test_a_question_that_says_nothing_or_too_late_comes_back_with_what_was_typed(report, officer):
    empty = officer.post(page(report, "ask/"), {"seen": "received", "question": " "})
    assert "Write what you want to ask" in text(empty) and 'href="#ask_question"' in text(empty)
    read = newest(report).number
    write_as_customer(report.id, "It got bigger", user=None)
    stale = text(
        officer.post(page(report, "ask/"), {"seen": "received", "read": read, "question": "How big?"})
    )
    assert "The customer wrote while you were reading" in stale and box(stale, "ask_question") == "How big?"
    fresh = re.findall(r'name="read" value="(\d+)"', stale)
    assert set(fresh) == {str(newest(report).number)}, "read now, it can be asked again"
    assert (
        officer.post(page(report, "ask/"), {"seen": "\x00", "read": "x" * 40, "question": "How?"}).status_code
        == 200
    )


def test_a_reply_fills_the_box_and_sends_nothing(report, officer, replies):
    body = text(officer.get(page(report, "?reply=thanks")))
    assert box(body, "write_text") == "Dear Ann Archer, thank you." and box(body, "ask_question") == ""
    assert (
        "nothing is sent until you send it" in body
        and not Notice.objects.filter(subject="request.message").exists()
    )
    asks = text(officer.get(page(report, "?reply=which")))
    assert box(asks, "ask_question") == "Which side, Ann Archer?" and box(asks, "write_text") == ""
    for nonsense in ("?reply=none", "?reply=", "?reply=which%20"):
        assert box(text(officer.get(page(report, nonsense))), "write_text") == ""


def test_a_reply_is_in_their_language_or_says_plainly_that_it_is_not(report, officer, replies):
    Request.objects.filter(id=report.id).update(language="cy")
    assert box(text(officer.get(page(report, "?reply=thanks"))), "write_text") == "Diolch Ann Archer."
    assert "It is in English: it has not been written in Welsh." in text(
        officer.get(page(report, "?reply=which"))
    )


def test_what_was_typed_is_not_lost_where_it_is_not_said_who_reads_it(report, officer):
    body = text(officer.post(page(report, "write/"), {"text": "A long message"}))
    assert "Choose who reads it" in body and box(body, "write_text") == "A long message"


def test_closed_with_an_outcome(report, officer):
    service = Service.objects.get(pk=report.service_id)
    Outcome.objects.create(service=service, slug="fixed", name="Repaired", words={"en": "We repaired it."})
    Outcome.objects.create(service=service, slug="not-ours", name="Not ours", ends="closed")
    sent = {"seen": "received", "state": "resolved", "message": "Thank you."}
    assert "Choose what came of it" in text(officer.post(page(report), sent))
    wrong = text(officer.post(page(report), {**sent, "outcome": "not-ours"}))
    assert "goes with a request that is closed" in wrong
    assert "Choose one of these outcomes" in text(officer.post(page(report), {**sent, "outcome": "\x00"}))
    assert "goes with a request" in text(
        officer.post(
            page(report), {"seen": "received", "state": "in-progress", "outcome": "fixed", "message": ""}
        )
    )
    done = text(officer.post(page(report), {**sent, "outcome": "fixed"}, follow=True))
    assert "Resolved: Repaired" in done and "<strong>Repaired</strong>" in done
    assert "We repaired it." not in Notice.objects.get(subject="request.updated").body


def test_split_on_its_own_page(report, officer):
    body = text(officer.get(page(report, "split/")))
    assert "What they told us" in body and "High Street" in body
    file_id = report.files.get().file_id
    sent = {
        "seen": "received", "title": "A badge", "service": "blue-badge", "what": "They want a badge.",
        "with_files": [str(file_id)], "tell_customer": "yes",
    }  # fmt: skip
    wrong = text(officer.post(page(report, "split/"), {"seen": "received"}))
    for words in (
        "Say what the new request is about",
        "Choose the service",
        "Write what belongs",
        "whether to tell",
    ):
        assert words in wrong
    assert officer.post(page(report, "split/"), {**sent, "with_files": [str(uuid4())]}).status_code == 200
    assert officer.post(page(report, "split/"), {**sent, "service": "\x00"}).status_code == 200
    answer = officer.post(page(report, "split/"), sent, follow=True)
    made = Request.objects.get(split_from=report)
    assert made.reference in text(answer) and "was made of it" in text(answer)
    assert made.files.get().file_id == file_id and "They want a badge." in text(answer)
    # A page without a journey behind it stands, and so does its file.
    assert officer.get(page(made, f"files/{file_id}/")).status_code == 200
    assert officer.get(page(made, "as-customer/")).status_code == 200
    again = officer.post(page(report, "split/"), sent)
    assert again["Location"] == page(made) and Request.objects.filter(split_from=report).count() == 1


def test_split_to_a_team_whose_requests_one_may_not_see(report, officer):
    Service.objects.filter(slug="blue-badge").update(openness="restricted")
    sent = {
        "seen": "received", "title": "A worry", "service": "blue-badge", "what": "About a child.",
        "tell_customer": "no",
    }  # fmt: skip
    answer = officer.post(page(report, "split/"), sent, follow=True)
    made = Request.objects.get(split_from=report)
    assert "You may not see it" in text(answer) and made.reference not in text(answer)
    assert "A worry" not in text(answer) and not Notice.objects.filter(subject="request.split").exists()


def test_a_split_gone_stale_says_so_and_keeps_what_was_typed(report, officer):
    sent = {
        "seen": "in-progress", "title": "A badge", "service": "blue-badge", "what": "Typed already",
        "tell_customer": "yes",
    }  # fmt: skip
    body = text(officer.post(page(report, "split/"), sent))
    assert "Someone changed this request" in body and "Typed already" in body and 'value="received"' in body


def test_files_are_added_for_those_who_may_see_them(report, officer):
    sending = str(uuid4())
    sent = {
        "sending": sending,
        "attached": [photo("kerb.jpg"), photo("lamp.jpg")],
        "words": "Mended",
        "readers": "customer",
    }
    done = text(officer.post(page(report, "files/"), sent, follow=True))
    assert "Your 2 files can be seen by the customer" in done and "kerb.jpg" in done and "Mended" in done
    again = {**sent, "attached": [photo("kerb.jpg"), photo("lamp.jpg")]}
    officer.post(page(report, "files/"), again)
    assert report.files.filter(question="").count() == 2
    bad = photo("broken.jpg")
    bad.file.truncate(30)
    refused = text(officer.post(page(report, "files/"), {"attached": [bad], "readers": "colleagues"}))
    assert "damaged" in refused and 'href="#files_attached"' in refused
    nothing = text(officer.post(page(report, "files/"), {}))
    assert "Choose a file, or take a photo" in nothing and "Say who may see them" in nothing


def test_files_go_with_a_message_and_with_a_note_each_to_its_readers(report, officer):
    assert 'id="write_attached"' in text(officer.get(page(report)))
    said = {"text": "Here is the plan", "readers": "customer", "attached": [photo("plan.jpg")]}
    answer = officer.post(page(report, "write/"), {**said, "sending": str(uuid4())}, follow=True)
    assert "Your message is sent." in text(answer) and "plan.jpg" in text(answer)
    kept = report.files.get(entry_number=newest(report).number)
    assert kept.shown_to_customer and newest(report).kind == "to-customer"
    note = {"text": "Their house", "readers": "colleagues", "attached": [photo("house.jpg")]}
    officer.post(page(report, "write/"), note)
    assert not report.files.get(entry_number=newest(report).number).shown_to_customer
    damaged = photo("broken.jpg")
    damaged.file.truncate(20)
    again = officer.post(page(report, "write/"), {**said, "attached": [damaged]})
    assert "damaged" in text(again) and box(text(again), "write_text") == "Here is the plan"
