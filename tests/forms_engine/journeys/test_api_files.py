"""Files by API: one at a time, as many at once as a program likes."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from forms_engine.files.models import StoredFile
from forms_engine.journeys.models import Submission
from tests.forms_engine.council import open_council, photo
from tests.forms_engine.journeys.api_client import Program, published, report

PAGES = [
    {
        "key": "evidence",
        "title": {"en": "Evidence"},
        "blocks": [
            {
                "key": "photos",
                "type": "file",
                "label": {"en": "Photos"},
                "max_files": 3,
                "accept": ["photo"],
                "max_megabytes": 1,
            },
            {"key": "note", "type": "short_text", "label": {"en": "Note"}, "required": False},
        ],
    }
]


@pytest.fixture
def evidence(db):
    open_council()
    published("evidence", PAGES)
    program = Program()
    program.start("evidence")
    return program


def names(program):
    return [one["name"] for one in program.page("evidence").json()["answers"].get("photos", [])]


def test_files_are_added_one_at_a_time_up_to_as_many_as_the_question_takes(evidence):
    asked = evidence.page("evidence").json()
    assert asked["schema"]["properties"]["photos"]["maxItems"] == 3
    block = asked["presentation"][0]
    assert block["max_files"] == 3 and block["max_bytes"] == 1024 * 1024
    assert "image/jpeg" in block["accept"]
    for number in range(3):
        sent = evidence.send_file("photos", photo(f"{number}.jpg"))
        assert sent.status_code == 201, sent.content
        assert sent.json()["question"] == "photos" and sent.json()["content_type"] == "image/jpeg"
    assert names(evidence) == ["0.jpg", "1.jpg", "2.jpg"]
    refused = evidence.send_file("photos", photo("3.jpg"))
    assert refused.status_code == 422 and refused.json()["errors"][0]["code"] == "too-many-files"
    assert StoredFile.objects.count() == 3
    listed = evidence.get(evidence.at("/files")).json()["items"]
    assert [one["name"] for one in listed] == ["0.jpg", "1.jpg", "2.jpg"]
    assert {one["scan"] for one in listed} <= {"not-needed", "waiting", "clean"}


def test_a_file_that_is_sent_again_because_nobody_heard_is_one_file(evidence):
    called = "5b7d9f50-7e0f-4c0b-9f4e-3f1d2c3b4a59"
    first = evidence.send_file("photos", photo(), client_id=called).json()
    again = evidence.send_file("photos", photo(), client_id=called)
    assert (again.status_code, again.json()["id"]) == (201, first["id"])
    assert names(evidence) == ["photo.jpg"] and StoredFile.objects.count() == 1
    assert evidence.send_file("photos", photo(), client_id="x").status_code == 422


def test_a_file_is_taken_away_with_its_bytes(evidence, django_capture_on_commit_callbacks):
    evidence.send_file("photos", photo("0.jpg"))
    kept = evidence.send_file("photos", photo("1.jpg")).json()["id"]
    gone = StoredFile.objects.exclude(id=kept).get()
    with django_capture_on_commit_callbacks(execute=True):
        assert evidence.call("delete", evidence.at(f"/files/{gone.id}")).status_code == 204
    assert names(evidence) == ["1.jpg"]
    assert str(StoredFile.objects.get().id) == kept
    assert not gone.content.storage.exists(gone.content.name)
    assert evidence.call("delete", evidence.at(f"/files/{gone.id}")).status_code == 404


def test_answering_the_page_keeps_its_files_and_can_let_some_go(evidence):
    first, second = (evidence.send_file("photos", photo(f"{n}.jpg")).json() for n in range(2))
    assert evidence.put("evidence", {"note": "Look"}).status_code == 200
    assert names(evidence) == ["0.jpg", "1.jpg"]
    # Only the id counts: a program cannot rename a file or claim another type for it.
    forged = {"id": second["id"], "name": "x.exe", "size": 1, "content_type": "text/html"}
    assert evidence.put("evidence", {"photos": [forged]}).status_code == 200
    entry = Submission.objects.get().answers["photos"][0]
    assert (entry["name"], entry["content_type"]) == ("1.jpg", "image/jpeg")
    for wrong in [[{"id": first["id"]}], [{"id": 7}], [{}], ["x"], "x", 1, [[]], [None]]:
        refused = evidence.put("evidence", {"photos": wrong})
        assert refused.status_code == 422, wrong
        assert refused.json()["errors"][0]["code"] == "bad-file"
    empty = evidence.put("evidence", {"photos": []})
    assert empty.json()["errors"][0]["code"] == "upload"


def test_another_submission_s_file_cannot_be_claimed(evidence):
    other = Program()
    other.start("evidence")
    theirs = other.send_file("photos", photo()).json()
    assert evidence.put("evidence", {"photos": [theirs]}).status_code == 422
    assert evidence.call("delete", evidence.at(f"/files/{theirs['id']}")).status_code == 404
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (SimpleUploadedFile("x.jpg", b"<svg/>"), "wrong-type"),
        (SimpleUploadedFile("x.jpg", b""), "empty-file"),
        (SimpleUploadedFile("x.jpg", b"\xff\xd8\xff" + b"x" * 2_000_000), "too-big-file"),
    ],
)
def test_what_cannot_be_taken_is_said_in_words(evidence, file, code):
    refused = evidence.send_file("photos", file)
    assert refused.status_code == 422, refused.content
    error = refused.json()["errors"][0]
    assert (error["question"], error["code"], error["pointer"]) == ("photos", code, "/file")
    assert "x.jpg" in error["message"]


def test_what_is_far_too_big_is_refused_before_it_is_read(evidence):
    answer = evidence.http.post(
        f"/api/v1/{evidence.at('/files')}",
        b"",
        content_type="multipart/form-data; boundary=x",
        headers={"Authorization": f"Bearer {evidence.token}", "Content-Length": str(10**9)},
    )
    assert answer.status_code == 413 and answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "form", [{}, {"question": "photos"}, {"question": "note", "file": 1}, {"question": "x", "file": 1}]
)
def test_a_form_without_its_parts_is_a_problem(evidence, form):
    data = {name: photo() if name == "file" else value for name, value in form.items()}
    answer = evidence.http.post(
        f"/api/v1/{evidence.at('/files')}", data, headers={"Authorization": f"Bearer {evidence.token}"}
    )
    assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"
    assert not StoredFile.objects.exists()


def test_a_file_for_a_page_that_is_not_reached_waits(db):
    open_council()
    program = report(upto="damage")
    assert program.send_file("photo", photo()).status_code == 422
    assert program.send_file("photo", photo(), page="photo").json()["step"] == "damage"


def test_three_photos_sent_at_once_are_all_kept_and_no_fourth(committing_db):
    open_council()
    published("evidence", PAGES)
    program = Program()
    program.start("evidence")
    gate, statuses = threading.Barrier(5), []

    def send(number):
        other = Program()
        other.id, other.token = program.id, program.token
        gate.wait()
        try:
            statuses.append(other.send_file("photos", photo(f"{number}.jpg")).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[number]) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201, 201, 201, 422, 422]
    assert len(Submission.objects.get().answers["photos"]) == 3


def test_an_id_of_the_callers_brings_no_file_past_another_questions_kinds(db):
    open_council()
    asked = [
        {
            "key": key,
            "type": "file",
            "label": {"en": key},
            "accept": [kind],
            "max_files": 2,
            "required": False,
        }
        for key, kind in (("table", "spreadsheet"), ("photos", "photo"))
    ]
    published("two", [{"key": "evidence", "title": {"en": "Evidence"}, "blocks": asked}])
    program = Program()
    program.start("two")
    once = "8f14e45f-ceea-467f-a0a6-4c8b2e5c5b61"

    def send(question):
        return program.send_file(question, SimpleUploadedFile("a.csv", b"a,b\n1,2\n"), client_id=once)

    first = send("table")
    assert first.status_code == 201, first.content
    assert send("table").json()["id"] == first.json()["id"]
    refused = send("photos")
    assert refused.status_code == 422 and refused.json()["errors"][0]["code"] == "wrong-type"
    assert StoredFile.objects.count() == 1
