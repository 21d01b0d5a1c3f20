"""The list of journeys, one journey, and the contract of the whole API."""

import jsonschema
import pytest
import time_machine
from openapi_spec_validator import OpenAPIV31SpecValidator

from forms_engine.catalogue.models import Journey, JourneyVersion
from tests.factories import make_site, make_staff
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.api_client import Program, published

pytestmark = pytest.mark.django_db

PAGE = [
    {
        "key": "one",
        "title": {"en": "One", "cy": "Un"},
        "blocks": [{"key": "q", "type": "short_text", "label": {"en": "Q"}}],
    }
]


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def listed(query=""):
    answer = Program().get(f"journeys/{query}")
    assert answer.status_code == 200, answer.content
    return {one["slug"]: one for one in answer.json()["items"]}


def test_the_list_says_enough_to_choose():
    badge = listed()["apply-for-a-blue-badge"]
    assert badge["title"] == "Apply for a Blue Badge" and badge["kind"] == "apply"
    assert badge["audience"] == "public" and badge["sign_in"] == "optional"
    assert badge["service"]["slug"] == "blue-badge" and badge["service"]["phone"]
    assert badge["fees"] == [
        {
            "label": "Blue Badge",
            "least_pence": 1000,
            "most_pence": 1000,
            "looked_up": False,
            "sometimes": False,
            "per": "",
            "concessions": [],
        }
    ]
    assert badge["links"]["web"] == "http://localhost/journeys/apply-for-a-blue-badge/"
    assert Program().get(badge["links"]["self"]).status_code == 200
    assert Program().post(badge["links"]["submissions"], {}).status_code == 201


def test_filters_windows_and_what_is_no_filter():
    assert "report-a-pothole" in listed("?kind=report")
    assert {one["kind"] for one in listed("?kind=report").values()} == {"report"}
    assert "apply-for-a-blue-badge" in listed("?service=blue-badge")
    assert listed("?service=nothing") == {}
    everything = list(listed())
    assert list(listed("?limit=1&offset=1")) == everything[1:2]
    for query in ["?limit=0", "?kind=secret", "?audience=staff", "?language=xx", "?keys=staff"]:
        answer = Program().get(f"journeys/{query}")
        assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"


def test_languages_by_query_and_by_header():
    published(
        "dwyieithog", PAGE, title={"en": "In English", "cy": "Yn Gymraeg"}, translations={"cy": "reviewed"}
    )
    assert listed("?language=cy")["dwyieithog"]["title"] == "Yn Gymraeg"
    welsh = Program().get("journeys/dwyieithog", **{"Accept-Language": "cy"})
    assert (welsh.json()["title"], welsh.json()["outline"][0]["title"]) == ("Yn Gymraeg", "Un")
    assert welsh.json()["unchecked"] == []
    assert welsh.json()["languages"] == ["en", "cy"] and "/cy/" in welsh.json()["links"]["web"]
    assert "Accept-Language" in welsh["Vary"] and welsh["Content-Language"] == "cy"
    assert Program().get("journeys/dwyieithog?language=en").json()["title"] == "In English"
    program = Program()
    assert program.start("dwyieithog", language="cy")["title"] == "Yn Gymraeg"
    # A submission goes on in its own language, whatever the header of the next call.
    page = program.call("get", program.at("/pages/one"), **{"Accept-Language": "en"}).json()
    assert (page["title"], page["language"]) == ("Un", "cy")
    assert program.page("one?language=en").json()["title"] == "One"


def test_one_journey_in_outline():
    journey = Program().get("journeys/apply-for-a-blue-badge").json()
    assert (journey["version"], journey["state"], journey["message"]) == (1, "open", "")
    assert journey["start"][0]["words"]["text"].startswith("It takes about 10 minutes.")
    assert "- a bank card" in journey["start"][0]["words"]["text"]
    outline = {part["key"]: part for part in journey["outline"]}
    assert outline["another-council"]["kind"] == "exit" and outline["another-council"]["sometimes"]
    assert outline["your-details"]["questions"] == 3
    assert "to the best of your knowledge" in journey["declaration"]["text"]
    # What is nobody's business outside is not in it.
    text = Program().get("journeys/apply-for-a-blue-badge").content.decode()
    assert "AS-4410-BB" not in text and "OUTSIDE" not in text and "routes" not in text


@pytest.mark.parametrize("slug", ["nothing", "apply-for-a-blue-badgE", "x" * 300])
def test_a_journey_that_is_not_there(slug):
    assert Program().get(f"journeys/{slug}").status_code == 404
    assert Program().post(f"journeys/{slug}/submissions", {}).status_code == 404


def test_only_what_is_open_today_is_listed():
    published("summer", PAGE, opens="2030-06-01", closes="2030-08-31")
    for day, state in [
        ("2030-05-31", "not-yet"),
        ("2030-06-01", "open"),
        ("2030-08-31", "open"),
        ("2030-09-01", "closed"),
    ]:
        with time_machine.travel(f"{day}T12:00:00Z"):
            assert ("summer" in listed()) is (state == "open")
            assert Program().get("journeys/summer").json()["state"] == state
            started = Program().post("journeys/summer/submissions", {})
            assert started.status_code == (201 if state == "open" else 409)
            assert state == "open" or started.json()["state"] == state


def test_withdrawn_and_practice_journeys_are_not_listed():
    published("gone", PAGE)
    JourneyVersion.objects.filter(journey__slug="gone").update(withdrawn_at="2026-01-01T00:00Z")
    published("practice", PAGE)
    Journey.objects.filter(slug="practice").update(is_practice=True)
    assert not {"gone", "practice"} & set(listed())
    assert Program().get("journeys/gone").status_code == 404


def test_who_has_it_already_gets_304():
    first = Program().get("journeys/")
    again = Program().get("journeys/", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    published("new", PAGE)
    assert Program().get("journeys/", **{"If-None-Match": first["ETag"]}).status_code == 200
    make_site("staff")
    inside = Program("staff", make_staff()).get("journeys/")
    assert inside["Cache-Control"] == "private, no-store"


def test_the_list_costs_the_same_however_many_journeys_there_are(django_assert_num_queries):
    for number in range(3):
        published(f"journey-{number}", PAGE)
    listed()
    with django_assert_num_queries(1):
        listed()
    for number in range(3, 12):
        published(f"journey-{number}", PAGE)
    listed()
    with django_assert_num_queries(1):
        listed()


def test_the_language_s_schema_is_one():
    answer = Program().get("journeys/schema.json")
    assert answer.status_code == 200 and answer["ETag"]
    jsonschema.Draft202012Validator.check_schema(answer.json())
    document = JourneyVersion.objects.get(journey__slug="report-a-pothole").document
    jsonschema.Draft202012Validator(answer.json()).validate(document)


@pytest.fixture
def contract():
    answer = Program().get("openapi.json")
    assert answer.status_code == 200
    return answer.json()


def operations(contract):
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path.removeprefix('/api/v1')}", operation


def test_the_contract_is_valid_openapi(contract):
    assert contract["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(contract).iter_errors()) == []


def test_the_contract_has_every_operation_with_words_and_errors(contract):
    found = dict(operations(contract))
    assert set(found) >= {
        "get /journeys/",
        "get /journeys/schema.json",
        "get /journeys/{slug}",
        "post /journeys/{slug}/submissions",
        "get /submissions/{submission_id}",
        "get /submissions/{submission_id}/pages/{step}",
        "put /submissions/{submission_id}/pages/{step}",
        "post /submissions/{submission_id}/groups/{group}/items",
        "delete /submissions/{submission_id}/groups/{group}/items/{number}",
        "get /submissions/{submission_id}/files",
        "post /submissions/{submission_id}/files",
        "delete /submissions/{submission_id}/files/{file_id}",
        "get /submissions/{submission_id}/summary",
        "post /submissions/{submission_id}/submit",
        "post /submissions/{submission_id}/payment",
        "get /requests/{reference}",
        "post /requests/{reference}/cancel",
        "post /requests/{reference}/messages",
    }
    for name, operation in found.items():
        assert operation["description"] and operation["tags"], name
        if "/submissions" in name or "/requests" in name:
            assert "404" in operation["responses"], name
        if "/submissions/{" in name or "/requests" in name:
            programs = {"OrganisationToken"} if "/submissions/" in name or name.startswith("get ") else set()
            doors = {door for one in operation["security"] for door in one}
            assert doors == {"SubmissionToken", "SignedInOwner", *programs}, name
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"], (name, status)
    ids = [operation["operationId"] for operation in found.values()]
    assert len(ids) == len(set(ids))


def test_the_examples_of_the_contract_fit_it(contract):
    schemas = contract["components"]["schemas"]
    examples = [(name, example) for name, one in schemas.items() for example in one.get("examples", [])]
    assert {name for name, _ in examples} >= {"StartIn", "AnswersIn", "SubmitIn", "AnswersRefused", "NotNow"}
    for name, example in examples:
        schema = {"$ref": f"#/components/schemas/{name}", "components": contract["components"]}
        jsonschema.Draft202012Validator(schema).validate(example)


def test_what_the_api_says_is_what_the_contract_says(contract):
    program = Program()
    said = {
        "StartedOut": program.start("report-a-pothole"),
        "PageOut": program.page("danger").json(),
        "AnsweredOut": program.put("danger", {"dangerous": "no"}).json(),
        "AnswersRefused": program.put("location", {}).json(),
        "NotNow": program.page("photo").json(),
        "SubmissionOut": program.get(program.at()).json(),
        "SummaryOut": program.get(program.at("/summary")).json(),
        "JourneyList": program.get("journeys/").json(),
        "JourneyOut": program.get("journeys/report-a-pothole").json(),
        "Problem": program.get("journeys/nothing").json(),
    }
    for name, body in said.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": contract["components"]}
        jsonschema.Draft202012Validator(schema).validate(body)
