"""A journey from start to reference by API."""

import pytest

from forms_engine.files.models import StoredFile
from forms_engine.requests.models import Request
from forms_engine.requests.states import RequestState
from payments.errors import GatewayUnavailable
from payments.models import PaymentAttempt
from tests.forms_engine.council import open_council, photo
from tests.forms_engine.journeys.api_client import BADGE_PAGES, Program, report

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def pay_page(monkeypatch):
    """Stripe away: an attempt that is open at a page."""
    attempt = PaymentAttempt(url="https://pay.example/page", state=PaymentAttempt.State.OPEN)
    monkeypatch.setattr("payments.services.start_attempt", lambda charge_id, network="": attempt)
    return attempt.url


def walk(program):
    """Follow the links from page to page, as a program does that has never seen the journey."""
    step = program.start("apply-for-a-blue-badge")["current"]
    seen = []
    while step["kind"] == "page":
        page = program.get(step["url"]).json()
        seen.append(page["step"])
        if page["step"] == "photo":
            assert program.send_file("photo", photo()).status_code == 201
        answer = program.call("put", step["url"], {"answers": BADGE_PAGES.get(page["step"], {})})
        assert answer.status_code == 200, answer.content
        step = answer.json()["next"]
    assert step["kind"] == "summary"
    return seen


def test_an_application_with_a_photo_and_a_fee(pay_page):
    program = Program()
    assert walk(program) == [*BADGE_PAGES, "photo"]
    check = program.get(program.at("/summary")).json()
    assert check["can_submit"] and check["unfinished"] == []
    assert check["fee_pence"] == 1000 and check["fee_lines"][0]["amount_pence"] == 1000
    assert "to the best of your knowledge" in check["declaration"]["markdown"]
    rows = {row["question"]: row["lines"] for section in check["sections"] for row in section["rows"]}
    assert rows["address"] == ["1 Mill Lane", "Thornbeck", "ZZ2 2BB"]
    assert rows["benefit"] == ["War Pensioner’s Mobility Supplement"]
    assert rows["photo"] == ["photo.jpg"]

    sent = program.send(declaration=True)
    assert sent.status_code == 201, sent.content
    made = Request.objects.get()
    assert sent.json()["reference"] == made.reference
    assert sent.json()["state"] == made.state == RequestState.AWAITING_PAYMENT
    assert sent.json()["payment"] == {"amount_pence": 1000, "url": pay_page, "problem": ""}
    assert "within 4 weeks" in sent.json()["outcome"][0]["words"]["text"]
    assert made.channel == "api" and made.files.get().question == "photo"

    assert program.post(program.at("/payment")).json()["url"] == pay_page
    request = program.get(f"requests/{made.reference}").json()
    assert request["state"] == "awaiting-payment" and request["may_pay"]
    assert [entry["kind"] for entry in request["timeline"]] == ["submitted"]


def test_a_report_without_a_fee_is_received_at_once():
    program = report()
    sent = program.send().json()
    assert sent["state"] == "received" and sent["payment"] is None
    now = program.get(program.at()).json()
    assert (now["state"], now["reference"], now["path"]) == ("submitted", sent["reference"], [])
    assert not now["takes_answers"] and now["expires_at"] is None


def test_where_it_stands_says_no_more_than_can_be_reached():
    program = report(upto="damage")
    now = program.get(program.at()).json()
    assert [(step["step"], step["finished"]) for step in now["path"]] == [
        ("danger", True),
        ("location", True),
        ("damage", False),
    ]
    assert now["current"]["step"] == "damage"
    assert now["takes_answers"] and now["expires_at"] > now["updated_at"]
    assert (now["journey"], now["version"], now["channel"], now["language"]) == (
        "report-a-pothole",
        1,
        "api",
        "en",
    )


def test_a_page_that_is_not_reached_yet_says_which_comes_first():
    program = report(upto="location")
    for ahead in ["damage", "about-you", "call-us-now", "nonsense", "a/1/b"]:
        for answer in [program.page(ahead), program.put(ahead, {})]:
            assert answer.status_code == 409
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["step"] == "location"
            assert answer.json()["url"].endswith("/pages/location")
    early = program.send()
    assert early.status_code == 409 and early.json()["step"] == "location"
    assert not Request.objects.exists()


def test_an_exit_page_ends_it():
    program = Program()
    program.start("report-a-pothole")
    answer = program.put("danger", {"dangerous": "yes"}).json()
    assert (answer["next"]["kind"], answer["next"]["step"]) == ("exit", "call-us-now")
    page = program.get(answer["next"]["url"]).json()
    assert "999" in page["presentation"][0]["words"]["text"] and page["next"] is None
    assert program.put("call-us-now", {}).status_code == 409
    summary = program.get(program.at("/summary")).json()
    assert not summary["can_submit"] and summary["unfinished"][0]["kind"] == "exit"
    assert program.send().status_code == 409


def test_what_was_sent_takes_no_more_answers():
    program = report()
    reference = program.send().json()["reference"]
    for answer in [
        program.put("damage", {"category": "kerb"}),
        program.page("damage"),
        program.get(program.at("/summary")),
        program.send_file("photo", photo()),
    ]:
        assert answer.status_code == 409
        assert answer.json()["reference"] == reference
        assert program.get(answer.json()["url"]).status_code == 200
    assert Request.objects.get().answers["category"] == "road"


def test_a_declaration_has_to_be_agreed_to(pay_page):
    program = Program()
    walk(program)
    for body in [{}, {"declaration": False}]:
        refused = program.send(**body)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/declaration"
    assert not Request.objects.exists()


def test_with_payments_away_the_request_is_kept_and_can_be_paid_later(monkeypatch):
    program = Program()
    walk(program)

    def away(charge_id, network=""):
        raise GatewayUnavailable("away")

    monkeypatch.setattr("payments.services.start_attempt", away)
    sent = program.send(declaration=True)
    assert sent.status_code == 201
    assert sent.json()["payment"] == {"amount_pence": 1000, "url": None, "problem": "unavailable"}
    assert Request.objects.get().state == RequestState.AWAITING_PAYMENT


def test_going_on_costs_at_most_fifteen_queries_and_sending_34(pay_page, django_assert_max_num_queries):
    """Forty is what DESIGN section 8 gives to sending with a fee and a booking: the booking's are left."""
    report().send()  # what is kept in memory is in memory
    program = Program()
    walk(program)
    with django_assert_max_num_queries(15):
        program.page("benefits")
    with django_assert_max_num_queries(15):
        program.put("benefits", {"benefit": "war-pensioner"})
    with django_assert_max_num_queries(15):
        program.get(program.at("/summary"))
    with django_assert_max_num_queries(15):
        program.get(program.at())
    with django_assert_max_num_queries(34):
        assert program.send(declaration=True).status_code == 201
    assert StoredFile.objects.count() == 1
