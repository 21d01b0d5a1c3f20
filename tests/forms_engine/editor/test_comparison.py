"""What changed between two documents, in words; for any two documents at all."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from forms_engine.editor.comparison import compare
from forms_engine.editor.outline import of_document
from forms_engine.editor.texts import drop_outdated, texts_of
from tests.forms_engine.editor.editors import document

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "key",
                    "pages",
                    "blocks",
                    "type",
                    "options",
                    "label",
                    "title",
                    "en",
                    "cy",
                    "errors",
                    "show_when",
                    "fees",
                    "conditions",
                    "sections",
                    "lists",
                    "rows",
                    "when",
                    "concessions",
                    "set",
                    "question",
                    "is",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


def changed(change):
    after = document()
    change(after)
    return [(one.what, one.kind, one.name, one.part) for one in compare(document(), after)]


def add_page(after):
    after["pages"].insert(1, {"key": "new", "title": {"en": "New"}, "blocks": []})


def move_question(after):
    after["pages"][1]["blocks"].append(after["pages"][0]["blocks"].pop(1))


def swap_pages(after):
    after["pages"].reverse()


def remove_page(after):
    del after["pages"][1]


def change_condition(after):
    after["pages"][1]["show_when"] = {"question": "on-road", "is": "no"}


def change_fee(after):
    after["fees"][0]["amount_pence"] = 5000


def rename(after):
    after["pages"][0]["title"]["en"] = "You"


def translate(after):
    after["pages"][0]["title"]["cy"] = "Amdanoch chi"


def test_each_kind_of_change_is_named():
    assert changed(add_page) == [("added", "Page", "New", "")]
    assert changed(move_question) == [("moved", "Question", "Will the skip stand on a road?", "place")]
    assert len(changed(swap_pages)) == 1
    assert ("removed", "Page", "Where on the road", "") in changed(remove_page)
    assert changed(change_condition) == [("changed", "Page", "Where on the road", "shown when")]
    assert changed(change_fee) == [("changed", "Fee", "Licence", "amount")]
    assert changed(rename) == [("changed", "Page", "You", "title")]
    assert changed(translate) == [("changed", "Page", "About you", "title in Welsh")]


def test_nothing_changed_is_nothing():
    assert compare(document(), document()) == []


def test_one_thing_moved_is_one_move():
    before = document(
        pages=[{"key": f"p{number}", "title": {"en": str(number)}, "blocks": []} for number in range(30)]
    )
    after = copy.deepcopy(before)
    after["pages"].insert(0, after["pages"].pop())
    (move,) = compare(before, after)
    assert (move.what, move.name) == ("moved", "29")


@given(json_values, json_values)
def test_any_two_documents_can_be_compared(before, after):
    assert compare(before, before) == []
    for change in compare(before, after):
        assert str(change)


@given(json_values)
def test_texts_are_found_in_anything(value):
    of_document(value)
    for text in texts_of(value).values():
        assert all(isinstance(words, str) for words in text.values())
    if isinstance(value, dict):
        assert drop_outdated(value, value) == value


def test_the_path_of_a_text_stays_when_its_question_changes_pages():
    after = document()
    move_question(after)
    assert texts_of(after).keys() == texts_of(document()).keys()
