"""The published JSON Schema says of shapes what the parser says: what the parser takes is valid, and a document with a
part changed is taken by both or refused by both."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forms_engine.definition.errors import DefinitionRefused
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.schema import journey_schema
from tests.examples import examples
from tests.forms_engine.definition.strategies import definitions

VALIDATOR = Draft202012Validator(journey_schema())
JOURNEYS = Path(__file__).parents[3] / "content_fixtures" / "journeys"

# Faults that need more than the shape of a document.
BEYOND_SHAPE = {"too-deep", "too-many", "bad-text", "missing-list"}


def faults(document):
    try:
        parse_definition(document)
    except DefinitionRefused as refused:
        return {finding.rule for finding in refused.findings}
    return set()


def test_it_is_a_schema_of_2020_12():
    Draft202012Validator.check_schema(journey_schema())
    assert journey_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    json.dumps(journey_schema())


@pytest.mark.parametrize("path", sorted(JOURNEYS.glob("*.json")), ids=lambda path: path.stem)
def test_the_demonstration_journeys_are_valid(path):
    VALIDATOR.validate(json.loads(path.read_text()))


@settings(max_examples=examples(12), deadline=None)
@given(definitions())
def test_what_the_parser_takes_is_valid(document):
    assert faults(document) == set()
    VALIDATOR.validate(document)


def places(value, path=()):
    """Every place in a document but inside ``kept``, which holds anything."""
    yield path
    if path and path[-1] == "kept":
        return
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from places(part, (*path, index))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def changed(document, path, value):
    copied = json.loads(json.dumps(document))
    if not path:
        return value
    at(copied, path[:-1])[path[-1]] = value
    return copied


OTHER_VALUES = st.sampled_from(
    [
        None, True, False, 0, 1, -1, 3, 13, 26, 51, 101, 501, 25_000, 10**9 + 1, 10**13, 0.5, "", "a", "no key", "x" * 61,
        "2026-11-22", "query", [], ["a"], [1], [{}], {}, {"a": "b"}, {"en": "Words"}, {"en": " "}, {"EN": "x"}, {"cy": "x"},
        {"en": 1}, {"years": 1}, {"years": "1"}, {"question": "a"}, {"question": "a", "is": "b"}, {"all": []}, {"any": [1]},
        {"question": "a", "answered": None}, {"question": "a", "one_of": ["b", None]}, {"question": "a", "between": [1, "2026-01-01"]},
        {"query": "a"}, {"account": "shoe size"}, {"value": 1}, {"key": "a", "label": {"en": "A"}}, ["x", None],
    ]
)  # fmt: skip


def alike(document):
    found = faults(document)
    if not found:
        assert VALIDATOR.is_valid(document), [error.message for error in VALIDATOR.iter_errors(document)]
    elif not found <= BEYOND_SHAPE:
        assert not VALIDATOR.is_valid(document), found


@settings(max_examples=examples(50), deadline=None)
@given(definitions(most_parts=3), st.data())
def test_a_part_of_another_type_is_refused_by_both_or_neither(document, data):
    path = data.draw(st.sampled_from(list(places(document))))
    alike(changed(document, path, data.draw(OTHER_VALUES)))


@settings(max_examples=examples(25), deadline=None)
@given(definitions(most_parts=3), st.data())
def test_an_unknown_key_is_refused_by_both(document, data):
    objects = [
        path for path in places(document) if isinstance(at(document, path), dict) and "kept" not in path
    ]
    path = data.draw(st.sampled_from(objects))
    known = data.draw(
        st.sampled_from(
            ["show_when", "options", "rows", "exit", "min", "text", "cy", "is", "unheard-of", "Big"]
        )
    )
    copied = json.loads(json.dumps(document))
    at(copied, path).setdefault(known, data.draw(st.sampled_from(["x", None, {}, []])))
    alike(copied)


@settings(max_examples=examples(25), deadline=None)
@given(definitions(most_parts=3), st.data())
def test_a_part_left_out_is_missed_by_both_or_neither(document, data):
    objects = [
        path for path in places(document) if isinstance(at(document, path), dict) and at(document, path)
    ]
    path = data.draw(st.sampled_from(objects))
    copied = json.loads(json.dumps(document))
    del at(copied, path)[data.draw(st.sampled_from(sorted(at(document, path))))]
    alike(copied)


@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.lists(st.integers())
    | st.dictionaries(st.text(), st.none())
)
@example([])
def test_what_is_no_document_at_all_is_refused_by_both(value):
    assert faults(value)
    assert not VALIDATOR.is_valid(value)
