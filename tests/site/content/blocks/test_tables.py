"""Tables and fees: written a row a line, kept cell by cell, translated cell by cell."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.tables import MOST_ROWS, CellsBlock, FeesBlock, HeadBlock, TableBlock

BARS = "School | Places\nEastwold | 30\n"


def problems(block, value):
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(value))
    return {name: [str(text) for text in one.messages] for name, one in refused.value.block_errors.items()}


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        (BARS, [["School", "Places"], ["Eastwold", "30"]]),
        ("School\tPlaces\nEastwold\t30", [["School", "Places"], ["Eastwold", "30"]]),
        ("| School | Places |\n", [["School", "Places"]]),
        ("\n  \nA | B", [["A", "B"]]),
        ("A \\| B | C", [["A | B", "C"]]),
        ("A |", [["A", ""]]),
        ("", []),
        (None, []),
    ],
)
def test_rows_are_read_as_people_write_and_paste_them(written, rows):
    assert CellsBlock().value_from_form(written) == rows


@pytest.mark.parametrize("rows", [[["A", "B"], ["C", "D"]], [["A | B", ""]], [["", "x"]], []])
def test_what_is_shown_in_the_form_is_read_back_as_it_was(rows):
    block = CellsBlock()
    assert block.value_from_form(block.value_for_form(rows)) == rows


def test_a_head_is_one_row():
    block = HeadBlock()
    assert block.value_from_form("School | Places") == ["School", "Places"]
    assert block.value_for_form(["School", "Places"]) == "School | Places"
    assert block.value_from_form("") == []


def test_every_row_has_as_many_cells_as_there_are_columns():
    value = {"caption": "Places", "head": ["School", "Places"], "rows": [["Eastwold", "30"], ["Thornbeck"]]}
    assert problems(TableBlock(), value) == {"rows": ["Row 2 has 1 cells, but there are 2 columns."]}
    value["rows"][1].append("20")
    assert TableBlock().clean(TableBlock().to_python(value))["rows"][1] == ["Thornbeck", "20"]


def test_a_table_without_a_caption_a_head_or_rows_is_refused():
    assert set(problems(TableBlock(), {"caption": "", "head": [], "rows": []})) == {"caption", "head", "rows"}


def test_a_table_has_a_most_of_rows_and_columns():
    many = [["x", "y"]] * (MOST_ROWS + 1)
    assert (
        "at most 200 rows"
        in problems(TableBlock(), {"caption": "C", "head": ["a", "b"], "rows": many})["rows"][0]
    )
    wide = [["x"] * 13]
    assert (
        "at most 12 columns"
        in problems(TableBlock(), {"caption": "C", "head": ["a"] * 13, "rows": wide})["rows"][0]
    )


def test_a_fee_says_what_for_and_how_much():
    value = {"caption": "Fees", "rows": [["Certificate", "£12.50"], ["Copy"]]}
    assert problems(FeesBlock(), value) == {"rows": ["Line 2 has to say what for, then | and how much."]}
    assert problems(FeesBlock(), {**value, "rows": [["Certificate", ""]]})["rows"]


def test_a_translator_gets_each_cell_and_the_rest_stays():
    block = CellsBlock()
    rows = [["Certificate", "£12.50"], ["", "Free"]]
    segments = block.get_translatable_segments(rows)
    assert [(one.path, one.render_text()) for one in segments] == [
        ("0-0", "Certificate"),
        ("0-1", "£12.50"),
        ("1-1", "Free"),
    ]
    from wagtail_localize.segments import StringSegmentValue

    done = block.restore_translated_segments(
        rows, [StringSegmentValue("0-0", "Tystysgrif"), StringSegmentValue("9-9", "gone")]
    )
    assert done == [["Tystysgrif", "£12.50"], ["", "Free"]]
    assert rows[0][0] == "Certificate"
    head = HeadBlock()
    (only,) = head.get_translatable_segments(["School"])
    assert head.restore_translated_segments(["School"], [StringSegmentValue(only.path, "Ysgol")]) == ["Ysgol"]


def test_words_of_a_table_are_found_by_the_search():
    assert CellsBlock().get_searchable_content([["Certificate", ""], ["Copy", "£2"]]) == [
        "Certificate",
        "Copy",
        "£2",
    ]
    assert HeadBlock().get_searchable_content(["What", "Fee"]) == ["What", "Fee"]
