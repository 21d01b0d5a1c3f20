"""The canonical form: writing what was parsed loses nothing, and the same definition always has the same bytes."""

import json

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.definition.parse import parse_definition
from forms_engine.definition.write import canonical_bytes, write_definition
from tests.examples import examples
from tests.forms_engine.definition.strategies import definitions


def canonical(document):
    return canonical_bytes(write_definition(parse_definition(document)))


@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(definitions())
def test_parsing_what_was_written_gives_the_same_definition_and_the_same_bytes(document):
    definition = parse_definition(document)
    written = write_definition(definition)
    assert parse_definition(written) == definition
    assert canonical(written) == canonical_bytes(written)
    assert canonical(json.loads(canonical_bytes(written))) == canonical_bytes(written)


def shuffled(value, random):
    """The same JSON value with the keys of every object in another order."""
    if isinstance(value, dict):
        entries = [(key, shuffled(part, random)) for key, part in value.items()]
        random.shuffle(entries)
        return dict(entries)
    return [shuffled(part, random) for part in value] if isinstance(value, list) else value


@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(definitions(), st.randoms(use_true_random=False))
def test_the_order_in_which_keys_are_written_never_matters(document, random):
    assert canonical(shuffled(document, random)) == canonical(document)


@pytest.mark.django_db
def test_the_database_reorders_keys_and_the_bytes_stay():
    @settings(
        max_examples=examples(12),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(definitions())
    def through_jsonb(document):
        written = canonical(document)
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::jsonb::text", [written.decode()])
            (back,) = cursor.fetchone()
        assert canonical(json.loads(back)) == written

    through_jsonb()


def minimal(**changes):
    return {
        "format": "guildhall-journey/1",
        "slug": "try-it",
        "kind": "report",
        "title": {"cy": "Ceisiwch", "en": "Try it"},
        "pages": [{"key": "one", "title": {"en": "One"}, "blocks": []}],
        **changes,
    }


def test_what_has_its_default_is_left_out():
    written = write_definition(
        parse_definition(
            minimal(audience="public", sign_in="optional", retention_days=0, routes=[], conditions={})
        )
    )
    assert list(written) == ["format", "slug", "kind", "title", "pages"]
    assert list(written["title"]) == ["en", "cy"]


def test_a_page_without_blocks_still_says_so():
    assert write_definition(parse_definition(minimal()))["pages"][0]["blocks"] == []


def test_today_as_a_bound_survives():
    page = {
        "key": "one",
        "title": {"en": "One"},
        "blocks": [{"key": "day", "type": "date", "label": {"en": "Day"}, "latest": {"days": 0}}],
    }
    definition = parse_definition(minimal(pages=[page]))
    assert parse_definition(write_definition(definition)) == definition
    assert definition.pages[0].questions[0].latest is not None


def test_whole_numbers_are_written_without_a_fraction():
    assert canonical(minimal(kept={"a": 2.0, "b": 100})) == canonical(minimal(kept={"b": 1e2, "a": 2}))
