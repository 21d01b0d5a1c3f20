"""What looks like spam is marked and kept apart; nobody is refused, and an officer lets it through."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.delivery.models import Delivery
from forms_engine.journeys import spam
from forms_engine.journeys.measures_counts import roll_up
from forms_engine.journeys.models import NetworkDay, Submission, VisitSalt
from forms_engine.notices.models import Notice
from forms_engine.requests import suspected
from forms_engine.requests.models import Request
from forms_engine.requests.services import NotAllowed
from forms_engine.requests.states import RequestState, StateRefused
from payments.models import Charge
from tests.factories import make_staff, make_user, signed_in
from tests.forms_engine.council import answered, open_council, started
from tests.forms_engine.journeys.api_client import Program, published
from tests.forms_engine.journeys.test_html import PAGES, START, send

pytestmark = pytest.mark.django_db

BOT = {spam.HONEYPOT: "http://buy.example"}
SOMEWHERE = {"REMOTE_ADDR": "203.0.114.7"}
LIBRARY = {"REMOTE_ADDR": "81.2.69.160"}


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def resident(**extra):
    return Client(HTTP_HOST="localhost", **extra)


def walk(browser, seconds=60, **answers):
    """Answers every page; the sending comes so many seconds after the start."""
    browser.post(START)
    pages = {**PAGES, "about-you": {**PAGES["about-you"], "your-email": "ann@example.com"}}
    for page, data in pages.items():
        answer = send(browser, page, {**data, **answers.get(page, {})})
    assert answer["Location"] == f"{START}check/"
    Submission.objects.filter(state="draft").update(created_at=timezone.now() - timedelta(seconds=seconds))


def sent(browser, **data):
    answer = browser.post(f"{START}check/", data)
    assert answer["Location"] == f"{START}confirmation/"
    return Request.objects.order_by("created_at").last()


def officer(*roles):
    return signed_in(make_staff(*(roles or (Role.OFFICER,))), "staff")


def test_the_box_is_there_empty_and_out_of_everybody_s_way():
    browser = resident()
    walk(browser)
    page = browser.get(f"{START}check/").content.decode()
    box = page.split('<div class="govuk-visually-hidden" aria-hidden="true">')[1].split("</div>")[0]
    assert f'name="{spam.HONEYPOT}"' in box and 'tabindex="-1"' in box and 'autocomplete="off"' in box


def test_what_a_program_sent_is_kept_apart_and_its_sender_gets_a_reference_and_the_truth():
    browser = resident()
    walk(browser)
    made = sent(browser, **BOT)
    assert made.state == RequestState.SUSPECTED and made.spam_marks == ["honeypot"]
    assert made.received_at is None and made.queue is None
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.HELD}
    assert not Notice.objects.exists(), "an address typed by a program is not written to"
    page = browser.get(f"{START}confirmation/").content.decode()
    assert made.reference in page and "a person has to look at it" in page
    assert "We have sent a confirmation" not in page and "Report sent" not in page
    call_command("verify_integrity", verbosity=0)


def test_a_person_who_takes_their_time_is_never_marked():
    browser = resident(**SOMEWHERE)
    walk(browser)
    assert sent(browser).state == RequestState.RECEIVED


@pytest.mark.parametrize(
    ("seconds", "links", "marks"),
    [
        (60, 0, []),
        (1, 0, []),
        (60, 3, []),
        (1, 3, ["too-quick", "links"]),
        (60, 10, ["links"]),
        (1, 2, []),
    ],
    ids=["nothing", "only quick", "only links", "both", "a flood of links", "quick with two links"],
)
def test_one_weak_mark_is_not_enough_two_are(seconds, links, marks):
    browser = resident(**SOMEWHERE)
    walk(browser, seconds, damage={"details": "See " + " https://example.com/a" * links})
    made = sent(browser)
    assert made.spam_marks == marks
    assert made.state == (RequestState.SUSPECTED if marks else RequestState.RECEIVED)


def test_a_library_s_or_a_phone_network_s_people_are_marked_but_none_is_refused_or_kept_apart(monkeypatch):
    monkeypatch.setattr(spam, "REQUESTS_PER_NETWORK", 2)
    for number in range(4):
        browser = resident(**LIBRARY)
        walk(browser)
        assert sent(browser).state == RequestState.RECEIVED, number
    walk(other := resident(**LIBRARY), damage={"details": "www.a.example www.b.example www.c.example"})
    assert sent(other).spam_marks == ["links", "busy-network"]
    walk(elsewhere := resident(**SOMEWHERE), damage={"details": "www.a.example www.b.example www.c.example"})
    assert sent(elsewhere).state == RequestState.RECEIVED
    counted = NetworkDay.objects.order_by("-requests")
    # All six gave one address.
    assert [row.requests for row in counted] == [6, 5, 1]
    assert not any(part in str(counted.values()) for part in ("81.2", "203.0"))


def test_no_address_and_nothing_to_find_one_with_outlives_the_day():
    browser = resident(**LIBRARY)
    walk(browser)
    sent(browser)
    assert NetworkDay.objects.exists() and VisitSalt.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        roll_up()
    assert not NetworkDay.objects.exists() and not VisitSalt.objects.exists()


def test_everybody_behind_a_proxy_of_our_own_is_not_one_network():
    browser = resident()
    walk(browser, **{"about-you": {"your-email": ""}})
    sent(browser)
    assert not NetworkDay.objects.exists()


def test_nobody_floods_the_inbox_of_an_address_that_is_not_theirs(monkeypatch):
    monkeypatch.setattr(spam, "REQUESTS_PER_ADDRESS", 2)
    typed = ("Ann@example.com", "ann@example.com", "ann@EXAMPLE.com", "ben@example.com")
    states = []
    for number, address in enumerate(typed):
        browser = resident(REMOTE_ADDR=f"81.2.{number}.1")
        walk(browser, **{"about-you": {"your-email": address}})
        states.append(sent(browser).state)
    received = RequestState.RECEIVED
    assert states == [received, received, RequestState.SUSPECTED, received]
    assert Notice.objects.count() == 3
    assert suspected.marks_in_words(Request.objects.get(state=RequestState.SUSPECTED)) == [
        "Very many requests gave the same email address that day."
    ]
    assert not any("example" in row.network for row in NetworkDay.objects.all())


@given(st.ip_addresses())
def test_a_network_is_a_prefix_of_public_addresses(address):
    prefix = spam._prefix(str(address))
    assert (prefix is None) == (not address.is_global) or prefix is not None


def test_people_who_have_signed_in_are_never_marked():
    browser = signed_in(make_user(email="ann@example.com"))
    walk(browser, seconds=0)
    assert sent(browser, **BOT).state == RequestState.RECEIVED


def test_staff_are_never_marked():
    browser = officer()
    walk(browser, seconds=0)
    assert sent(browser, **BOT).state == RequestState.RECEIVED


def test_whoever_pays_is_somebody():
    submission = started("apply-for-a-blue-badge")
    from forms_engine.journeys import services

    made = services.submit(submission.id, spam.Signals(honeypot=True))
    assert made.state == RequestState.AWAITING_PAYMENT and made.spam_marks == []
    assert Charge.objects.exists()
    # But nobody writes to an address for it before that.
    assert not Notice.objects.exists()


def test_by_api_too_where_being_quick_means_nothing(monkeypatch):
    monkeypatch.setattr(spam, "REQUESTS_PER_NETWORK", 0)
    words = {
        "key": "words",
        "title": {"en": "W"},
        "blocks": [{"key": "words", "type": "long_text", "label": {"en": "W"}}],
    }
    published("words", [words])
    for text, state in [("Hello", RequestState.RECEIVED), ("https://a.example " * 4, "being-checked")]:
        program = Program()
        program.http.defaults.update(LIBRARY)
        program.start("words")
        assert program.put("words", {"words": text}).status_code == 200
        assert program.send().json()["state"] == state


# -- the officer ------------------------------------------------------------------------------------------


@pytest.fixture
def held_back():
    browser = resident()
    walk(browser)
    return sent(browser, **BOT)


def test_an_officer_finds_it_in_its_list_with_the_reason_and_not_in_a_queue(held_back):
    ida = officer()
    home = ida.get("/workplace/").content.decode()
    assert '<span class="gh-counts__number">1</span> <span>Suspected spam to check</span>' in home
    page = ida.get("/workplace/suspected/").content.decode()
    assert held_back.reference in page and "A box that people do not see was filled in." in page
    assert held_back.reference not in ida.get("/workplace/queues/highways/").content.decode()
    shown = ida.get(f"/workplace/requests/{held_back.reference}/").content.decode()
    assert "Release this request" in shown and 'name="state"' not in shown


def test_released_it_is_received_delivered_and_told_as_any_other(held_back):
    ida = officer()
    answer = ida.post(f"/workplace/requests/{held_back.reference}/held-back/", {"decision": "release"})
    assert answer["Location"] == "/workplace/suspected/"
    held_back.refresh_from_db()
    assert held_back.state == RequestState.RECEIVED and held_back.received_at
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.READY}
    assert Notice.objects.get().subject == "request.received"
    assert [entry.kind for entry in held_back.timeline.all()] == ["submitted", "released"]
    again = ida.post(
        f"/workplace/requests/{held_back.reference}/held-back/", {"decision": "release"}, follow=True
    )
    assert "Someone changed this request" in again.content.decode()
    assert Notice.objects.count() == 1
    call_command("verify_integrity", verbosity=0)


def test_closed_nobody_is_told_and_it_can_still_be_released(held_back):
    ida = officer()
    ida.post(f"/workplace/requests/{held_back.reference}/held-back/", {"decision": "close"})
    held_back.refresh_from_db()
    assert held_back.state == RequestState.CLOSED
    assert "Nothing is held back." in ida.get("/workplace/suspected/").content.decode()
    assert not Notice.objects.exists()
    call_command("verify_integrity", verbosity=0)
    ida.post(f"/workplace/requests/{held_back.reference}/held-back/", {"decision": "release"})
    held_back.refresh_from_db()
    assert held_back.state == RequestState.RECEIVED


def test_nobody_else_sees_or_decides(held_back):
    Service.objects.update(openness=Service.Openness.TEAM_ONLY)
    ida = officer()
    assert held_back.reference not in ida.get("/workplace/suspected/").content.decode()
    assert "Suspected spam to check" not in ida.get("/workplace/").content.decode()
    path = f"/workplace/requests/{held_back.reference}/held-back/"
    assert ida.post(path, {"decision": "release"}).status_code == 404
    assert officer(Role.EDITOR).get("/workplace/suspected/").status_code == 403
    from audiences.principal import Principal

    with pytest.raises(NotAllowed):
        suspected.release(Principal.public(), held_back.id)


def test_only_what_is_held_back_can_be_decided_on():
    from audiences.keys import PUBLIC, STAFF
    from audiences.principal import Principal
    from forms_engine.journeys import services

    made = services.submit(answered(started(), {}).id)
    ida = Principal(make_staff(Role.OFFICER), STAFF, frozenset({PUBLIC, STAFF}), frozenset({Role.OFFICER}))
    for decide in (suspected.release, suspected.close):
        with pytest.raises(StateRefused):
            decide(ida, made.id)
