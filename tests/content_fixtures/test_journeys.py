"""Marlshire's journeys: each is without fault, is written canonically, and every service can be reached online."""

import json
from datetime import date

import pytest

from audiences.principal import Principal
from config.environment import ROOT
from content.in_one_go import in_one_go
from demo.services_and_journeys import load_services_and_journeys
from forms_engine.booking.selectors import kind_called
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import live_versions
from forms_engine.definition.lint import lint
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.write import canonical_bytes, write_definition
from forms_engine.journeys.asking import PREFIX, ask_document, publish_asking, services_without_journey
from forms_engine.journeys.checking_bookings import check_booking
from forms_engine.runtime.rehearsal import rehearse
from payments.models import VatCode

FILES = sorted((ROOT / "content_fixtures" / "journeys").glob("*.json"))
TODAY = date(2027, 3, 1)


@pytest.fixture(scope="module")
def loaded(file_transaction):
    """The demonstration's services and journeys, which take a second to make."""
    with in_one_go():
        load_services_and_journeys()


@pytest.fixture
def council(loaded, db):
    """Them, as a test of its own."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
class TestEveryJourney:
    def test_has_no_fault_and_no_warning(self, file):
        assert lint(json.loads(file.read_bytes())) == []

    def test_is_written_in_the_canonical_form(self, file):
        definition = parse_definition(json.loads(file.read_bytes()))
        assert file.read_bytes() == canonical_bytes(write_definition(definition))
        assert definition.slug == file.stem

    def test_can_be_finished_and_every_page_of_it_is_reached(self, file):
        report = rehearse(parse_definition(json.loads(file.read_bytes())), today=TODAY, paths=60)
        assert report.pages_missed == ()
        assert report.defects == ()
        assert any(path.ended == "sent" for path in report.paths)


def test_the_journeys_are_of_every_kind_and_for_every_audience():
    definitions = [parse_definition(json.loads(file.read_bytes())) for file in FILES]
    assert len(definitions) >= 12
    assert {definition.kind for definition in definitions} == {"apply", "book", "pay", "report"}
    assert {definition.audience for definition in definitions} == {"public", "staff", "partner"}
    assert any(definition.groups for definition in definitions)
    assert any(len(definition.routes) > 2 and definition.routes_when for definition in definitions)
    assert sum("cy" in definition.translations for definition in definitions) >= 2


def test_each_of_the_41_services_can_be_reached_online(council):
    """The 27 that a county council has here, and the 14 of its districts: Marlshire is one council for everything."""
    reached = {version.journey.service.slug for version in live_versions(Principal.public())}
    services = set(Service.objects.values_list("slug", flat=True)) - {
        "people-services",
        "it-help",
        "partner-help",
    }
    assert len(services) == 41
    assert reached == services


def test_what_is_booked_is_there_and_is_what_the_journey_says(council):
    definitions = [parse_definition(json.loads(file.read_bytes())) for file in FILES]
    booked = [one for one in definitions if one.booking]
    assert len(booked) >= 4
    assert [found for one in booked for found in check_booking(one)] == []
    for one in booked:
        kind = kind_called(one.booking.resource_kind)
        for texts in (kind.name, kind.what_to_bring, kind.nothing_free):
            assert set(texts) == {"en", "cy"} and all(texts.values())


@pytest.mark.django_db
def test_every_charge_has_a_vat_code_that_is_there():
    known = set(VatCode.objects.values_list("code", flat=True))
    for file in FILES:
        for fee in parse_definition(json.loads(file.read_bytes())).fees:
            assert fee.vat_code in known and fee.ledger_code, file.stem


def test_a_service_is_asked_by_a_journey_only_where_it_has_no_other(council):
    slugs = {version.journey.slug for version in live_versions(Principal.public())}
    # In the library's own journey one can only pay.
    assert {"pay-what-you-owe-the-library", f"{PREFIX}libraries"} <= slugs
    assert f"{PREFIX}blue-badge" not in slugs
    # Its own journey's address begins with the same letters: "ask-for-a-care-needs-assessment".
    assert f"{PREFIX}adult-social-care" not in slugs
    # Only staff ask people services.
    assert f"{PREFIX}people-services" not in slugs
    assert "archives" in services_without_journey().values_list("slug", flat=True)


def test_asking_again_publishes_nothing_new(council):
    library = Service.objects.get(slug="libraries", locale__language_code="en")
    before = publish_asking(library).versions.count()
    assert publish_asking(library).versions.count() == before == 1


def test_every_generated_journey_is_without_fault(council):
    services = list(services_without_journey())
    assert services
    for service in services:
        document = ask_document(service)
        assert [str(found) for found in lint(document)] == []
        assert json.dumps(document).count('"en":') == json.dumps(document).count('"cy":') - 1, (
            "one says its state"
        )
        assert publish_asking(service).slug == f"{PREFIX}{service.slug}"
