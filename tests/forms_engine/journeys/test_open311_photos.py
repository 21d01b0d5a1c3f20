"""Photos by link: fetched later, from where an administrator said, and looked into."""

import pytest
from django.utils import timezone

from forms_engine.delivery.connectors import outbound
from forms_engine.journeys.open311 import photos
from forms_engine.journeys.open311.models import Open311Photo
from forms_engine.requests.models import Request
from tests.forms_engine.council import open_council, photo
from tests.forms_engine.journeys.open311_client import App

pytestmark = pytest.mark.django_db

URL = "https://photos.example/1.jpg"


@pytest.fixture
def answers(monkeypatch):
    """What calls outside are answered with, by address; and which were made."""
    open_council()
    given, made = {}, []

    def call(method, url, **options):
        made.append(url)
        answer = given[url]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(outbound, "call", call)
    return given, made


def fetched():
    Open311Photo.objects.update(next_at=timezone.now())
    photos.fetch_due()
    return Open311Photo.objects.get()


def test_a_photo_is_fetched_once_and_kept(answers):
    given, made = answers
    app = App(photo_hosts=["photos.example"])
    app.filed(media_url=URL)
    assert made == []
    given[URL] = outbound.NotReached("photos.example did not answer in time.")
    assert fetched().state == "waiting"
    given[URL] = outbound.Answer(200, {}, photo().read(), whole=True)
    assert fetched().state == "kept"
    fetched()
    assert len(made) == 2
    kept = Request.objects.get().files.get()
    assert (kept.question, kept.file.content_type) == ("photo", "image/jpeg")


@pytest.mark.parametrize(
    ("url", "answer", "reason"),
    [
        ("https://inside.example/1.jpg", None, "not one that photos are fetched from"),
        ("https://[photos.example/1.jpg", None, "cannot be read"),
        (URL, outbound.AddressRefused("photos.example leads inwards."), "leads inwards"),
        (URL, outbound.Answer(404, {}, b"", whole=True), "404"),
        (URL, outbound.Answer(302, {"location": "http://127.0.0.1/"}, b"", whole=True), "302"),
        (URL, outbound.Answer(200, {}, b"x" * 10, whole=False), "MB"),
        (URL, outbound.Answer(200, {}, b"<html>", whole=True), "must be a photo"),
    ],
)
def test_what_is_no_photo_of_theirs_is_not_kept(answers, url, answer, reason):
    given, made = answers
    given[url] = answer
    App(photo_hosts=["photos.example"]).filed(media_url=url)
    found = fetched()
    assert found.state == "refused" and reason in found.reason
    assert bool(made) == (answer is not None)
    request = Request.objects.get()
    assert not request.files.exists()
    note = request.timeline.filter(kind="note").last()
    assert not note.shown_to_customer and url in note.message


def test_one_photo_at_which_everything_breaks_holds_up_no_others_and_is_given_up(answers):
    given, _made = answers
    bad = "https://photos.example/0.jpg"
    given.update({bad: RuntimeError("broken"), URL: outbound.Answer(200, {}, photo().read(), whole=True)})
    app = App(photo_hosts=["photos.example"])
    app.filed(media_url=bad)
    app.filed(media_url=URL)
    for _ in range(photos.MOST_TRIES):
        Open311Photo.objects.update(next_at=timezone.now())
        photos.fetch_due()
    assert dict(Open311Photo.objects.values_list("url", "state")) == {bad: "refused", URL: "kept"}
