"""A resident answers what they were asked, with photos where they were asked for some; and sees only what is theirs to see."""

from uuid import uuid4

import pytest

from accounts.models import Role
from audiences.admission import admit
from forms_engine.journeys.services import submit
from forms_engine.requests.added_files import Sending, add_files
from forms_engine.requests.asking_customer import ask
from forms_engine.requests.models import AfterSending, Request
from forms_engine.requests.splitting import Part, split
from tests.factories import make_staff, make_user, signed_in
from tests.forms_engine.council import open_council, photo, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    open_council()
    return admit(make_staff(Role.OFFICER), "staff")


@pytest.fixture
def person():
    return make_user()


@pytest.fixture
def own(officer, person):
    return submit(started(principal=admit(person, "public")).id)


@pytest.fixture
def browser(person):
    return signed_in(person)


def page(request, more=""):
    return f"/requests/{request.reference}/{more}"


def asked(officer, request, **fields):
    ask(
        officer,
        request.id,
        "Which side of the road?",
        wants_files=False,
        seen="received",
        read=None,
        **fields,
    )


def test_the_question_stands_above_the_box_and_the_answer_sets_it_going(officer, own, browser):
    asked(officer, own)
    body = browser.get(page(own)).content.decode()
    assert "We need an answer from you" in body and "Which side of the road?" in body
    assert 'type="file"' in body, "photos can be sent with it, asked for or not"
    after = browser.post(page(own, "message/"), {"message": "The left"}, follow=True).content.decode()
    assert "We have passed your message" in after and "We need an answer from you" not in after
    own.refresh_from_db()
    assert own.state == "in-progress"


def test_photos_can_be_sent_with_the_answer_where_they_were_asked_for(officer, own, browser):
    ask(officer, own.id, "Send us a photo", wants_files=True, seen="received", read=None)
    body = browser.get(page(own)).content.decode()
    assert 'type="file" multiple' in body and 'capture="environment"' in body
    nothing = browser.post(page(own, "message/"), {"message": ""}).content.decode()
    assert "add a photo or a document" in nothing
    bad = photo("broken.jpg")
    bad.file.truncate(20)
    refused = browser.post(page(own, "message/"), {"message": "Here", "attached": [bad]}).content.decode()
    assert "damaged" in refused and "Here" in refused
    many = [photo(f"{number}.jpg") for number in range(6)]
    assert "Choose fewer files" in browser.post(page(own, "message/"), {"attached": many}).content.decode()
    sent = {"message": "", "attached": [photo("left.jpg")], "sending": str(uuid4())}
    after = browser.post(page(own, "message/"), sent, follow=True).content.decode()
    kept = own.files.get()
    assert f"files/{kept.file_id}/" in after and "left.jpg" in after
    assert browser.get(page(own, f"files/{kept.file_id}/")).status_code == 200
    again = {"message": "", "attached": [photo("left.jpg")], "sending": sent["sending"]}
    browser.post(page(own, "message/"), again)
    assert own.files.count() == 1


def test_a_photo_sent_a_moment_too_late_is_not_lost_and_one_that_is_not_taken_is_not_kept(
    officer, own, browser
):
    AfterSending.objects.create(service=own.service, may_add=False)
    body = browser.get(page(own)).content.decode()
    assert "Send message" not in body and 'type="file"' not in body
    unasked = {"message": "Hello", "attached": [photo()]}
    refused = browser.post(page(own, "message/"), unasked, follow=True).content.decode()
    assert not own.files.exists() and "does not take messages about it" in refused
    AfterSending.objects.update(may_add=True)
    ask(officer, own.id, "Send us a photo", wants_files=True, seen="received", read=None)
    Request.objects.filter(id=own.id).update(state="in-progress", asked=None, wants_files=False)
    browser.post(page(own, "message/"), {"message": "Late", "attached": [photo()]})
    assert own.files.count() == 1


def test_a_photo_comes_with_any_message(own, browser):
    assert 'type="file" multiple' in browser.get(page(own)).content.decode()
    sent = {"message": "It got bigger", "attached": [photo("bigger.jpg")], "sending": str(uuid4())}
    after = browser.post(page(own, "message/"), sent, follow=True).content.decode()
    assert "bigger.jpg" in after and "It got bigger" in after
    own.refresh_from_db()
    assert own.state == "received" and own.customer_wrote_at is not None


def test_what_is_for_colleagues_only_is_not_there(officer, own, browser):
    [hidden] = add_files(officer, own.id, Sending([photo("hidden.jpg")], uuid4()), words="Us", shown=False)
    [seen] = add_files(officer, own.id, Sending([photo("seen.jpg")], uuid4()), words="You", shown=True)
    body = browser.get(page(own)).content.decode()
    assert "hidden.jpg" not in body and "seen.jpg" in body and "We added a file" in body
    assert browser.get(page(own, f"files/{hidden.file_id}/")).status_code == 404
    assert browser.get(page(own, f"files/{seen.file_id}/")).status_code == 200


def test_what_was_taken_out_of_it_is_theirs_as_well(officer, own, browser):
    made = split(officer, own.id, Part("A badge", "blue-badge", "You want a badge."), seen="received")
    body = browser.get(page(made)).content.decode()
    assert "A badge" in body and "You want a badge." in body
    assert made.reference in browser.get(page(own)).content.decode()
    assert "/cy/" not in body or browser.get(f"/cy{page(made)}").status_code == 200
