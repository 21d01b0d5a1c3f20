"""What is filled in before anyone types: from the start's address, the account and the definition."""

from urllib.parse import quote

import pytest

from accounts.services import create_user
from forms_engine.journeys.models import Submission
from tests.factories import client, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import START, main_of, publish_skip, question, send, text

pytestmark = pytest.mark.django_db

COLOURS = [{"key": key, "label": text(key)} for key in ("red", "green")]


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def page(*blocks, key="known"):
    return {"key": key, "title": text("Known"), "blocks": list(blocks)}


def from_query(name):
    return {"prefill": {"query": name}}


def started(query="", browser=None, **changes):
    """The answers a submission begins with."""
    publish_skip(**changes)
    (browser or client()).post(f"{START}{query}")
    return Submission.objects.latest("created_at").answers


def test_a_value_of_the_start_address_is_in_its_question_and_can_be_changed():
    pages = [page(question("asset", "short_text", **from_query("asset")))]
    publish_skip(pages=pages)
    browser = client()
    start = main_of(browser.get(f"{START}?asset=Lamp+17"))
    assert 'action="/' not in start.split("Start now")[0], "the form goes to the address it was opened at"
    browser.post(f"{START}?asset=Lamp+17")
    assert 'value="Lamp 17"' in main_of(browser.get(f"{START}known/"))
    send(browser, "known", {"asset": "Lamp 18"})
    assert Submission.objects.get().answers["asset"] == "Lamp 18"


def test_a_hidden_answer_is_kept_and_nobody_can_change_it():
    hidden = question("campaign", "hidden", **from_query("utm"))
    pages = [page(hidden, question("name", "short_text"))]
    publish_skip(pages=pages)
    browser = client()
    browser.post(f"{START}?utm=leaflet")
    assert "leaflet" not in main_of(browser.get(f"{START}known/"))
    send(browser, "known", {"name": "Ann", "campaign": "mine"})
    assert Submission.objects.get().answers == {"campaign": "leaflet", "name": "Ann"}
    assert browser.get(f"{START}check/").status_code == 200


def test_a_hidden_answer_that_nothing_filled_in_stops_nobody():
    pages = [page(question("campaign", "hidden", **from_query("utm")), question("name", "short_text"))]
    publish_skip(pages=pages)
    browser = client()
    browser.post(START)
    assert send(browser, "known", {"name": "Ann"})["Location"] == f"{START}check/"


@pytest.mark.parametrize(
    ("kind", "parts", "given", "answer"),
    [
        ("number", {"max": 10}, "7", 7),
        ("number", {"max": 10}, "11", None),
        ("money", {}, "1250", 1250),
        ("date", {}, "2027-02-28", "2027-02-28"),
        ("date", {}, "2027-02-31", None),
        ("radios", {"options": COLOURS}, "green", "green"),
        ("radios", {"options": COLOURS}, "blue", None),
        ("checkboxes", {"options": COLOURS}, "red, green", ["red", "green"]),
        ("postcode", {}, "zz11aa", "ZZ1 1AA"),
        ("short_text", {}, "x" * 3000, None),
        ("number", {}, "<script>", None),
    ],
)
def test_what_is_no_answer_to_the_question_is_left_out(kind, parts, given, answer):
    pages = [page(question("asked", kind, **parts, **from_query("v")))]
    assert started(f"?v={quote(given)}", pages=pages).get("asked") == answer


def test_what_the_account_knows_is_filled_in_where_the_journey_has_to_do_with_accounts():
    ann = create_user(name="Ann Archer", email="ann@example.org", mobile="+447700900123")
    pages = [
        page(
            question("name", "short_text", prefill={"account": "name"}),
            question("email", "email", prefill={"account": "email"}),
            question("phone", "phone", prefill={"account": "mobile"}),
        )
    ]
    known = {"name": "Ann Archer", "email": "ann@example.org", "phone": "+447700900123"}
    assert started(browser=signed_in(ann), pages=pages) == known
    assert started(pages=pages) == {}
    assert started(browser=signed_in(ann), pages=pages, sign_in="none") == {}


def test_a_fixed_value_is_filled_in_also_for_the_items_that_have_to_be_there():
    fixed = question("source", "hidden", prefill={"value": "web"})
    group = {
        "key": "items",
        "title": text("Items"),
        "item": text("Item"),
        "min": 2,
        "pages": [page(fixed, question("what", "short_text"), key="one")],
    }
    assert started(pages=[group]) == {"items": [{"source": "web"}, {"source": "web"}]}
