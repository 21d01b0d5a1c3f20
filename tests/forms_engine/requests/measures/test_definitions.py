"""What is measured is said once: docs/measures.md has the very words, and every count has a measure and a column."""

from pathlib import Path

from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.measures.definitions import CLOCK_NAMES, DIGITAL, MEASURES, NAMES
from forms_engine.requests.models import MonthClocks, MonthFigures
from workplace.measures.forms import CHANNELS

DOCS = Path(__file__).parents[4] / "docs" / "measures.md"


def test_the_page_of_docs_has_every_rule_word_for_word():
    written = DOCS.read_text()
    for measure in MEASURES:
        assert f"| **{measure.name}** |" in written
        assert f"| {measure.rule} |" in written


def test_every_count_is_kept_and_used():
    kept = {field.name for field in MonthFigures._meta.concrete_fields} - {
        "id",
        "month",
        "service",
        "channel",
    }
    assert kept == set(NAMES)
    clocks = {field.name for field in MonthClocks._meta.concrete_fields}
    assert set(CLOCK_NAMES) <= clocks
    used = {name for measure in MEASURES for name in (*measure.part, *measure.whole)}
    assert used == {*NAMES, *CLOCK_NAMES}


def test_every_channel_is_digital_or_assisted_and_has_a_name():
    assert {*DIGITAL, *ASSISTED} == set(CHANNELS)
