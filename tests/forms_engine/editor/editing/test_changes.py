"""Changes to a draft: keys stay, nothing unknown is lost, references stay whole or are reported."""

import pytest

from forms_engine.definition.parse import parse_definition
from forms_engine.editor.editing.changes import blocks, keys, options, pages, references
from forms_engine.editor.editing.changes.finding import (
    addresses,
    blocks_of,
    find_part,
)
from tests.forms_engine.editor.editing.journeys import page, permit, question


def places(uses):
    return [use.place for use in uses]


# -- one change at a time --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("What is your date of birth?", "date-of-birth"),
        ("Do you live in Marlshire?", "live-in-marlshire"),
        ("Your child’s name", "childs-name"),
        ("Café réservé", "cafe-reserve"),
        ("???", "question"),
        ("Which?", "which"),
        ("x" * 200, "x" * 40),
    ],
)
def test_a_key_says_what_is_asked(words, key):
    assert keys.key_from(words, (), "question") == key


def test_a_taken_key_gets_a_number_and_stays_within_sixty_characters():
    taken = {"a" * 60}
    assert keys.unique("a" * 60, taken) == "a" * 58 + "-2"


def test_a_new_page_stands_behind_the_one_it_was_added_to():
    document, address = pages.add_page(permit(), "What is your name?", after="where")
    assert [found for found, _part, group in addresses(document) if group is None][:3] == [
        "where",
        address,
        "sorry",
    ]
    assert address == "name"


def test_a_duplicated_group_asks_about_itself():
    document, address = pages.duplicate_part(permit(), "vehicles")
    double = find_part(document, address)
    assert address == "vehicles-2"
    assert [one["key"] for one in double["pages"]] == ["vehicle-2", "proof-2"]
    (upload,) = blocks_of(double["pages"][1])
    assert upload["key"] == "log-book-2"
    assert upload["show_when"] == {"question": "fuel-2", "is": "petrol"}
    parse_definition(document)


def test_the_last_page_of_a_group_cannot_go():
    document = pages.remove_part(permit(), "proof")
    with pytest.raises(pages.LastPage):
        pages.remove_part(document, "vehicle")
    with pytest.raises(pages.LastPage):
        pages.move_page_to(document, "vehicle", "")


def test_a_page_moves_into_a_group_and_out_again():
    document = pages.move_page_to(permit(), "kind", "vehicles")
    assert [one["key"] for one in find_part(document, "vehicles")["pages"]] == ["vehicle", "proof", "kind"]
    document = pages.move_page_to(document, "kind", "")
    assert [part["key"] for part in document["pages"]][-2:] == ["vehicles", "kind"]


@pytest.mark.parametrize("address", ["sorry", "vehicles"])
def test_exit_pages_and_groups_cannot_go_into_a_group(address):
    with pytest.raises(pages.CannotMove):
        pages.move_page_to(permit(), address, "vehicles")


def test_of_two_pages_with_one_key_both_can_be_reached():
    document = permit()
    document["pages"].append(page("where", question("again")))
    assert blocks_of(find_part(document, "where~2"))[0]["key"] == "again"
    assert len(pages.remove_part(document, "where~2")["pages"]) == len(document["pages"]) - 1


def test_a_question_says_everywhere_it_is_used():
    uses = references.uses_of_question
    assert places(uses(permit(), "lives-here")) == ["conditions.is-resident"]
    assert places(uses(permit(), "cars")) == ["pages[5].show_when", "pages[4].count"]
    assert places(uses(permit(), "email")) == ["contact.email"]
    assert places(uses(permit(), "address")) == ["location"]
    assert places(uses(permit(), "vehicles")) == ["fees[0].per"]
    assert places(uses(permit(), "fuel")) == [
        "pages[4].pages[1].blocks[0].show_when",
        "fees[0].concessions[0].when",
    ]
    assert places(references.uses_of_option(permit(), "fuel", "electric")) == ["fees[0].concessions[0].when"]
    assert places(references.uses_of_condition(permit(), "is-resident")) == [
        "pages[5].show_when", "conditions.not-resident",
    ]  # fmt: skip
    assert places(references.uses_of_list(permit(), "fuels")) == ["pages[4].pages[0].blocks[1].list"]
    assert places(references.uses_of_section(permit(), "about-you")) == ["pages[2].section"]


def test_a_removed_group_counts_only_what_is_used_outside_it():
    document = permit()
    found = references.uses_outside(document, find_part(document, "vehicles"))
    assert places(found) == ["fees[0].concessions[0].when", "fees[0].per"]


def test_a_renamed_question_is_renamed_wherever_it_is_used():
    document = references.rename_question(permit(), "cars", "vehicle-count")
    assert not references.uses_of_question(document, "cars")
    assert len(references.uses_of_question(document, "vehicle-count")) == 2
    parse_definition(document)


def test_a_renamed_group_keeps_its_fee():
    document = references.rename_page(permit(), "vehicles", "cars-you-have")
    assert document["fees"][0]["per"] == "cars-you-have"


def test_a_renamed_option_keeps_its_conditions():
    document = references.rename_option(permit(), "permit", "year", "annual")
    assert document["fees"][0]["rows"][0]["when"] == {"question": "permit", "is": "annual"}


def test_a_renamed_condition_keeps_those_that_use_it():
    document = references.rename_condition(permit(), "is-resident", "resident")
    assert document["conditions"]["not-resident"] == {"not": {"condition": "resident"}}
    assert set(document["conditions"]) == {"resident", "not-resident"}


def test_changing_the_type_keeps_what_fits():
    name = question("name", max_length=80, hint={"en": "In full"}, pattern="[a-z]+", x="unknown")
    assert blocks.changed_kind(name, "long_text") == {**name, "type": "long_text"}
    assert blocks.changed_kind(name, "date") == question("name", "date", hint={"en": "In full"}, x="unknown")
    fuel = question(
        "fuel", "checkboxes", options=[{"key": "none", "label": {"en": "None"}, "exclusive": True}], min=1
    )
    assert blocks.changed_kind(fuel, "radios")["options"] == [{"key": "none", "label": {"en": "None"}}]
    answer = blocks.changed_kind(question("ok", "yes_no"), "radios")
    assert [option["key"] for option in answer["options"]] == ["yes", "no"]
    # A number's bounds are not pence.
    assert "min" not in blocks.changed_kind(question("sum", "number", min=5), "money")


def test_a_pasted_list_adds_what_is_new():
    before = [{"key": "car", "label": {"en": "Car", "cy": "Car"}, "kept": {"x": 1}}]
    after = options.pasted("• Car\n\n  Van \n- Motor bike\nvan", before)
    assert [option["key"] for option in after] == ["car", "van", "motor-bike"]
    assert after[0] == before[0]


def test_a_question_set_copied_in_keeps_its_condition_and_frees_its_keys():
    document = permit()
    document["pages"][2]["blocks"].append(
        {"type": "question_set", "set": "contact", "show_when": {"condition": "is-resident"}}
    )
    document = blocks.copy_set_in(
        document, "you", 3, [question("email", "email"), question("mobile", "phone")]
    )
    added = find_part(document, "you")["blocks"][3:]
    assert [block["key"] for block in added] == ["email-2", "mobile"]
    assert all(block["show_when"] == {"condition": "is-resident"} for block in added)
