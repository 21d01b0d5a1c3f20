"""Reading journey documents: faults are named with their place, and nothing crashes the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.definition.errors import DefinitionRefused
from forms_engine.definition.parse import parse_definition


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


def test_a_minimal_document_reads_as_written():
    definition = parse_definition(minimal())
    assert [page.key for page in definition.pages] == ["one", "two"]
    assert definition.questions_by_key["first"].label.in_language("cy") == "First?"


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


def test_a_day_that_is_none_and_a_text_compared_with_a_number_are_refused():
    document = minimal()
    document["pages"][1]["blocks"][0].update(type="date", earliest="2026-02-31")
    assert refusals(document) == {("wrong-type", "pages[1].blocks[0].earliest")}
    assert refusals(minimal(conditions={"c": {"question": "second", "contains": 5}})) == {
        ("wrong-type", "conditions.c.contains")
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
        parse_definition(minimal(**{part: value}))
    except DefinitionRefused as refused:
        assert refused.findings


@given(json_values)
def test_no_block_crashes_the_reader(value):
    document = minimal()
    document["pages"][0]["blocks"] = [value, {"key": "x", "type": "radios", "label": value, "options": value}]
    try:
        parse_definition(document)
    except DefinitionRefused as refused:
        assert refused.findings
