"""``manage.py journeys rehearse``, from the command line's end."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.environment import ROOT
from tests.forms_engine.council import open_council

pytestmark = pytest.mark.django_db

BADGE = ROOT / "content_fixtures" / "journeys" / "apply-for-a-blue-badge.json"


def run(*words):
    out = StringIO()
    call_command("journeys", "rehearse", *map(str, words), stdout=out)
    return out.getvalue()


def test_a_file_is_rehearsed_and_what_was_seen_is_said():
    said = run(BADGE)
    assert "Pages reached: 11 of 11." in said
    assert "ends at another-council" in said
    assert "Fees: from £10 to £10" in said


def test_a_published_journey_is_rehearsed_by_its_slug_with_a_report_for_programs():
    open_council()
    report = json.loads(run("apply-for-a-blue-badge", "--json", "--paths", "40", "--seed", "3"))
    assert report["is_sound"]
    assert report["walks"] <= 40
    assert report["seed"] == 3
    assert report["exits"]["another-council"] > 0
    assert report["paths"][0]["answers"]


def test_a_journey_with_a_page_that_is_never_reached_ends_with_a_fault(tmp_path):
    document = json.loads(BADGE.read_text())
    document["pages"].append({"key": "lost", "title": {"en": "Lost"}, "blocks": [], "show_when": {"any": []}})
    (tmp_path / "lost.json").write_text(json.dumps(document))
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("journeys", "rehearse", str(tmp_path / "lost.json"), stdout=out)
    assert "not reached: lost. No answers lead to it." in out.getvalue()


def test_what_is_no_journey_is_said_in_a_sentence(tmp_path):
    (tmp_path / "no.json").write_text("{}")
    for source in (tmp_path / "no.json", "no-such-journey"):
        with pytest.raises(CommandError) as error:
            run(source)
        assert str(error.value).endswith(".")
