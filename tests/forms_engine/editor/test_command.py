"""``manage.py journeys import|export|lint``, from the command line's end."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale

from config.environment import ROOT
from forms_engine.catalogue.models import Journey, JourneyVersion, Service, Team
from forms_engine.definition.parse import parse_definition
from forms_engine.editor.models import JourneyDraft
from tests.forms_engine.council import open_council
from tests.forms_engine.definition.importers.test_paths import HERE

pytestmark = pytest.mark.django_db

POTHOLE = ROOT / "content_fixtures" / "journeys" / "report-a-pothole.json"
PERMIT = HERE / "cases" / "09_defra_fishing-permit-conditional-payment.yaml"
ASSET = HERE / "cases" / "03b_cof-r3w2_asset-information.cy.json"


def run(*words):
    out = StringIO()
    call_command("journeys", *map(str, words), stdout=out)
    return out.getvalue()


def failed(*words):
    """What a command said that ended with status 1, and why."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("journeys", *map(str, words), stdout=out)
    assert error.value.returncode == 1
    return out.getvalue(), str(error.value)


def test_exporting_what_was_exported_and_imported_gives_the_same_bytes(tmp_path):
    open_council()
    run("import", POTHOLE)
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    run("export", "report-a-pothole", "--output", first)
    assert "version 1" in run("import", first)
    run("export", "report-a-pothole", "--output", second)
    assert (
        first.read_bytes()
        == second.read_bytes()
        == run("export", "report-a-pothole", "--version", "1").encode()
    )
    assert json.loads(first.read_text())["title"]["en"] == "Report a pothole"


def test_the_same_journey_written_differently_is_no_new_version(tmp_path):
    open_council()
    run("import", POTHOLE)
    document = json.loads(POTHOLE.read_text())
    backwards = {name: document[name] for name in reversed(document)} | {"audience": "public", "sections": {}}
    (tmp_path / "again.json").write_text(json.dumps(backwards))
    assert "version 1" in run("import", tmp_path / "again.json")
    assert Journey.objects.get(slug="report-a-pothole").versions.count() == 1


def test_a_form_of_another_program_is_written_down_and_what_it_lacks_is_said(tmp_path):
    said = run(
        "import", PERMIT, "--as", "fishing-permit", "--service", "fishing", "--output", tmp_path / "out.json"
    )
    document = json.loads((tmp_path / "out.json").read_text())
    assert parse_definition(document).slug == document["slug"] == "fishing-permit"
    assert document["service"] == "fishing"
    assert "[no-route]" in said
    assert "[no-service]" not in said
    assert said.count("[no-cost-code]") == 1
    assert "errors" in said


@pytest.mark.parametrize("options", [(), ("--draft",)], ids=str)
def test_a_form_of_another_program_becomes_a_draft_and_is_not_published_as_it_is(options):
    open_council()
    said = run("import", ASSET, *options)
    draft = JourneyDraft.objects.get(slug="03b-cof-r3w2-asset-information-cy")
    assert draft.document["title"]["cy"] == draft.document["title"]["en"]
    assert "/eiddo-gwerthu-trosglwyddiant-ardal-cymunedol" in said
    assert not JourneyVersion.objects.filter(journey__slug__startswith="03b").exists()


@pytest.mark.parametrize("case", sorted((HERE / "cases").iterdir()), ids=lambda case: case.name)
def test_every_case_is_imported_exported_linted_and_rehearsed_by_its_name(case, tmp_path):
    run("import", case, "--as", "taken-over")
    run("export", "taken-over", "--output", tmp_path / "first.json")
    assert "draft" in run("import", tmp_path / "first.json", "--draft")
    assert JourneyDraft.objects.count() == 1
    assert run("export", "taken-over").encode() == (tmp_path / "first.json").read_bytes()
    # The council's own service and routes are still to be named.
    said, _ = failed("lint", "taken-over")
    assert "[no-service]" in said


def test_a_draft_can_be_rehearsed_by_its_name():
    run("import", PERMIT, "--as", "fishing-permit")
    assert json.loads(run("rehearse", "fishing-permit", "--paths", "40", "--json"))["pages_missed"] == []


def test_a_journey_of_ours_with_faults_becomes_a_draft_to_be_put_right(tmp_path):
    file = tmp_path / "half.json"
    file.write_text(json.dumps({"format": "guildhall-journey/1", "slug": "half", "title": {"en": "Half"}}))
    run("import", file, "--draft")
    assert JourneyDraft.objects.get(slug="half").document["title"] == {"en": "Half"}


def test_linting_a_file_names_the_page_that_is_not_there_for_people_and_for_programs():
    said, _ = failed("lint", ASSET)
    assert "/eiddo-gwerthu-trosglwyddiant-ardal-cymunedol" in said
    found = json.loads(failed("lint", ASSET, "--json")[0])
    assert {"rule", "severity", "place", "message"} == set(found[0])
    assert [one["place"] for one in found if one["rule"] == "missing-page"] == ["page perygl-cau-kvisjf"]


def test_linting_what_was_imported_and_exported_names_it_again(tmp_path):
    run("import", ASSET, "--output", tmp_path / "asset.json")
    found = json.loads(failed("lint", tmp_path / "asset.json", "--json")[0])
    assert "missing-page" in {one["rule"] for one in found}


def test_a_file_that_cannot_be_understood_is_a_finding_for_programs_too(tmp_path):
    file = tmp_path / "deep.json"
    file.write_text("[" * 5000 + "]" * 5000)
    (found,) = json.loads(failed("lint", file, "--json")[0])
    assert found["severity"] == "error" and "Nest this less deeply" in found["message"]


def test_linting_a_published_journey_by_its_slug():
    open_council()
    run("import", POTHOLE)
    assert "error" not in run("lint", "report-a-pothole")
    assert all(one["severity"] == "warning" for one in json.loads(run("lint", "report-a-pothole", "--json")))


def test_every_service_without_a_journey_gets_one_to_be_asked_by_and_none_twice():
    open_council()
    Service.objects.create(
        slug="libraries",
        name="Libraries",
        team=Team.objects.get(slug="highways"),
        locale=Locale.objects.get(language_code="en"),
    )
    assert run("ask") == "ask-libraries is published.\n"
    run("ask")
    assert JourneyVersion.objects.filter(journey__slug="ask-libraries").count() == 1


@pytest.mark.parametrize(
    "words",
    [
        ("export", "nowhere"),
        ("lint", "nowhere"),
        ("import", "/nowhere/at/all.json"),
        ("import", ROOT),
        ("import", POTHOLE, "--as", "Not a key", "--output", "/nowhere/at/all.json"),
        ("import", PERMIT, "--language", "Welsh", "--draft"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said_in_a_sentence(words):
    _, why = failed(*words)
    assert why.endswith((".", "it is published"))
