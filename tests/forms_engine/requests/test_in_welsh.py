"""Somebody who reads Welsh is told in Welsh, by pages and letters, what their service is called and how it goes."""

from pathlib import Path

import pytest
from wagtail.models import Locale

from accounts.roles import Role
from audiences.principal import Principal
from forms_engine import notices
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import services
from forms_engine.journeys.offer import OfferRefused, import_services
from forms_engine.notices.models import Notice
from tests.factories import client, make_staff, signed_in
from tests.forms_engine.council import POTHOLE, answered, open_council

LETTERS = Path(notices.__file__).parent / "templates" / "notices"


def letter(about):
    return Notice.objects.get(subject=about)


@pytest.mark.django_db
def test_from_the_first_page_to_the_last_letter():
    open_council()
    index = client().get("/cy/journeys/").content.decode()
    assert 'id="highways-maintenance">Cynnal a chadw priffyrdd</h2>' in index and "Highways" not in index
    assert "Dydd Llun i ddydd Gwener" in client().get("/cy/journeys/report-a-pothole/").content.decode()
    said = client().get("/api/v1/journeys/", headers={"Accept-Language": "cy"}).json()["items"]
    assert {row["service"]["name"] for row in said} == {"Bathodyn Glas", "Cynnal a chadw priffyrdd"}

    nobody = Principal.public()
    version = live_version(nobody, "report-a-pothole")
    begun, _token = services.start_submission(nobody, version, language="cy")
    report = services.submit(answered(begun, POTHOLE).id)
    received = letter("request.received")
    assert "wedi dod i law" in received.body and "Angen help?" in received.body
    assert "Dydd Llun i ddydd Gwener, 9am i 5pm." in received.body

    officer = signed_in(make_staff(Role.OFFICER), "staff")
    address = f"/workplace/requests/{report.reference}/"
    officer.post(address, {"seen": "received", "state": "in-progress", "message": "Wele."})
    updated = letter("request.updated")
    assert "Ar waith" in updated.body and "darllenwch hynny gyda’ch cais" in updated.body


@pytest.mark.django_db
def test_what_is_not_translated_is_english_and_marked():
    open_council()
    Service.objects.filter(locale__language_code="cy").delete()
    index = client().get("/cy/journeys/").content.decode()
    assert (
        '<h2 class="govuk-heading-m" id="highways-maintenance" lang="en">Highways maintenance</h2>' in index
    )
    assert 'lang="en"' not in index.split('id="highways-maintenance"')[1].split("<li")[1].split(">")[0]


@pytest.mark.django_db
def test_only_words_of_a_service_are_translated_and_only_into_our_languages():
    open_council()
    team = {"slug": "highways", "name": "Highways maintenance"}
    for language, words in {"cy": {"name": "X", "openness": "open"}, "xx": {"name": "X"}}.items():
        row = {"slug": "new", "name": "New", "team": "highways", "translations": {language: words}}
        with pytest.raises(OfferRefused):
            import_services({"teams": [team], "services": [row]})
    assert not Locale.objects.filter(language_code="xx").exists()


def test_every_letter_has_its_welsh_twin():
    assert {file.name for file in LETTERS.glob("*.txt")} == {file.name for file in LETTERS.glob("cy/*.txt")}
