"""The condition builder."""

import pytest

from forms_engine.editor.services import save_document
from tests.forms_engine.editor.editing.walking import (
    document,
    fields_of,
    submit,
    text,
    url,
)


def test_a_condition_is_built_in_two_steps_without_scripts(browser, draft):
    address = url(draft, "condition_at", where="page/you")
    data = fields_of(browser.get(address).content.decode())
    answer = browser.post(address, {**data, "join": "all", "rows-0-subject": "lives-here", "do": "refresh"})
    data = fields_of(answer.content.decode())
    assert "rows-0-operator" in data and "rows-0-value" in data
    browser.post(address, {**data, "rows-0-operator": "is", "rows-0-value": "yes"})
    assert document(draft)["pages"][2]["show_when"] == {"question": "lives-here", "is": "yes"}
    shown = text(browser.get(url(draft, "page", address="you")))
    assert "Shown when the answer to “Lives here” is “Yes”" in shown


def test_only_questions_asked_before_are_offered(browser, draft):
    offered = browser.get(url(draft, "condition_at", where="page/you")).content.decode()
    assert 'value="lives-here"' in offered and 'value="cars"' not in offered


def test_lines_nest_and_inner_ones_open(browser, draft):
    address = url(draft, "condition_at", where="page/kind")
    data = fields_of(browser.get(address).content.decode())
    answer = browser.post(address, {**data, "do": "nest"})
    assert answer.url.endswith("?part=2")
    inner = answer.url
    data = fields_of(browser.get(inner).content.decode())
    data |= {"rows-0-subject": "lives-here", "do": "refresh"}
    data = fields_of(browser.post(inner, data).content.decode()) | {"rows-0-value": "no"}
    browser.post(inner, data)
    assert document(draft)["pages"][5]["show_when"]["all"][2] == {"question": "lives-here", "is": "no"}


def test_always_takes_the_condition_away(browser, draft):
    submit(browser, url(draft, "condition_at", where="page/sorry"), join="always")
    assert "show_when" not in document(draft)["pages"][1]


def test_a_named_condition_is_added_renamed_and_removed(browser, draft):
    answer = browser.post(url(draft, "conditions"), {"name": "Is a new resident"})
    assert answer.url == url(draft, "condition_at", where="named/is-a-new-resident")
    browser.post(url(draft, "condition", key="is-resident"), {"name": "Lives in Marlshire"})
    assert document(draft)["conditions"]["not-resident"] == {"not": {"condition": "lives-in-marlshire"}}
    browser.post(url(draft, "condition", key="is-a-new-resident"), {"do": "remove"})
    assert set(document(draft)["conditions"]) == {"lives-in-marlshire", "not-resident"}


@pytest.mark.parametrize(
    ("condition"),
    [
        {"question": "cars", "between": [1, 3]},
        {"not": {"question": "cars", "answered": True}},
        {"question": "full-name", "answered": False},
        {"any": [{"question": "lives-here", "one_of": ["yes", "no"]}, {"condition": "is-resident"}]},
        {"question": "full-name", "matches": "[A-Z].*"},
        {"all": [{"not": {"any": [{"question": "cars", "is": 2}]}}, {"question": "email", "contains": "@"}]},
        {"question": "gone", "is": "x"},
    ],
)
def test_every_shape_of_condition_survives_its_screen(browser, builder, draft, condition):
    changed = document(draft)
    changed["pages"][5]["show_when"] = condition
    save_document(draft, changed, user=builder, expected_revision=draft.latest_revision_id)
    submit(browser, url(draft, "condition_at", where="page/kind"))
    assert document(draft)["pages"][5]["show_when"] == condition
