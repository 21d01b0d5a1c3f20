"""Changing what one gets, and stopping it: by a letter's link, by a mail program's button, in the account."""

import pytest
from django.test import Client

from accounts.addresses import Address
from accounts.models import AddressKind
from accounts.proved_addresses import prove
from forms_engine.notices import services
from forms_engine.notices.bounces import came_back
from forms_engine.notices.services import send_email
from forms_engine.requests.models import Erasure
from portal.erasing import erase_of_person
from portal.exporting import updates_of
from portal.models import AskedUpdates, Subscriber
from portal.updates import keeping
from portal.updates.links import link, token_of
from tests.factories import client, host, make_user, signed_in
from tests.site.portal.things import customer_of
from tests.site.portal.updates.subscribing import ADDRESS, ask, on, subscribed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bins")]


def page(name, subscriber):
    return f"/updates/{name}/{token_of(subscriber)}/"


def letter_to(subscriber):
    return send_email(
        owner_type=keeping.OWNER_TYPE,
        owner_id=str(subscriber.pk),
        subject="updates.letter",
        recipient=subscriber.email,
        context={"sections": []},
        unsubscribe=link("updates_stop", "en", token_of(subscriber)),
    )


def test_choices_are_changed_by_the_link(ward):
    made = subscribed()
    browser = client()
    shown = browser.get(page("choices", made)).content.decode()
    assert "Eastwold" in shown and ADDRESS not in shown
    nothing = browser.post(page("choices", made), {"every": "week", "language": "en"})
    assert "Choose at least one" in nothing.content.decode()
    answer = browser.post(
        page("choices", made), {"wards": ["E05000002"], "every": "month", "language": "cy"}, follow=True
    )
    assert "We have saved your choices." in answer.content.decode()
    made.refresh_from_db()
    assert (made.every, made.language, keeping.choices_of(made)) == ("month", "cy", {("ward", "E05000002")})


def test_a_topic_that_is_empty_for_a_while_is_kept(ward):
    made = subscribed()
    made.subscriptions.create(kind="topic", what="away", since=made.told_to)
    client().post(page("choices", made), {"topics": ["topic"], "every": "week", "language": "en"})
    assert keeping.choices_of(made) == {("topic", "topic"), ("topic", "away")}


def test_a_mail_program_stops_it_at_one_click():
    made = subscribed()
    ready = letter_to(made)
    assert client().get(page("stop", made)).status_code == 200
    assert Subscriber.objects.get().ended_at is None, "a look changes nothing"
    program = Client(enforce_csrf_checks=True, headers={"host": host("public")})
    for _ in range(2):
        answer = program.post(page("stop", made), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and "no more updates" in answer.content.decode()
    made.refresh_from_db()
    assert made.ended_at and made.email == "" and not made.subscriptions.exists()
    assert not type(ready).objects.filter(pk=ready.pk).exists(), "nor is what is on its way sent"
    assert "no more updates" in client().get(page("choices", made)).content.decode()
    client().post(page("choices", made), {"topics": ["topic"], "every": "week", "language": "en"})
    assert not made.subscriptions.exists()


def test_the_letter_tells_mail_programs_how(mailoutbox):
    made = subscribed()
    services.send(str(letter_to(made).pk))
    headers = mailoutbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (
        headers["List-Unsubscribe"].startswith("<http") and page("stop", made) in headers["List-Unsubscribe"]
    )


@pytest.mark.parametrize("name", ["choices", "stop"])
def test_nobody_guesses_a_link(name):
    made = subscribed()
    good = token_of(made)
    for token in (
        made.pk.hex,
        str(made.pk),
        good[:-1] + ("a" if good[-1] != "a" else "b"),
        f"{made.pk.hex}.",
    ):
        for method in ("get", "post"):
            assert getattr(client(), method)(f"/updates/{name}/{token}/").status_code == 404
    assert Subscriber.objects.get().ended_at is None


def test_an_address_that_is_none_any_more_gets_nothing():
    made = subscribed()
    assert came_back(letter_to(made).pk, "5.1.1", permanent=True)
    made.refresh_from_db()
    assert made.ended_at and made.email == ""


def test_what_has_ended_is_forgotten():
    with on(2, month=9):
        made = subscribed()
        keeping.stop(made.pk)
    with on(2, month=10):
        assert keeping.forget_ended() == 0
    with on(30):
        keeping.forget_ended()
    assert not Subscriber.objects.exists()


@pytest.fixture
def ann():
    user = make_user(email=ADDRESS)
    return prove(user, Address(AddressKind.EMAIL, ADDRESS))


def test_in_the_account_no_letter_has_to_ask(ann):
    browser = signed_in(ann)
    assert "/account/updates/" in browser.get("/account/").content.decode()
    said = {"topics": ["topic"], "every": "week", "language": "en"}
    answer = browser.post("/account/updates/", said, follow=True).content.decode()
    assert "We have saved your choices." in answer and "/updates/stop/" in answer
    made = Subscriber.objects.get()
    assert made.email == ADDRESS
    browser.post("/account/updates/", {**said, "every": "month"})
    made.refresh_from_db()
    assert made.every == "month" and Subscriber.objects.count() == 1
    assert browser.get("/cy/account/updates/").status_code == 200


def test_an_address_that_was_only_typed_shows_nothing():
    subscribed()
    answer = signed_in(make_user(email=ADDRESS)).get("/account/updates/").content.decode()
    assert "no email address" in answer and "/updates/stop/" not in answer


def test_it_is_in_the_export_of_whose_address_it_is(ann):
    subscribed()
    mine, typed = customer_of(ann), customer_of(make_user())
    typed.email = ADDRESS
    typed.save()
    (row,) = updates_of([mine.pk])["updates"]
    assert (row["email"], row["what"]) == (ADDRESS, ["Topic"])
    assert updates_of([typed.pk])["updates"] == []


def test_it_goes_with_the_person_who_asks_to_be_forgotten_and_not_by_time(ann):
    letter = letter_to(subscribed())
    ask()
    customer = customer_of(ann)
    erase_of_person([customer.pk])
    assert Subscriber.objects.exists() and AskedUpdates.objects.filter(email=ADDRESS).exists()
    Erasure.objects.create(customer=customer, asked=Erasure.Asked.OFFICER)
    erase_of_person([customer.pk])
    assert not Subscriber.objects.exists() and not AskedUpdates.objects.filter(email=ADDRESS).exists()
    assert not type(letter).objects.filter(recipient=ADDRESS).exists()
