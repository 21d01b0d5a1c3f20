"""Sending and removing files on a page, as a browser without JavaScript does it."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forms_engine.files.models import StoredFile
from forms_engine.journeys.models import Submission
from forms_engine.journeys.offer import publish
from tests.factories import client
from tests.forms_engine.council import open_council, photo
from tests.forms_engine.small_journey import question, skip_journey, text
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

START = "/journeys/hire-a-skip/"
PAGE = f"{START}photos/"


@pytest.fixture(autouse=True)
def council():
    open_council()
    blocks = [
        question("photos", "file", "Photos of it", max_files=2),
        question("note", "short_text", "Anything else"),
    ]
    pages = [
        {"key": "photos", "title": text("Photos"), "blocks": blocks},
        {"key": "end", "title": text("Last"), "blocks": [question("last", "yes_no", "All done?")]},
    ]
    publish(skip_journey(pages=pages))


@pytest.fixture
def resident():
    browser = client()
    browser.post(START)
    return browser


def send(browser, **data):
    return browser.post(PAGE, {"wizard-current_step": "photos", **data})


def page_of(answer):
    assert answer.status_code == 200, answer["Location"]
    markup = Markup(answer.content.decode())
    markup.check_references()
    return markup


def listed(markup):
    return [button.attrs["value"] for button in markup.all("button", name="photos_remove")]


def kept():
    return Submission.objects.get().answers.get("photos", [])


def test_upload_keeps_the_files_and_shows_the_page_again_with_all_that_was_typed(resident):
    page = page_of(
        send(resident, photos=[photo("one.jpg"), photo("two.jpg")], photos_upload="1", note="See these")
    )
    assert [file["name"] for file in kept()] == ["one.jpg", "two.jpg"]
    assert listed(page) == [file["id"] for file in kept()]
    assert page.one("input", name="note").attrs["value"] == "See these"
    assert not page.all("p", class_="govuk-error-message"), "nothing is judged yet"


def test_files_sent_one_after_the_other_are_all_kept_and_no_more_than_may_be(resident):
    send(resident, photos=photo("one.jpg"), photos_upload="1")
    page = page_of(send(resident, photos=[photo("two.jpg"), photo("three.jpg")], photos_upload="1"))
    assert [file["name"] for file in kept()] == ["one.jpg", "two.jpg"]
    (message,) = page.all("p", class_="govuk-error-message")
    assert "You can send 2 files" in message.text and "three.jpg" in message.text
    assert not page.all("input", type="file"), "there is no room for more"


def test_going_on_takes_what_was_chosen_without_pressing_upload(resident):
    assert send(resident, photos=photo("one.jpg"), note="x")["Location"] == f"{START}end/"
    assert [file["name"] for file in kept()] == ["one.jpg"]


def test_one_file_is_removed_the_other_stays_and_its_bytes_are_gone(resident):
    page = page_of(send(resident, photos=[photo("one.jpg"), photo("two.jpg")], photos_upload="1"))
    first, second = listed(page)
    assert listed(page_of(send(resident, photos_remove=first, note="x"))) == [second]
    assert [file["id"] for file in kept()] == [second]
    assert [str(file.id) for file in StoredFile.objects.all()] == [second]


def test_somebody_elses_file_cannot_be_removed(resident):
    other = client()
    other.post(START)
    page = page_of(send(other, photos=photo("theirs.jpg"), photos_upload="1"))
    send(resident, photos_remove=listed(page)[0])
    assert StoredFile.objects.count() == 1


def test_a_file_that_will_not_do_is_refused_at_its_field_and_the_good_one_kept(resident):
    bad = SimpleUploadedFile("bad.jpg", b"MZ", content_type="image/jpeg")
    page = page_of(send(resident, photos=[photo("good.jpg"), bad], note="x"))
    assert "bad.jpg" in page.one("p", class_="govuk-error-message").text
    assert [file["name"] for file in kept()] == ["good.jpg"]


def test_a_file_whose_answer_was_lost_on_the_way_is_not_kept_twice(resident):
    called = str(uuid.uuid4())
    for _ in range(2):
        page = page_of(send(resident, photos=photo("one.jpg"), photos_client=called, photos_upload="1"))
    assert len(listed(page)) == len(kept()) == StoredFile.objects.count() == 1
