"""The pages of a group as a browser without JavaScript uses them: "add another", change, remove, check."""

import pytest

from forms_engine.journeys.models import Submission
from forms_engine.journeys.offer import publish
from tests.factories import client
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import question, skip_journey, text
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

START = "/journeys/hire-a-skip/"
LIST = f"{START}children/"


@pytest.fixture(autouse=True)
def council():
    open_council()
    item = [
        {
            "key": "name",
            "title": text("Name"),
            "blocks": [question("name", "short_text", "Name of the child")],
        },
        {"key": "born", "title": text("Born"), "blocks": [question("born", "date", "Date of birth")]},
    ]
    group = {
        "key": "children",
        "title": text("Your children"),
        "item": text("Child", cy="Plentyn"),
        "max": 3,
        "pages": item,
        "section": "family",
    }
    end = {"key": "end", "title": text("Last"), "blocks": [question("last", "yes_no", "All done?")]}
    publish(skip_journey(pages=[group, end], sections={"family": text("Your family")}))


@pytest.fixture
def resident():
    browser = client()
    browser.post(START)
    return browser


def send(browser, step, **data):
    return browser.post(f"{START}{step}/", {"wizard-current_step": step, **data})


def add_child(browser, number, name):
    send(browser, f"children/{number}/name", name=name)
    return send(browser, f"children/{number}/born", born_day="1", born_month="2", born_year="2018")


def page_of(answer):
    assert answer.status_code == 200, answer["Location"]
    markup = Markup(answer.content.decode())
    markup.check_references()
    return markup


def names(markup):
    """What is said of each item; lines are parted by <br>, which is no text."""
    return [" ".join(value.text.split()) for value in markup.all("dd", class_="govuk-summary-list__value")]


def two_children(browser):
    add_child(browser, 1, "Eve")
    assert send(browser, "children", another="yes")["Location"] == f"{LIST}2/name/"
    assert add_child(browser, 2, "Bob")["Location"] == LIST


def test_each_page_says_which_item_it_is_about(resident):
    page = page_of(resident.get(f"{LIST}1/name/"))
    assert page.one("span", class_="govuk-caption-l").text == "Your family – Child 1"
    assert "(Child 1)" in page.one("title").text


def test_the_list_shows_every_item_and_what_can_be_done_to_it(resident):
    two_children(resident)
    page = page_of(resident.get(LIST))
    assert names(page) == ["Eve1 February 2018", "Bob1 February 2018"]
    assert [link.attrs["href"] for link in page.all("a") if "Change" in link.text] == [
        f"{LIST}1/name/",
        f"{LIST}2/name/",
    ]
    assert [button.attrs["value"] for button in page.all("button", name="remove_item")] == ["1", "2"]
    assert "Do you need to add another child?" in page.one("legend").text


def test_going_on_without_saying_whether_there_is_another_is_refused(resident):
    add_child(resident, 1, "Eve")
    page = page_of(send(resident, "children"))
    assert page.one("title").text.strip().startswith("Error:")
    assert page.one("div", class_="govuk-error-summary")
    assert send(resident, "children", another="no")["Location"] == f"{START}end/"


def test_removing_is_asked_about_and_can_be_left(resident):
    two_children(resident)
    sure = page_of(send(resident, "children", remove_item="1"))
    assert "remove Child 1" in sure.one("h1").text and "Eve" in sure.one("main").text
    assert len(names(page_of(send(resident, "children", keep_item="1")))) == 2
    assert send(resident, "children", remove_item_sure="1", of_items="2")["Location"] == LIST
    assert names(page_of(resident.get(LIST))) == ["Bob1 February 2018"]
    assert [child["name"] for child in Submission.objects.get().answers["children"]] == ["Bob"]


def test_removing_twice_removes_once(resident):
    two_children(resident)
    for _ in range(2):
        send(resident, "children", remove_item_sure="1", of_items="2")
    assert len(Submission.objects.get().answers["children"]) == 1


def test_one_begun_by_mistake_can_be_removed_from_its_own_page(resident):
    two_children(resident)
    page = page_of(resident.get(f"{LIST}2/name/"))
    (form,) = [each for each in page.all("form") if any(parent.tag == "details" for parent in each.parents)]
    inside = {
        each.attrs["name"]: each.attrs.get("value")
        for each in page.elements
        if form in each.parents and "name" in each.attrs
    }
    assert inside["remove_item_sure"] == "2" and inside["of_items"] == "2"
    assert send(resident, "children/2/name", remove_item_sure="2", of_items="2")["Location"] == LIST
    assert len(Submission.objects.get().answers["children"]) == 1


def test_check_your_answers_has_a_card_for_each_item(resident):
    two_children(resident)
    send(resident, "children", another="no")
    send(resident, "end", last="yes")
    page = page_of(resident.get(f"{START}check/"))
    titles = [title.text for title in page.all("h2", class_="govuk-summary-card__title")]
    assert titles == ["Your family – Child 1", "Your family – Child 2"]
    assert f"{LIST}2/born/?change=1" in [link.attrs["href"] for link in page.all("a", class_="govuk-link")]


def test_in_welsh_an_item_is_called_by_its_welsh_name(resident):
    page = page_of(resident.get(f"/cy{LIST}1/name/"))
    assert "Plentyn 1" in page.one("span", class_="govuk-caption-l").text


def test_a_page_about_an_item_that_has_moved_up_writes_over_no_other(resident):
    for number, name in enumerate(("Ann", "Bob", "Cat"), start=1):
        if number > 1:
            send(resident, "children", another="yes")
        add_child(resident, number, name)
    # Open in another tab: the page about Bob.
    shown = page_of(resident.get(f"{LIST}2/name/"))
    assert 'name="of_items" value="3"' in resident.get(f"{LIST}2/name/").content.decode(), shown
    send(resident, "children", remove_item_sure="1", of_items="3")
    answer = send(resident, "children/2/name", name="Bobby", of_items="3")
    assert answer["Location"] == LIST
    assert [one["name"] for one in Submission.objects.get().answers["children"]] == ["Bob", "Cat"]
    send(resident, "children/1/name", name="Bobby", of_items="2")
    assert [one["name"] for one in Submission.objects.get().answers["children"]] == ["Bobby", "Cat"]


def group_of(*blocks, **parts):
    """The same journey with one page about each child."""
    page = {"key": "name", "title": text("Name"), "blocks": list(blocks), **parts}
    return {
        "key": "children",
        "title": text("Your children"),
        "item": text("Child"),
        "max": 3,
        "pages": [page],
    }


def test_the_list_shows_no_hidden_answer():
    hidden = {
        "key": "source",
        "type": "hidden",
        "label": text("Source"),
        "prefill": {"value": "campaign-seven"},
    }
    publish(skip_journey(pages=[group_of(hidden, question("name", "short_text", "Name"))]))
    browser = client()
    browser.post(START)
    send(browser, "children/1/name", name="Ann")
    shown = browser.get(LIST).content.decode()
    assert "Ann" in shown and "campaign-seven" not in shown


def test_items_that_nothing_is_asked_about_are_listed():
    first = {
        "key": "first",
        "title": text("First"),
        "blocks": [question("more", "yes_no", "Is there more to say?")],
    }
    name = question("name", "short_text", "Name")
    never = {"question": "more", "is": "yes"}
    publish(skip_journey(pages=[first, group_of(name, show_when=never)]))
    browser = client()
    browser.post(START)
    assert send(browser, "first", more="no")["Location"] == LIST
    assert browser.get(LIST).status_code == 200
    assert send(browser, "children", another="yes")["Location"] == LIST
    assert browser.get(LIST).status_code == 200
