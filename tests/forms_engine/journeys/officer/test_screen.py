"""Which page of a journey a step that somebody sent names, if any."""

import json

import pytest

from demo.services_and_journeys import FIXTURES
from forms_engine.definition.parse import parse_definition
from forms_engine.journeys.officer.screen import page_of


@pytest.fixture(scope="module")
def moved():
    """A journey with a group: everybody in the household, a page about each."""
    return parse_definition(json.loads((FIXTURES / "journeys" / "tell-us-you-have-moved.json").read_text()))


def test_a_page_and_a_page_about_an_item(moved):
    own = next(part.key for part in moved.pages if part.key not in moved.groups)
    page, group, item = page_of(moved, own)
    assert (page.key, group, item) == (own, "", 0)
    page, group, item = page_of(moved, "household/2/person")
    assert (page.key, group, item) == ("person", "household", 2)


@pytest.mark.parametrize(
    "step",
    [
        "",
        "no-such-page",
        "household",
        "household/",
        "household/0/person",
        "household/2",
        "household/2/no-such-page",
        "household/two/person",
        f"household/{'9' * 5000}/person",
        "no-such-group/1/person",
        "/1/person",
        "a\0b",
    ],
)
def test_what_names_none_is_none(moved, step):
    assert page_of(moved, step) is None
