"""Any sequence of changes leaves a journey that can be read, with its references whole or reported."""

import copy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.definition.parse import parse_definition
from forms_engine.definition.question_types import QUESTION_TYPES
from forms_engine.editor.editing.changes import blocks, keys, money, options, pages, references, tables
from forms_engine.editor.editing.changes.finding import (
    addresses,
    all_pages,
    is_group,
    questions,
)
from tests.examples import examples
from tests.forms_engine.editor.editing.journeys import permit, question


def _complete(draw, key):
    kind = draw(st.sampled_from(QUESTION_TYPES))
    block = question(key, kind)
    if kind in {"radios", "checkboxes", "select", "autocomplete"}:
        block["options"] = options.pasted("One\nTwo\nThree", [])
    return block


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30).filter(
    str.strip
)


def _change(draw, document):
    """One change, drawn from all there are; the answer is the new document."""
    found = addresses(document)
    address, part, group = draw(st.sampled_from(found))
    ordinary = [(name, one) for name, one, _group in found if not is_group(one)]
    holder, one = draw(st.sampled_from(ordinary))
    count = len(one["blocks"])
    verb = draw(
        st.sampled_from(
            ("add", "group", "move", "into", "double", "remove", "block", "kind", "rename", "fee", "table")
        )
    )
    by = draw(st.integers(-3, 3))
    try:
        match verb:
            case "add":
                document, _ = pages.add_page(
                    document,
                    draw(WORDS),
                    group=address if is_group(part) else "",
                    exit_page=draw(st.booleans()) and group is None and not is_group(part),
                )
            case "group":
                document, _ = pages.add_group(document, draw(WORDS), draw(WORDS), draw(WORDS))
            case "move":
                document = pages.move_part(document, address, by)
            case "into":
                target = draw(st.sampled_from(["", *(name for name, other, _ in found if is_group(other))]))
                document = pages.move_page_to(document, address, target)
            case "double":
                document, _ = pages.duplicate_part(document, address)
            case "remove":
                document = pages.remove_part(document, address)
            case "block":
                new = _complete(draw, keys.key_from(draw(WORDS), keys.question_keys(document), "question"))
                document, _ = blocks.add_block(document, holder, new, draw(st.none() | st.integers(0, 5)))
            case "kind" if count:
                number = draw(st.integers(0, count - 1))
                block = one["blocks"][number]
                changed = blocks.changed_kind(block, draw(st.sampled_from(QUESTION_TYPES)))
                if changed["type"] in {"radios", "checkboxes", "select", "autocomplete"}:
                    changed = (
                        changed
                        if {"options", "list"} & set(changed)
                        else {**changed, "options": options.pasted("A", [])}
                    )
                document = blocks.replace_block(document, holder, number, changed)
                document = blocks.duplicate_block(document, holder, number)
                document = blocks.move_block(document, holder, number, by)
                if draw(st.booleans()):
                    document = blocks.remove_block(document, holder, number)
                else:
                    document = blocks.move_block_to(
                        document, holder, number, draw(st.sampled_from(ordinary))[0]
                    )
            case "rename":
                asked = [block["key"] for _page, block in questions(document)]
                old = draw(st.sampled_from(asked)) if asked else ""
                document = references.rename_question(
                    document, old, keys.key_from(draw(WORDS), keys.question_keys(document), "question")
                )
            case "fee":
                document, number = money.add_fee(
                    document, {"label": {"en": draw(WORDS)}, "amount_pence": 500}
                )
                document = money.move_fee(document, number, by)
                document = money.duplicate_fee(document, 0)
                document = money.remove_fee(document, draw(st.integers(0, len(document["fees"]) - 1)))
            case "table":
                document, key = tables.add_entry(document, "conditions", draw(WORDS), {"all": []})
                asked = sorted(keys.question_keys(document))
                if asked:
                    about = {"question": draw(st.sampled_from(asked)), "answered": True}
                    document = tables.replace_entry(document, "conditions", key, about)
                if draw(st.booleans()):
                    document = tables.remove_entry(document, "conditions", key)
    except (pages.LastPage, pages.CannotMove):
        pass
    return document


def _dangling(document):
    """What is referred to and not there, by a walk of its own over the whole document."""
    there = keys.question_keys(document)
    missing = []
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("question"), str) and value["question"] not in there:
                missing.append(value["question"])
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return missing


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_changes_leave_a_journey_that_can_be_read(data):
    document = permit()
    for _ in range(data.draw(st.integers(1, 8))):
        before = copy.deepcopy(document)
        gone = keys.question_keys(document)
        changed = _change(data.draw, document)
        assert document == before, "the document given was altered"
        document = changed
        parse_definition(document)
        every = [block["key"] for _page, block in questions(document)]
        assert len(every) == len(set(every))
        assert len(keys.page_keys(document)) == len(list(addresses(document)))
        # A reference is broken only by removing what it is about, and then it is reported where it stands.
        removed = gone - keys.question_keys(document)
        for key in set(_dangling(document)) - set(_dangling(before)):
            assert key in removed
            assert references.uses_of_question(document, key)
    assert document["kept"] == {"from": "elsewhere"}


@settings(max_examples=examples(20), deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "pages",
                        "blocks",
                        "key",
                        "type",
                        "fees",
                        "conditions",
                        "show_when",
                        "question",
                        "all",
                        "not",
                        "is",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=25,
    )
)
def test_reading_never_fails_whatever_the_draft_is(value):
    document = value if isinstance(value, dict) else {"pages": value}
    list(all_pages(document)), addresses(document), keys.page_keys(document), keys.question_keys(document)
    (
        references.uses_of_question(document, "x"),
        references.uses_of_condition(document, "x"),
        references.uses_of_list(document, "x"),
    )
