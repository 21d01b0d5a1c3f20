"""Groups by API: a page for each item, and the list of items."""

import pytest

from forms_engine.journeys.models import Submission
from forms_engine.requests.models import Request
from tests.forms_engine.council import open_council, photo
from tests.forms_engine.journeys.api_client import Program, published

pytestmark = pytest.mark.django_db

PAGES = [
    {
        "key": "children",
        "title": {"en": "Your children"},
        "item": {"en": "Child", "cy": "Plentyn"},
        "min": 1,
        "max": 3,
        "section": "family",
        "pages": [
            {
                "key": "about",
                "title": {"en": "About the child"},
                "blocks": [
                    {"key": "first-name", "type": "short_text", "label": {"en": "First name"}},
                    {"key": "needs-taxi", "type": "yes_no", "label": {"en": "Does the child need a taxi?"}},
                ],
            },
            {
                "key": "why",
                "title": {"en": "Why a taxi?"},
                "show_when": {"question": "needs-taxi", "is": "yes"},
                "blocks": [
                    {"key": "why", "type": "short_text", "label": {"en": "Why?"}},
                    {
                        "key": "letter",
                        "type": "file",
                        "label": {"en": "Letter"},
                        "required": False,
                        "max_files": 2,
                    },
                ],
            },
        ],
    },
    {
        "key": "anything-else",
        "title": {"en": "Anything else?"},
        "blocks": [
            {"key": "else", "type": "long_text", "label": {"en": "Anything else?"}, "required": False}
        ],
    },
]
FEES = [
    {
        "key": "pass",
        "label": {"en": "Bus pass"},
        "ledger_code": "T1",
        "vat_code": "OS",
        "amount_pence": 500,
        "per": "children",
    }
]


@pytest.fixture
def family():
    open_council()
    published("school-transport", PAGES, fees=FEES, sections={"family": {"en": "Your family"}})
    program = Program()
    program.start("school-transport")
    return program


def child(program, number, name, taxi="no"):
    answer = program.put(f"children/{number}/about", {"first-name": name, "needs-taxi": taxi})
    assert answer.status_code == 200, answer.content
    return answer.json()["next"]


def test_two_children_one_with_a_taxi(family):
    first = family.get(family.at()).json()["current"]
    assert (first["step"], first["group"], first["item"], first["item_name"], first["section"]) == (
        "children/1/about",
        "children",
        1,
        "Child 1",
        "Your family",
    )
    assert child(family, 1, "Ann")["step"] == "children"
    listed = family.page("children").json()
    assert (listed["kind"], listed["can_add"], listed["can_remove"]) == ("group", True, False)
    assert [(one["name"], one["lines"]) for one in listed["items"]] == [("Child 1", ["Ann", "No"])]
    assert listed["next"]["step"] == "anything-else" and listed["schema"]["properties"] == {}

    added = family.post(family.at("/groups/children/items"))
    assert (added.status_code, added.json()["step"]) == (201, "children/2/about")
    assert family.page("anything-else").json()["step"] == "children/2/about", "the new child comes first"
    assert child(family, 2, "Ben", "yes")["step"] == "children/2/why"
    assert family.put("children/2/why", {"why": "Far"}).json()["next"]["step"] == "children"
    assert family.put("children", {}).json()["next"]["step"] == "anything-else"
    family.put("anything-else", {})

    check = family.get(family.at("/summary")).json()
    section = check["sections"][0]
    assert (section["title"], section["group"], section["rows"]) == ("Your family", "children", [])
    assert [(one["name"], [row["lines"][0] for row in one["rows"]]) for one in section["items"]] == [
        ("Child 1", ["Ann", "No"]),
        ("Child 2", ["Ben", "Yes", "Far", "Not answered"]),
    ]
    assert section["items"][1]["rows"][2]["url"].endswith("/pages/children/2/why")
    assert check["fee_lines"] == [
        {"label": "Bus pass", "quantity": "2", "concession": "", "amount_pence": 1000}
    ]
    assert Submission.objects.get().answers["children"] == [
        {"first-name": "Ann", "needs-taxi": "no"},
        {"first-name": "Ben", "needs-taxi": "yes", "why": "Far"},
    ]


def test_items_are_taken_out_of_the_list_that_was_seen(family):
    for number, name in enumerate(["Ann", "Ben", "Cai"], start=1):
        child(family, number, name)
        if number < 3:
            assert family.post(family.at("/groups/children/items")).status_code == 201
    full = family.post(family.at("/groups/children/items"))
    assert full.status_code == 409
    assert family.page("children").json()["can_add"] is False
    taken = family.call("delete", family.at("/groups/children/items/2?of=3"))
    assert (taken.status_code, taken.json()["step"]) == (200, "children")
    # The same call again would take another child out: it is refused, as the list has changed.
    again = family.call("delete", family.at("/groups/children/items/2?of=3"))
    assert again.status_code == 409
    names = [one["lines"][0] for one in family.page("children").json()["items"]]
    assert names == ["Ann", "Cai"]
    for wrong in ["items/3?of=2", "items/0?of=2"]:
        assert family.call("delete", family.at(f"/groups/children/{wrong}")).status_code == 409
    assert family.call("delete", family.at("/groups/children/items/1")).status_code == 422


def test_the_list_comes_after_the_items_that_have_to_be_there(family):
    for call in [("post", "/groups/children/items"), ("delete", "/groups/children/items/1?of=1")]:
        early = family.call(call[0], family.at(call[1]))
        assert early.status_code == 409 and early.json()["step"] == "children/1/about"
    assert family.post(family.at("/groups/pets/items")).status_code == 409


@pytest.mark.parametrize(
    "step", ["children/0/about", "children/9/about", "children/2/about", "children/1/pets", "about"]
)
def test_pages_of_items_that_are_not_there_are_not_reached(family, step):
    child(family, 1, "Ann")
    assert family.put(step, {"first-name": "Ann"}).status_code == 409
    assert len(Submission.objects.get().answers["children"]) == 1


def test_a_file_of_one_child_says_whose_it_is(family):
    child(family, 1, "Ann", "yes")
    family.put("children/1/why", {"why": "Far"})
    family.post(family.at("/groups/children/items"))
    child(family, 2, "Ben", "yes")
    family.put("children/2/why", {"why": "Steps"})
    assert family.send_file("letter", photo()).status_code == 422
    sent = family.send_file("letter", photo("ben.jpg"), page="children/2/why")
    assert (sent.status_code, sent.json()["step"]) == (201, "children/2/why")
    assert family.page("children/2/why").json()["answers"]["letter"][0]["name"] == "ben.jpg"
    assert family.page("children/1/why").json()["answers"] == {"why": "Far"}
    family.put("anything-else", {})
    assert family.send().status_code == 201
    kept = Request.objects.get().files.get()
    assert (kept.question, kept.item) == ("letter", 2)


def test_item_names_are_in_the_language_asked_for(family):
    assert family.page("children/1/about?language=cy").json()["item_name"] == "Plentyn 1"
