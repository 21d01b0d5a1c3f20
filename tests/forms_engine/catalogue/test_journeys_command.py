"""Definition files from the command line."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.environment import ROOT
from forms_engine.catalogue.models import Journey, JourneyVersion
from tests.forms_engine.council import open_council

pytestmark = pytest.mark.django_db

POTHOLE = ROOT / "content_fixtures" / "journeys" / "report-a-pothole.json"


def run(*words):
    out = StringIO()
    call_command("journeys", *map(str, words), stdout=out)
    return out.getvalue()


def test_importing_a_changed_file_makes_the_next_version_and_the_same_file_none(tmp_path):
    open_council()
    assert "version 1" in run("import", POTHOLE)
    document = json.loads(POTHOLE.read_text())
    document["title"]["en"] = "Tell us about a pothole"
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(document))
    assert "version 2" in run("import", changed)
    assert "version 2" in run("import", changed)
    assert Journey.objects.get(slug="report-a-pothole").versions.count() == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100_000 + b"]" * 100_000, "too deep"),
        (b"[]", "fault"),
        (b'{"format": "guildhall-journey/1"}', "fault"),
    ],
    ids=["cut off", "not text", "deep", "a list", "almost empty"],
)
def test_a_bad_file_is_refused_in_words(tmp_path, content, says):
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    for action in ["lint", "import"]:
        with pytest.raises(CommandError, match=says):
            run(action, file)
    with pytest.raises(CommandError, match="cannot be read"):
        run("lint", tmp_path / "missing.json")
    assert not JourneyVersion.objects.exists()


def test_a_journey_for_a_service_that_is_not_there_is_refused():
    assert "No faults" in run("lint", POTHOLE)
    with pytest.raises(CommandError, match="1 fault"):
        run("import", POTHOLE)


def test_the_database_refuses_to_change_or_delete_a_published_version():
    open_council()
    for sql in [
        "update catalogue_journeyversion set document = '{}'",
        "delete from catalogue_journeyversion",
    ]:
        with pytest.raises(Exception, match="never"), connection.cursor() as cursor:
            cursor.execute("savepoint before")
            try:
                cursor.execute(sql)
            finally:
                cursor.execute("rollback to savepoint before")
