"""What back offices are told is what the published schema says, for any journey and any answers; and a schema that says
too little is found out by changing what is told."""

import copy
import json
from datetime import date
from pathlib import Path
from random import Random

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.definition.parse import parse_definition
from forms_engine.definition.question_types import QUESTION_TYPES
from forms_engine.requests.payload_check import check_for
from forms_engine.requests.payload_schema import payload_schema
from forms_engine.runtime.evaluate import evaluate
from forms_engine.runtime.rehearsal.goals import Planner
from tests.examples import examples
from tests.forms_engine.definition.strategies import definitions
from tests.forms_engine.requests.payloads import SOMEWHERE, body_of
from tests.forms_engine.runtime.test_oracle import journeys

TODAY = date(2026, 11, 22)
JOURNEYS = sorted((Path(__file__).parents[3] / "content_fixtures" / "journeys").glob("*.json"))
any_journey = settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def published(definition, number=1):
    """The schema as a receiver reads it, and what reads it."""
    schema = json.loads(json.dumps(payload_schema(definition, number)))
    return jsonschema.Draft202012Validator(schema)


def as_received(definition, answers, number=1):
    return json.loads(json.dumps(body_of(definition, answers, number)))


def without_presence(schema):
    """A journey whose answers are not complete has none of what is always there."""
    schema["properties"]["data"]["properties"]["answers"].pop("allOf", None)
    return jsonschema.Draft202012Validator(schema)


@any_journey
@given(case=journeys())
def test_whatever_counts_has_the_shape_that_the_schema_gives_it(case):
    """Also of journeys that are not finished, so that every answer that can count is looked at."""
    _, definition, today, answers = case
    for key, group in definition.groups.items():
        # More than that may be typed; it cannot be sent.
        answers[key] = answers[key][: group.max] if isinstance(answers[key], list) else []
    found = evaluate(definition, answers, today)
    body = as_received(definition, found.answers)
    if definition.location:
        body["data"]["location"] = SOMEWHERE
    schema = without_presence(payload_schema(definition, 1))
    assert [error.message for error in schema.iter_errors(body)] == []
    rows = [place for place in check_for(definition, 1).breaches(body) if " is there 0 times" not in place]
    assert rows == []
    if found.can_submit:
        assert published(definition).is_valid(as_received(definition, found.answers))
        assert list(check_for(definition, 1).breaches(as_received(definition, found.answers))) == []


def spoiled(draw, body):
    """The body with one thing changed that a receiver may rely on."""
    body = copy.deepcopy(body)
    data, rows = body["data"], body["data"]["answers"]
    ways = ["frame", "reference", "version", "missing"]
    if rows:
        ways += ["label", "answer", "key", "more", "sensitive"]
    way = draw(st.sampled_from(ways))
    row = draw(st.sampled_from(rows)) if rows else {}
    if way == "frame":
        body["type"] = "request.forgotten"
    elif way == "reference":
        data["reference"] = "not-a-reference"
    elif way == "version":
        data["journey"]["version"] += 1
    elif way == "missing":
        del data[draw(st.sampled_from(sorted(data)))]
    elif way == "label":
        row["label"] += "!"
    elif way == "answer":
        row["answer"] = {"no": ["such", "answer"]}
    elif way == "key":
        row["question"] = "nobody-asked"
    elif way == "more":
        row["more"] = 1
    elif way == "sensitive":
        row["sensitive"] = not row["sensitive"]
    return body


@any_journey
@given(case=journeys(), data=st.data())
def test_what_is_not_so_is_refused_by_the_schema_and_by_the_check(case, data):
    _, definition, today, answers = case
    found = evaluate(definition, answers, today)
    body = spoiled(data.draw, as_received(definition, found.answers))
    schema = published(definition)
    assert not schema.is_valid(body)
    assert list(check_for(definition, 1).breaches(body))


@any_journey
@given(document=definitions())
def test_a_schema_is_a_schema(document):
    jsonschema.Draft202012Validator.check_schema(payload_schema(parse_definition(document), 3))


@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.stem)
def test_the_demonstration_journeys_sent_in_many_ways(path):
    definition = parse_definition(json.loads(path.read_text()))
    random = Random(7)
    planner = Planner(definition, TODAY, random)
    schema, check, sent = published(definition), check_for(definition, 1), 0
    for _ in range(examples(60)):
        if sent == examples(15):
            break
        answers = {
            question.key: random.choice(planner.answers(question.key))
            for page in definition.all_pages
            for question in page.questions
            if question.key not in definition.group_of
        }
        for key, group in definition.groups.items():
            answers[key] = [
                {question.key: random.choice(planner.answers(question.key)) for question in group.questions}
                for _ in range(random.randint(group.min, group.max))
            ]
        found = evaluate(definition, answers, TODAY)
        if not found.can_submit:
            continue
        sent += 1
        body = as_received(definition, found.answers)
        assert [error.message for error in schema.iter_errors(body)] == []
        assert list(check.breaches(body)) == []
    # What has to be looked up on the way is not there for a walk without a server.
    assert sent or any(page.lookup for page in definition.all_pages), "no way through it: it proves nothing"


def ask(kind, **parts):
    return {"key": "asked", "type": kind, "label": {"en": "Asked"}, **parts}


def one_question(block):
    return parse_definition(
        {
            "format": "guildhall-journey/1",
            "slug": "j",
            "kind": "apply",
            "title": {"en": "J"},
            "service": "s",
            "routes": ["r"],
            "retention_days": 1,
            "pages": [{"key": "only", "title": {"en": "Only"}, "blocks": [block]}],
        }
    )


OPTIONS = [{"key": key, "label": {"en": key.title()}} for key in ("red", "green")]
NOT_SO = [
    (ask("short_text", max_length=5), ["", "too long", 5, None]),
    (ask("short_text", pattern="[A-Z]{2}"), ["ab", "ABC"]),
    (ask("number", min=2, max=4), [1, 5, 2.5, "3"]),
    (ask("number", min=2, decimals=2), [1.99, "3"]),
    (ask("money"), [-1, 1.5, "£3"]),
    (ask("date"), ["22/11/2026", "2026-11"]),
    (ask("month_year"), ["2026-13", "2026-11-22"]),
    (ask("time"), ["2pm", "24:00"]),
    (ask("yes_no"), ["Yes", True]),
    (ask("radios", options=OPTIONS), ["blue", "Red", ["red"]]),
    (ask("checkboxes", options=OPTIONS, max=1), ["red", [], ["blue"], ["red", "red"], ["red", "green"]]),
    (ask("postcode"), ["zz1 1aa", "ZZ11AA"]),
    (ask("national_insurance"), ["QQ 12 34 56 C"]),
    (ask("vehicle_registration"), ["ab12 cde"]),
    (ask("address"), [{"line1": "1 Mill Lane"}, "1 Mill Lane"]),
    (ask("location"), [{"description": "here", "postcode": "", "latitude": 51.5}, {"description": "x"}]),
    (ask("bank_details"), [{"account_name": "A", "sort_code": "11-22-33", "account_number": "12345678"}]),
    (ask("file", max_files=1), [[], [{"id": "a", "name": "a"}] * 2, [{"name": "a"}]]),
    (ask("declaration"), [False, "yes"]),
    (ask("email"), [3, "a"]),
    (ask("website"), ["example.com"]),
    (ask("phone"), ["1"]),
    (ask("long_text", min_length=3), ["ab"]),
    (ask("signature"), [""]),
    (ask("select", options=OPTIONS), [""]),
    (ask("autocomplete", options=OPTIONS), ["r"]),
    (ask("hidden", prefill={"value": "x"}), [1]),
]


def test_every_type_has_something_it_is_not():
    assert {block["type"] for block, _ in NOT_SO} == set(QUESTION_TYPES)


@pytest.mark.parametrize(
    ("block", "answer"),
    [(block, answer) for block, answers in NOT_SO for answer in answers],
    ids=lambda part: part["type"] if isinstance(part, dict) and "type" in part else repr(part)[:30],
)
def test_what_an_answer_of_a_type_never_is(block, answer):
    definition = one_question(block)
    planner = Planner(definition, TODAY, Random(1))
    good = evaluate(definition, {"asked": planner.answers("asked")[0]}, TODAY)
    assert good.answers
    body = as_received(definition, good.answers)
    assert published(definition).is_valid(body)
    body["data"]["answers"][0]["answer"] = answer
    assert not published(definition).is_valid(body)
    assert list(check_for(definition, 1).breaches(body))


def test_an_answer_that_every_request_has_is_missed():
    definition = one_question(ask("short_text"))
    body = as_received(definition, {})
    assert not published(definition).is_valid(body)
    assert list(check_for(definition, 1).breaches(body)) == ["data/answers: asked is there 0 times"]


def test_a_breach_says_where_and_never_what_was_answered():
    definition = one_question(ask("short_text", max_length=5))
    body = as_received(definition, {"asked": "Ann Archer"})
    assert list(check_for(definition, 1).breaches(body)) == ["data/answers/0/answer: maxLength"]


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|aa)+$", "(a*)*"])
def test_a_pattern_that_would_keep_another_engine_busy_for_ever_is_judged_at_once(pattern):
    definition = one_question(ask("long_text", pattern=pattern))
    body = as_received(definition, {"asked": "a" * 4000})
    list(check_for(definition, 1).breaches(body))
