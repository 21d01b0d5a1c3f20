"""Finding an address by its postcode, as a browser without JavaScript does it."""

import pytest

from forms_engine.journeys.models import Submission
from forms_engine.journeys.offer import publish
from forms_engine.locations import lookup
from tests.factories import client
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import question, skip_journey, text
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

START = "/journeys/hire-a-skip/"
HOME = f"{START}home/"


@pytest.fixture(autouse=True)
def council():
    open_council()
    home = [question("home", "address", "Your home"), question("note", "short_text", "Anything else")]
    pages = [
        {"key": "home", "title": text("Where?"), "blocks": home},
        {"key": "end", "title": text("Last"), "blocks": [question("last", "yes_no", "All done?")]},
    ]
    publish(skip_journey(pages=pages))


@pytest.fixture
def resident():
    browser = client()
    browser.post(START)
    return browser


def send(browser, **data):
    return browser.post(HOME, {"wizard-current_step": "home", **data})


def page_of(answer):
    assert answer.status_code == 200, answer["Location"]
    markup = Markup(answer.content.decode())
    markup.check_references()
    return markup


def errors(markup):
    return [" ".join(each.text.split()) for each in markup.all("p", class_="govuk-error-message")]


def kept():
    return Submission.objects.get().answers.get("home")


def test_find_then_choose_then_go_on_keeps_the_uprn_and_all_else_that_was_typed(resident):
    found = page_of(send(resident, home_search="zz22bb", home_find="1", note="By the mill"))
    options = found.all("option")
    assert [option.text for option in options][1].startswith("1 Mill Lane, Thornbeck")
    assert found.one("input", name="note").attrs["value"] == "By the mill"
    assert not errors(found), "nothing is judged yet"
    uprn = options[2].attrs["value"]
    chosen = page_of(
        send(resident, home_search="ZZ2 2BB", home_pick=uprn, home_choose="1", note="By the mill")
    )
    boxes = {box.attrs["name"]: box.attrs.get("value", "") for box in chosen.all("input")}
    assert boxes["home_line1"] == "2 Mill Lane" and boxes["home_town"] == "Thornbeck"
    assert "open" in chosen.one("details").attrs, "what was found can be seen and put right"
    names = ("line1", "line2", "town", "county", "postcode", "uprn", "uprn_of")
    going_on = send(resident, note="By the mill", **{f"home_{name}": boxes[f"home_{name}"] for name in names})
    assert going_on["Location"] == f"{START}end/"
    assert kept()["uprn"] == uprn and kept()["line1"] == "2 Mill Lane"
    again = page_of(resident.get(HOME))
    assert again.one("input", name="home_line1").attrs["value"] == "2 Mill Lane"


def test_going_on_with_an_address_chosen_takes_it(resident):
    assert (
        send(resident, home_search="ZZ2 2BB", home_pick="990010000777", note="x")["Location"]
        == f"{START}end/"
    )
    assert kept()["line1"] == "1 Mill Lane" and kept()["uprn"] == "990010000777"


def test_going_on_with_only_a_postcode_shows_its_addresses(resident):
    markup = page_of(send(resident, home_search="ZZ2 2BB", note="x"))
    assert len(markup.all("option")) > 3 and kept() is None


def test_an_address_typed_by_hand_needs_no_search(resident):
    typed = {"home_line1": "5 Nowhere", "home_town": "Marlford", "home_postcode": "zz9 9zz"}
    assert send(resident, **typed, home_search="ZZ2", note="x")["Location"] == f"{START}end/"
    assert "uprn" not in kept()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"home_search": "ZZ", "home_find": "1"}, "Enter a full UK postcode"),
        ({"home_search": "", "home_find": "1"}, "Enter a full UK postcode"),
        ({"home_search": "ZZ9 9ZZ", "home_find": "1"}, "no addresses at ZZ9 9ZZ"),
        ({"home_search": "ZZ2 2BB", "home_choose": "1"}, "Choose an address"),
        ({"home_search": "ZZ2 2BB", "home_pick": "1", "home_choose": "1"}, "Choose an address"),
        ({}, "Enter an address"),
    ],
)
def test_what_is_wrong_is_said_at_the_box_to_search_by(resident, data, words):
    markup = page_of(send(resident, note="x", **data))
    assert any(words in error for error in errors(markup)), errors(markup)
    links = [link.attrs["href"] for link in markup.all("a") if words in link.text]
    assert links == ["#id_home_search"]
    assert markup.one("input", name="home_search").attrs["value"] == data.get("home_search", "")
    assert kept() is None


def test_what_was_typed_by_hand_survives_a_search(resident):
    markup = page_of(send(resident, home_line1="5 Nowhere", home_search="ZZ2 2BB", home_find="1"))
    assert markup.one("input", name="home_line1").attrs["value"] == "5 Nowhere"
    assert "open" in markup.one("details").attrs


def test_with_the_provider_away_the_address_is_typed(resident, monkeypatch):
    def away(path):
        raise TimeoutError

    monkeypatch.setattr(lookup, "_provider", away)
    markup = page_of(send(resident, home_search="ZZ2 2BB", home_find="1"))
    assert "cannot look up addresses just now" in markup.one("main").text
    assert "open" in markup.one("details").attrs and not errors(markup)
    typed = {"home_line1": "1 Mill Lane", "home_town": "Thornbeck", "home_postcode": "ZZ2 2BB"}
    assert send(resident, **typed, home_search="ZZ2 2BB", note="x")["Location"] == f"{START}end/"


def test_without_a_provider_only_typing_is_offered(resident, settings):
    settings.ADDRESS_LOOKUP = ""
    markup = page_of(resident.get(HOME))
    assert not markup.all("input", name="home_search") and not markup.all("details")
    assert markup.one("input", name="home_line1")


def test_pressing_enter_in_any_box_goes_on(resident):
    buttons = page_of(resident.get(HOME)).all("button", type="submit")
    first = next(each for each in buttons if any(parent.tag == "main" for parent in each.parents))
    assert "name" not in first.attrs and first.text == "Continue"


def test_a_search_costs_few_queries(resident, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        send(resident, home_search="ZZ2 2BB", home_find="1")
