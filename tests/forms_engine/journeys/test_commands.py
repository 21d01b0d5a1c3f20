"""Definition files from the command line."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.environment import ROOT
from forms_engine.catalogue.models import Journey, JourneyVersion, Service
from forms_engine.delivery.models import Destination
from forms_engine.journeys.services import submit
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db

POTHOLE = ROOT / "content_fixtures" / "journeys" / "report-a-pothole.json"


def run(*words, command="journeys"):
    out = StringIO()
    call_command(command, *map(str, words), stdout=out)
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
        (b"{", "Mend the JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000 + b"]" * 100_000, "less deeply"),
        (b"[]", "nothing was published|Mend the errors"),
        (b'{"format": "guildhall-journey/1"}', "nothing was published|Mend the errors"),
    ],
    ids=["cut off", "not text", "deep", "a list", "almost empty"],
)
def test_a_bad_file_is_refused_in_words(tmp_path, content, says):
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    for action in ["lint", "import"]:
        said = StringIO()
        with pytest.raises(CommandError) as error:
            call_command("journeys", action, str(file), stdout=said)
        assert re.search(says, said.getvalue() + str(error.value))
    with pytest.raises(CommandError, match="cannot be read"):
        run("import", tmp_path / "missing.json")
    with pytest.raises(CommandError, match="no file and no journey"):
        run("lint", tmp_path / "missing.json")
    assert not JourneyVersion.objects.exists()


def test_a_journey_for_a_service_that_is_not_there_is_refused():
    assert "error" not in run("lint", POTHOLE)
    with pytest.raises(CommandError, match="2 errors"):
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


SERVICES = ROOT / "content_fixtures" / "services.json"


def offer(tmp_path, **changes):
    document = json.loads(SERVICES.read_text())
    for part, row in changes.items():
        document[part].append(row)
    file = tmp_path / "services.json"
    file.write_text(json.dumps(document))
    return file


def test_an_installation_is_set_up_from_two_files_and_can_take_a_request(tmp_path):
    run("import", offer(tmp_path), command="services")
    assert "version 1" in run("import", POTHOLE)
    assert submit(started().id).reference
    document = json.loads(SERVICES.read_text())
    document["services"][0]["name"] = "Roads"
    document["destinations"][2]["settings"] = {"url": "https://elsewhere.example/hook"}
    (tmp_path / "again.json").write_text(json.dumps(document))
    run("import", tmp_path / "again.json", command="services")
    assert Service.objects.get(slug="highways-maintenance", locale__language_code="en").name == "Roads"
    moved = Destination.objects.get(slug="example-back-office")
    assert moved.settings["url"] == "https://elsewhere.example/hook"


@pytest.mark.parametrize(
    ("part", "row", "says"),
    [
        ("queues", {"slug": "x", "name": "X", "team": "nobody"}, "not there"),
        ("routes", {"slug": "x", "name": "X", "destinations": ["nowhere"]}, "not there"),
        ("destinations", {"slug": "x", "name": "X", "kind": "pigeon"}, "pigeon"),
        ("destinations", {"slug": "x", "name": "X", "kind": "webhook"}, "url"),
        ("destinations", {"slug": "x", "name": "X", "kind": "email"}, "to: Field required"),
        ("services", {"slug": "x", "name": "X", "team": "highways", "colour": "red"}, "colour"),
        ("teams", "highways", "object with a slug"),
    ],
)
def test_a_services_file_with_a_fault_changes_nothing(tmp_path, part, row, says):
    with pytest.raises(CommandError, match=says):
        run("import", offer(tmp_path, **{part: row}), command="services")
    assert not Service.objects.exists()


def test_a_journey_whose_route_leads_nowhere_is_refused():
    open_council()
    Destination.objects.get(slug="highways-queue").routes.clear()
    Destination.objects.get(slug="example-back-office").routes.clear()
    with pytest.raises(CommandError, match="1 error"):
        run("import", POTHOLE)
