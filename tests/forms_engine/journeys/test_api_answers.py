"""What a page asks by API, and what it refuses."""

import json

import jsonschema
import pytest

from forms_engine.catalogue.models import JourneyVersion
from forms_engine.journeys.models import Submission
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.api_client import Program, published, report

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def problems(answer):
    assert answer.status_code == 422, (answer.status_code, answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    return {(one["question"], one["code"], one["pointer"]) for one in answer.json()["errors"]}


def test_a_page_is_a_schema_and_a_presentation():
    program = report(upto="damage")
    page = program.page("damage").json()
    assert (page["kind"], page["step"], page["finished"], page["next"]) == ("page", "damage", False, None)
    assert page["previous"]["step"] == "location"
    schema = page["schema"]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["required"] == ["category"] and schema["additionalProperties"] is False
    offered = schema["properties"]["category"]["oneOf"]
    assert "kerb" in [option["const"] for option in offered] and all(option["title"] for option in offered)
    asked = {block["question"]: block for block in page["presentation"] if block["block"] == "question"}
    assert asked["category"]["widget"] == "radios" and asked["category"]["required"]
    assert asked["details"]["widget"] == "textarea" and not asked["details"]["required"]


def test_the_problems_of_a_page_have_codes_words_and_places():
    program = report(upto="about-you")
    answer = program.put("about-you", {"your-name": "Ann", "your-email": "nonsense", "your-phone": "12"})
    assert problems(answer) == {
        ("your-email", "bad-email", "/answers/your-email"),
        ("your-phone", "bad-phone", "/answers/your-phone"),
    }
    messages = [one["message"] for one in answer.json()["errors"]]
    assert "Enter an email address in the correct format, like name@example.com" in messages
    assert "your-name" not in Submission.objects.get().answers, "all of a page is kept, or nothing"


def test_problems_are_worded_in_the_submission_s_language():
    program = Program()
    program.start("report-a-pothole", language="cy")
    program.put("danger", {"dangerous": "no"})
    program.put("location", {"where": {"description": "Stryd Fawr"}})
    program.put("damage", {"category": "road"})
    program.put("photo", {})
    answer = program.put("about-you", {"your-email": "nonsense"})
    messages = [one["message"] for one in answer.json()["errors"]]
    assert "Rhowch gyfeiriad e-bost yn y fformat cywir, fel enw@enghraifft.com" in messages


@pytest.mark.parametrize(
    ("sent", "code", "place"),
    [
        ({"categry": "road"}, "unknown-question", "/answers/categry"),
        ({"a~b/c": 1}, "unknown-question", "/answers/a~0b~1c"),
        ({"dangerous": "no"}, "unknown-question", "/answers/dangerous"),
    ],
)
def test_an_answer_to_no_question_of_the_page_is_refused(sent, code, place):
    program = report(upto="damage")
    found = problems(program.put("damage", {"category": "road", **sent}))
    assert found == {(next(iter(sent)), code, place)}


def test_an_unknown_part_of_an_answer_is_refused():
    program = report(upto="location")
    answer = program.put("location", {"where": {"description": "High Street", "colour": "red"}})
    assert problems(answer) == {("where", "unknown-part", "/answers/where/colour")}


@pytest.mark.parametrize(
    "wrong", [1, 1.5, True, [], ["road"], [["road"]], {}, {"a": {"b": []}}, "x" * 6000, "\u202eroad"]
)
def test_answers_of_the_wrong_type_are_problems_and_never_errors(wrong):
    program = report(upto="location")
    assert program.put("location", {"where": wrong}).status_code == 422
    assert program.put("location", {"where": {"description": wrong}}).status_code == 422
    program.put("location", {"where": {"description": "High Street"}})
    assert program.put("damage", {"category": wrong}).status_code == 422
    assert program.put("damage", {"category": "road", "details": wrong}).status_code in (
        {200} if wrong in ([], {}) or wrong is False else {422}
    )


def test_put_replaces_what_was_kept_of_the_page():
    program = report(upto="photo")
    program.put("damage", {"category": "road", "details": "Deep"})
    assert program.page("damage").json()["answers"] == {"category": "road", "details": "Deep"}
    again = program.put("damage", {"category": "kerb"})
    assert again.json()["answers"] == {"category": "kerb"}
    assert program.put("damage", {"category": "kerb", "details": None}).status_code == 200
    assert problems(program.put("damage", {"details": "Deep"})) == {
        ("category", "choose", "/answers/category")
    }
    assert program.page("damage").json()["answers"] == {"category": "kerb"}


def test_what_an_answer_makes_appear_is_asked_for_on_the_same_page():
    published(
        "pets",
        [
            {
                "key": "pets",
                "title": {"en": "Pets"},
                "blocks": [
                    {"key": "any", "type": "yes_no", "label": {"en": "Any?"}},
                    {
                        "key": "which",
                        "type": "short_text",
                        "label": {"en": "Which?"},
                        "show_when": {"question": "any", "is": "yes"},
                    },
                ],
            }
        ],
    )
    program = Program()
    program.start("pets")
    assert list(program.page("pets").json()["schema"]["properties"]) == ["any"]
    more = program.put("pets", {"any": "yes"})
    assert more.status_code == 200 and more.json()["next"]["step"] == "pets"
    assert list(program.page("pets").json()["schema"]["properties"]) == ["any", "which"]
    assert problems(program.put("pets", {"any": "yes"})) == {("which", "required", "/answers/which")}
    # A program that knows the journey answers both in one go.
    assert program.put("pets", {"any": "yes", "which": "A cat"}).json()["next"]["kind"] == "summary"
    # What was shown and disappears with these answers is no mistake; what was never asked is.
    assert program.put("pets", {"any": "no", "which": "A cat"}).status_code == 200
    assert "which" not in program.page("pets").json()["answers"]
    assert problems(program.put("pets", {"any": "no", "which": "A cat"})) == {
        ("which", "unknown-question", "/answers/which")
    }


def test_hidden_answers_are_neither_shown_nor_taken():
    published(
        "hidden",
        [
            {
                "key": "one",
                "title": {"en": "One"},
                "blocks": [
                    {"key": "campaign", "type": "hidden", "label": {"en": "-"}, "prefill": {"query": "ref"}},
                    {"key": "name", "type": "short_text", "label": {"en": "Name"}},
                ],
            }
        ],
    )
    program = Program()
    program.start("hidden", prefill={"ref": "spring", "other": "x"})
    page = program.page("one").json()
    assert list(page["schema"]["properties"]) == ["name"] and page["answers"] == {}
    assert [block["question"] for block in page["presentation"]] == ["name"]
    assert problems(program.put("one", {"name": "Ann", "campaign": "x"})) == {
        ("campaign", "unknown-question", "/answers/campaign")
    }
    assert program.put("one", {"name": "Ann"}).status_code == 200
    assert Submission.objects.get().answers == {"campaign": "spring", "name": "Ann"}


BOMBS = {
    "deep": ("[" * 500_000, 400),
    "deep and closed": ('{"answers":' + "[" * 3000 + "]" * 3000 + "}", 400),
    "ten megabytes": ('{"answers": {"a": "' + "x" * 10_000_000 + '"}}', 413),
    "a number of a million digits": ('{"answers": {"a": ' + "9" * 1_000_000 + "}}", 400),
    "not a number": ('{"answers": {"a": NaN}}', 400),
    "beyond a float": ('{"answers": {"a": 1e999}}', 400),
    "a name twice": ('{"answers": {"a": 1, "a": 2}}', 400),
    "half a sign": ('{"answers": {"a": "\\ud800"}}', 400),
    "NUL": ('{"answers": {"a": "\\u0000"}}', 400),
    "no JSON": ("answers", 400),
    "no object": ("[]", 400),
    "not UTF-8": (b'{"answers": {"a": "\xff"}}', 400),
    "nothing": ("", 422),
    "no answers": ("{}", 422),
    "answers that are none": ('{"answers": []}', 422),
    "something besides": ('{"answers": {}, "step": "damage"}', 422),
}


@pytest.mark.parametrize("name", BOMBS)
def test_hostile_bodies_are_problems(name):
    program = report(upto="damage")
    body, status = BOMBS[name]
    answer = program.http.put(
        f"/api/v1/{program.at('/pages/damage')}",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {program.token}"},
    )
    assert answer.status_code == status, answer.content[:500]
    assert answer["Content-Type"] == "application/problem+json"
    assert "x" * 100 not in answer.content.decode()


def test_only_json_is_taken():
    program = report(upto="damage")
    answer = program.http.put(
        f"/api/v1/{program.at('/pages/damage')}",
        json.dumps({"answers": {"category": "road"}}),
        content_type="text/plain",
        headers={"Authorization": f"Bearer {program.token}"},
    )
    assert answer.status_code == 415


def test_the_whole_of_a_page_costs_the_same_however_long_the_journey_is(django_assert_max_num_queries):
    pages = [
        {
            "key": f"page-{number}",
            "title": {"en": f"Page {number}"},
            "blocks": [
                {"key": f"q-{number}-{one}", "type": "short_text", "label": {"en": "Say"}, "required": False}
                for one in range(5)
            ],
        }
        for number in range(60)
    ]
    published("long", pages)
    program = Program()
    program.start("long")
    with django_assert_max_num_queries(15):
        assert program.put("page-30", {"q-30-1": "x"}).status_code == 200
    with django_assert_max_num_queries(15):
        assert program.page("page-59").status_code == 200


def test_a_journey_that_changes_meanwhile_goes_on_on_its_own_version():
    program = report(upto="damage")
    version = JourneyVersion.objects.get(journey__slug="report-a-pothole")
    document = {**version.document, "pages": version.document["pages"][:1]}
    JourneyVersion.objects.create(journey=version.journey, number=2, document=document, sha256="0" * 64)
    assert program.put("damage", {"category": "road"}).json()["next"]["step"] == "photo"
    assert program.get(program.at()).json()["version"] == 1


def test_a_draft_of_a_withdrawn_version_moves_on_and_says_so():
    program = report(upto="photo")
    first = JourneyVersion.objects.get(journey__slug="report-a-pothole")
    without_damage = [page for page in first.document["pages"] if page["key"] != "damage"]
    document = {**first.document, "pages": without_damage, "conditions": {}}
    document["pages"] = [page for page in without_damage if "show_when" not in page]
    JourneyVersion.objects.create(journey=first.journey, number=2, document=document, sha256="0" * 64)
    JourneyVersion.objects.filter(pk=first.pk).update(withdrawn_at="2026-01-01T00:00Z")
    now = program.get(program.at()).json()
    assert now["version"] == 2 and now["moved"]["dropped"] == 1
    assert [step["step"] for step in now["path"]] == ["danger", "location", "photo", "about-you"]
    assert program.put("photo", {}).json()["next"]["step"] == "about-you"
