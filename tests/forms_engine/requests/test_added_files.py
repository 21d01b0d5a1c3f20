"""Files that officers add to a request: taken in as uploads are, shown to its customer or not."""

import json
from uuid import uuid4

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.files import quarantine
from forms_engine.files.models import StoredFile
from forms_engine.files.refusals import UploadRefused
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests import added_files
from forms_engine.requests.added_files import Sending, TooManyFiles, add_files, files_for_customer
from forms_engine.requests.infected import note_infected_file
from forms_engine.requests.message_schemas import message_schema
from forms_engine.requests.models import Request, RequestFile, TimelineEntry
from forms_engine.requests.payload import received
from forms_engine.requests.states import NotAllowed
from tests.factories import make_staff
from tests.forms_engine.council import open_council, photo, started

pytestmark = pytest.mark.django_db

Kind = TimelineEntry.Kind


@pytest.fixture
def officer():
    open_council()
    return admit(make_staff(Role.OFFICER), "staff")


@pytest.fixture
def request_(officer):
    return submit(started().id)


def add(officer, request, *uploads, words="", shown=True, sending=None):
    return add_files(officer, request.id, Sending(uploads, sending or uuid4()), words=words, shown=shown)


def test_shown_to_its_customer_who_is_told(officer, request_):
    kept = add(officer, request_, photo("kerb.jpg"), words="The kerb, mended")
    entry = request_.timeline.last()
    assert (entry.kind, entry.message, entry.shown_to_customer) == (Kind.FILE_ADDED, "The kerb, mended", True)
    assert [one.entry_number for one in kept] == [entry.number]
    assert [one.file.name for one in files_for_customer(request_)] == ["kerb.jpg"]
    letter = Notice.objects.get(subject="request.file-added")
    assert "The kerb, mended" not in letter.body and letter.heading.startswith("We added a file")


def test_handed_to_another_team_while_a_photo_was_taken_in_nothing_is_added(officer, request_, monkeypatch):
    really = added_files.take_all

    def slowly(request_id, sent):
        Service.objects.filter(pk=request_.service_id).update(openness=Service.Openness.TEAM_ONLY)
        return really(request_id, sent)

    monkeypatch.setattr(added_files, "take_all", slowly)
    with pytest.raises(NotAllowed):
        add(officer, request_, photo())
    assert not request_.files.exists() and not Notice.objects.filter(subject="request.file-added").exists()


def test_for_colleagues_only_its_customer_neither_sees_nor_hears_of_it(officer, request_):
    add(officer, request_, photo(), words="House number in the picture", shown=False)
    assert (
        files_for_customer(request_) == []
        and not Notice.objects.filter(subject="request.file-added").exists()
    )
    assert not request_.timeline.last().shown_to_customer and request_.files.count() == 1


def test_sent_twice_by_one_form_it_is_kept_once(officer, request_):
    sending = uuid4()
    assert len(add(officer, request_, photo("a.jpg"), photo("b.jpg"), sending=sending)) == 2
    assert add(officer, request_, photo("a.jpg"), photo("b.jpg"), sending=sending) == []
    assert request_.timeline.filter(kind=Kind.FILE_ADDED).count() == 1 and request_.files.count() == 2
    assert StoredFile.objects.filter(owner_type=added_files.OWNER_TYPE).count() == 2


def test_what_cannot_be_taken_says_why_and_nothing_is_kept(officer, request_, monkeypatch):
    with pytest.raises(UploadRefused, match=r"damaged|must be"):
        add(officer, request_, photo(), SimpleUploadedFile("run.exe", b"MZ\x90\x00 not for us"))
    with pytest.raises(TooManyFiles, match="5 files at most"):
        add(officer, request_, *[photo(f"{number}.jpg") for number in range(6)])
    with pytest.raises(TooManyFiles, match="at least one"):
        add(officer, request_)
    monkeypatch.setattr(added_files, "MOST_OF_A_REQUEST", 1)
    with pytest.raises(TooManyFiles, match="takes no more"):
        add(officer, request_, photo("a.jpg"), photo("b.jpg"))
    assert not request_.files.exists() and not StoredFile.objects.filter(owner_type="request-file").exists()


def test_only_who_may_decide_adds_any(request_):
    for who in (admit(make_staff(Role.EDITOR), "staff"), admit(make_staff(), "staff")):
        with pytest.raises(NotAllowed):
            add(who, request_, photo())
    with pytest.raises(NotAllowed):
        add_files(who, uuid4(), Sending([photo()], uuid4()), words="", shown=False)


def test_a_virus_in_it_is_said_to_those_who_saw_it(officer, request_):
    [shown] = add(officer, request_, photo("one.jpg"))
    [hidden] = add(officer, request_, photo("two.jpg"), shown=False)
    for kept in (shown, hidden):
        note_infected_file(kept.file)
        note_infected_file(kept.file)
    gone = request_.timeline.filter(kind=Kind.FILE_DELETED)
    assert [entry.shown_to_customer for entry in gone] == [True, False]
    assert "one.jpg" in gone[0].message and RequestFile.objects.filter(deleted_at=None).count() == 0


def test_a_scan_hears_who_its_owner_is(officer, request_, settings):
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    [kept] = add(officer, request_, photo())
    stored = StoredFile.objects.get(pk=kept.file_id)
    assert stored.scan_state == "waiting" and not stored.is_open
    quarantine._infected(stored, "Eicar")
    quarantine.tell_owner(str(stored.id))
    assert request_.timeline.filter(kind=Kind.FILE_DELETED).exists()


def test_back_offices_that_hear_of_changes_hear_of_shown_ones_and_the_first_message_stays_as_it_was(
    officer, request_
):
    Destination.objects.update(wants_updates=True)
    add(officer, request_, photo("hidden.jpg"), shown=False)
    assert not Delivery.objects.filter(subject="request.updated").exists()
    add(officer, request_, photo("seen.jpg"))
    told = Delivery.objects.get(subject="request.updated", destination__slug="example-back-office")
    body = told.body
    jsonschema.validate(json.loads(body), message_schema("request.updated"))
    assert "seen.jpg" in body and "hidden.jpg" not in body
    fresh = Request.objects.select_related("service", "location", "journey_version").get(id=request_.id)
    assert received(fresh).data["files"] == []
