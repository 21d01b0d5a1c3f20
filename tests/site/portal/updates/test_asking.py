"""Asking for updates: nothing is sent but one letter, and nothing begins, before its link is used."""

import pytest
import time_machine

from forms_engine.notices import services
from portal.models import AskedUpdates, Subscriber
from portal.updates import asking, keeping
from tests.factories import client
from tests.site.portal.updates.subscribing import ADDRESS, ask, at, letters, link_in, on, subscribed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bins")]


def test_the_page_offers_topics_and_wards(ward):
    said = client().get("/updates/?topic=topic").content.decode()
    assert "Topic" in said and said.index("Eastwold") < said.index("Westwold")
    assert said.count(" checked") == 3, "the topic, every week, English"
    assert client().get("/cy/updates/").status_code == 200
    assert client().get("/updates/?topic=no-such").content.decode().count(" checked") == 2


def test_the_topic_s_page_and_the_footer_lead_there():
    said = client().get("/knowledge/topics/topic/").content.decode()
    assert 'href="/updates/?topic=topic"' in said and 'href="/updates/"' in said
    assert "/cy/updates/" in client().get("/cy/updates/").content.decode()


def test_nothing_begins_before_the_link_is_used():
    answer = ask()
    assert answer["Location"] == "/updates/asked/"
    assert client().get("/updates/asked/").status_code == 200
    (letter,) = letters("updates.confirm")
    assert letter.recipient == ADDRESS and "Topic" not in letter.body
    link = link_in(letter, "confirm")
    shown = client().get(link).content.decode()
    assert "Topic" in shown and "Every week" in shown and ADDRESS not in shown
    assert not Subscriber.objects.exists(), "mail scanners open links"
    services.send(str(letter.pk))
    letter.refresh_from_db()
    assert letter.recipient == "", "nobody said yet that it is theirs"
    after = client().post(link)
    assert "/updates/choices/" in after["Location"]
    made = Subscriber.objects.get()
    assert (made.email, made.every, made.language) == (ADDRESS, "week", "en")
    assert keeping.choices_of(made) == {("topic", "topic")}
    assert AskedUpdates.objects.get().email == ""


def test_used_again_it_changes_nothing():
    made = subscribed()
    link = link_in(letters("updates.confirm")[0], "confirm")
    keeping.choose(made.pk, language="cy", every="month", choices=[("ward", "x")], among=[("topic", "topic")])
    for answer in (client().post(link), client().get(link)):
        assert "/updates/choices/" in answer["Location"]
    made.refresh_from_db()
    assert (made.language, made.every, keeping.choices_of(made)) == ("cy", "month", {("ward", "x")})


def test_a_stranger_learns_nothing_and_changes_nothing(ward):
    made = subscribed()
    asked = [ask(email=one, wards=["E05000001"], every="month") for one in (ADDRESS, "other@example.org")]
    assert [(one.status_code, one["Location"]) for one in asked] == [(302, "/updates/asked/")] * 2
    assert len(letters("updates.confirm")) == 3
    made.refresh_from_db()
    assert made.every == "week" and len(keeping.choices_of(made)) == 1
    # Its owner confirms: it comes beside what there is.
    client().post(link_in(letters("updates.confirm")[1], "confirm"))
    made.refresh_from_db()
    assert made.every == "month" and len(keeping.choices_of(made)) == 2
    assert Subscriber.objects.count() == 1


def test_an_inbox_is_not_flooded(monkeypatch):
    assert [ask().status_code for _ in range(4)] == [302, 302, 302, 429]
    assert ask(email="other@example.org").status_code == 302
    monkeypatch.setattr(asking, "BY_NETWORK", asking.Limit(attempts=4, seconds=60))
    assert ask(email="third@example.org").status_code == 429
    assert len(letters("updates.confirm")) == 4


def test_an_old_link_and_a_forged_one_say_what_to_do():
    with on(2):
        ask()
    link = link_in(letters("updates.confirm")[0], "confirm")
    with time_machine.travel(at(9, 10), tick=False):
        answer = client().get(link)
        assert answer.status_code == 404 and "/updates/" in answer.content.decode()
        assert client().post(link).status_code == 404
        assert asking.forget_asked() == 1
    assert client().post("/updates/confirm/no-such-thing/").status_code == 404
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "nobody"}, "Enter an email address in the correct format"),
        ({"email": ""}, "Enter your email address"),
        ({"email": "a\0b@example.org"}, "There is a problem"),
        ({"topics": []}, "Choose at least one"),
        ({"topics": ["no-such"]}, "Choose from the list"),
        ({"every": "minute"}, "Choose from the list"),
        ({"language": "fr"}, "Choose from the list"),
    ],
)
def test_what_cannot_be_kept_says_why(said, words):
    answer = ask(**said)
    assert answer.status_code == 200 and words in answer.content.decode()
    assert not AskedUpdates.objects.exists()
