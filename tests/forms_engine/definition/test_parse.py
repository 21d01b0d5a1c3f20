"""Reading journey documents: faults are named with their place, and nothing crashes the reader."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.definition.check import check_definition
from forms_engine.definition.errors import DefinitionRefused
from forms_engine.definition.parse import parse_definition

JOURNEYS = Path(__file__).parents[3] / "content_fixtures" / "journeys"


def minimal(**changes):
    document = {
        "format": "guildhall-journey/1",
        "slug": "try-it",
        "kind": "report",
        "title": {"en": "Try it"},
        "service": "some-service",
        "routes": ["somewhere"],
        "retention_days": 30,
        "pages": [
            {
                "key": "one",
                "title": {"en": "One"},
                "blocks": [{"key": "first", "type": "yes_no", "label": {"en": "First?"}}],
            },
            {
                "key": "two",
                "title": {"en": "Two"},
                "blocks": [{"key": "second", "type": "short_text", "label": {"en": "Second?"}}],
            },
        ],
    }
    return {**document, **changes}


def refusals(document):
    with pytest.raises(DefinitionRefused) as refused:
        parse_definition(document)
    return {(finding.rule, finding.place) for finding in refused.value.findings}


def rules(document):
    return {finding.rule for finding in check_definition(parse_definition(document))}


@pytest.mark.parametrize("path", sorted(JOURNEYS.glob("*.json")), ids=lambda path: path.stem)
def test_every_journey_of_the_demonstration_council_can_be_published(path):
    definition = parse_definition(json.loads(path.read_text()))
    assert check_definition(definition) == []
    assert definition.slug == path.stem


def test_a_minimal_document_reads_as_written():
    definition = parse_definition(minimal())
    assert [page.key for page in definition.pages] == ["one", "two"]
    assert definition.questions_by_key["first"].label.in_language("cy") == "First?"
    assert check_definition(definition) == []


def test_unknown_keys_are_named_with_their_place():
    document = minimal()
    document["pages"][1]["blocks"][0]["colour"] = "red"
    assert refusals(document) == {("unknown-key", "pages[1].blocks[0]")}


def test_all_faults_are_reported_at_once():
    document = minimal(format="other/9", kind="sing", title={})
    assert {rule for rule, _ in refusals(document)} == {"wrong-format", "wrong-kind", "missing-text"}


def test_radios_need_options():
    document = minimal()
    document["pages"][0]["blocks"][0]["type"] = "radios"
    assert refusals(document) == {("no-options", "pages[0].blocks[0]")}


def test_a_condition_that_nests_too_deep_is_refused():
    condition = {"question": "first", "is": "yes"}
    for _ in range(200):
        condition = {"not": condition}
    assert refusals(minimal(conditions={"deep": condition})) == {
        ("too-deep", "conditions.deep" + ".not" * 21),
    }


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        ({"question": "nowhere", "is": "yes"}, "missing-question"),
        ({"condition": "nowhere"}, "missing-condition"),
        ({"question": "first", "is": "maybe"}, "missing-option"),
        ({"question": "second", "answered": True}, "asked-later"),
    ],
)
def test_a_condition_must_be_about_something_asked_before(condition, rule):
    document = minimal()
    document["pages"][0]["show_when"] = {"question": "first", "is": "yes"}
    assert "asked-later" in rules(document)
    document["pages"][0]["show_when"] = None
    document["pages"][1]["show_when"] = condition
    assert rules(document) == {rule}


def test_a_condition_that_depends_on_itself_is_refused_whatever_the_order():
    conditions = {"a": {"not": {"condition": "b"}}, "b": {"any": [{"condition": "a"}]}}
    assert rules(minimal(conditions=conditions)) == {"cycle"}
    assert rules(minimal(conditions=dict(reversed(conditions.items())))) == {"cycle"}


def test_keys_may_not_repeat_or_take_our_addresses():
    document = minimal()
    document["pages"][1]["key"] = "one"
    document["pages"][1]["blocks"][0]["key"] = "first"
    assert rules(document) == {"duplicate-key"}
    document = minimal()
    document["pages"][1]["key"] = "confirmation"
    assert rules(document) == {"reserved-key"}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"location": "first"}, "wrong-question"),
        ({"contact": {"mobile": "second"}}, "wrong-question"),
        ({"contact": {"name": "nobody"}}, "missing-question"),
        ({"title": {"en": "x" * 121}}, "too-long"),
        (
            {
                "fees": [
                    {
                        "key": "f",
                        "label": {"en": "F"},
                        "amount_pence": 29,
                        "ledger_code": "L",
                        "vat_code": "V",
                    }
                ]
            },
            "bad-amount",
        ),
        (
            {
                "start": [
                    {"type": "text", "text": {"en": "x"}, "show_when": {"question": "first", "is": "yes"}}
                ]
            },
            "condition-ignored",
        ),
    ],
)
def test_what_would_fail_only_when_somebody_sends_it_is_found_before(changes, rule):
    assert rule in rules(minimal(**changes))


def test_a_day_that_is_none_and_a_text_compared_with_a_number_are_refused():
    document = minimal()
    document["pages"][1]["blocks"][0].update(type="date", earliest="2026-02-31")
    assert refusals(document) == {("wrong-type", "pages[1].blocks[0].earliest")}
    assert refusals(minimal(conditions={"c": {"question": "second", "contains": 5}})) == {
        ("wrong-type", "conditions.c.contains")
    }


def test_a_fee_needs_its_codes_and_a_journey_a_route_and_a_retention_period():
    fee = {"key": "fee", "label": {"en": "Fee"}, "amount_pence": 500}
    assert rules(minimal(fees=[fee], routes=[], retention_days=0)) == {
        "no-cost-code",
        "no-route",
        "no-retention",
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda children: (
        st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4)
    ),
    max_leaves=12,
)


@given(st.sampled_from(sorted(minimal())), json_values)
def test_no_value_anywhere_at_the_top_crashes_the_reader(part, value):
    try:
        definition = parse_definition(minimal(**{part: value}))
    except DefinitionRefused as refused:
        assert refused.findings
    else:
        check_definition(definition)


@given(json_values)
def test_no_block_crashes_the_reader(value):
    document = minimal()
    document["pages"][0]["blocks"] = [value, {"key": "x", "type": "radios", "label": value, "options": value}]
    try:
        definition = parse_definition(document)
    except DefinitionRefused as refused:
        assert refused.findings
    else:
        check_definition(definition)
