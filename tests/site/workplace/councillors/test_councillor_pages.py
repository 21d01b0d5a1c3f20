"""A councillor's pages: the consent, the journey, what became of it, the wards; and the officers' side of it."""

import re

import pytest

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.journeys.models import Submission
from forms_engine.locations.models import Area
from forms_engine.requests.models import Casework, Councillor, Request
from tests.factories import make_staff, signed_in

pytestmark = pytest.mark.django_db

AGREED = {
    "resident": "Rhian Okafor",
    "consent": "written",
    "on_day": "5",
    "on_month": "1",
    "on_year": "2026",
    "words": "",
}


@pytest.fixture
def seat(db):
    made = Councillor.objects.create(user=make_staff(Role.COUNCILLOR, name="Cerys Hale"))
    made.wards.add(
        Area.objects.create(
            code="E05000001",
            kind="ward",
            name="Eastwold",
            polygons=[],
            sha256="",
            west=0.0,
            south=0.0,
            east=1.0,
            north=1.0,
        )
    )
    return made


@pytest.fixture
def councillor(seat):
    return signed_in(seat.user, "staff")


def followed(councillor, officer, report):
    councillor.post("/workplace/casework/follow/", {**AGREED, "reference": report.reference})
    made = Casework.objects.get()
    officer.post(f"/workplace/casework/{made.pk}/answer/", {"decision": "let"})
    return made, f"/workplace/casework/{made.pk}/"


def test_consent_first_then_the_same_questions_as_the_resident(council, councillor):
    answer = councillor.post("/workplace/casework/raise/", AGREED, follow=True)
    made, shown = Casework.objects.get(), answer.content.decode()
    assert made.resident == "Rhian Okafor" and "Report a pothole" in shown
    begun = councillor.post(answer.redirect_chain[-1][0], {"journey": "report-a-pothole"})
    assert begun["Location"].startswith("/journeys/report-a-pothole/")
    draft = Submission.objects.get()
    assert (draft.casework, draft.channel) == (made, "web")
    assert councillor.get(begun["Location"]).status_code == 200
    again = councillor.get(answer.redirect_chain[-1][0]).content.decode()
    assert "You have begun one" in again
    # Begun with another, the first one is gone: one consent is for one request.
    councillor.post(answer.redirect_chain[-1][0], {"journey": "apply-for-a-blue-badge"})
    assert Submission.objects.get().version.journey.slug == "apply-for-a-blue-badge"
    for unknown in ("no-such", "", "\0", "x" * 5000):
        assert councillor.post(answer.redirect_chain[-1][0], {"journey": unknown}).status_code == 404


def test_a_click_repeated_begins_nothing_twice_and_ends_in_the_same_place(council, councillor):
    answers = [councillor.post("/workplace/casework/raise/", AGREED) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    made = Casework.objects.get()
    councillor.post("/workplace/casework/raise/", {**AGREED, "resident": "Somebody Else"})
    assert Casework.objects.count() == 2
    for _ in range(2):
        ended = councillor.post(f"/workplace/casework/{made.pk}/end/", {"why": "They changed their mind."})
        assert ended["Location"] == "/workplace/casework/"
    assert councillor.get(f"/workplace/casework/{made.pk}/end/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"resident": ""}, "Say who asked you"),
        ({"consent": ""}, "Choose how they agreed"),
        ({"on_day": ""}, "Enter a real date"),
        ({"on_year": "2199"}, "cannot be in the future"),
        ({"consent": "spoken"}, "in their words"),
    ],
)
def test_what_is_missing_is_said(council, councillor, wrong, complaint):
    assert complaint in councillor.post("/workplace/casework/raise/", {**AGREED, **wrong}).content.decode()
    assert not Casework.objects.exists()


def test_a_councillor_follows_a_request_once_an_officer_has_agreed(report, councillor, officer):
    asked = councillor.post(
        "/workplace/casework/follow/", {**AGREED, "reference": report.reference}, follow=True
    )
    nothing = councillor.post(
        "/workplace/casework/follow/", {**AGREED, "reference": "ABC-DEF-G"}, follow=True
    )
    said = re.compile(r"If there is a request with that reference[^<]*")
    assert said.search(asked.content.decode())[0] == said.search(nothing.content.decode())[0]
    made = Casework.objects.get()
    assert councillor.get(f"/workplace/casework/{made.pk}/").status_code == 404
    # Until an officer has agreed, nothing says that there is such a request.
    assert report.reference not in councillor.get("/workplace/casework/").content.decode()
    beside = officer.get(f"/workplace/requests/{report.reference}/").content.decode()
    assert "asks to follow this" in beside and "Rhian Okafor" in beside
    officer.post(f"/workplace/casework/{made.pk}/answer/", {"decision": "let"})
    shown = councillor.get(f"/workplace/casework/{made.pk}/").content.decode()
    assert report.title in shown and report.email not in shown
    assert report.reference in councillor.get("/workplace/casework/").content.decode()


def test_writing_and_ending(report, councillor, officer):
    _, path = followed(councillor, officer, report)
    assert "Write something" in councillor.post(path, {"text": " "}).content.decode()
    assert "have your message" in councillor.post(path, {"text": "When?"}, follow=True).content.decode()
    assert "Has a new message" in officer.get(f"/workplace/requests/{report.reference}/").content.decode()
    assert "Say why it ends" in councillor.post(f"{path}end/", {"why": ""}).content.decode()
    councillor.post(f"{path}end/", {"why": "It is mended."})
    assert councillor.get(path).status_code == 404


def test_officers_end_it_too_and_others_do_not(report, councillor, officer):
    _, path = followed(councillor, officer, report)
    answer = f"{path}answer/"
    assert officer.post(answer, {"decision": "nod"}).status_code == 400
    assert councillor.post(answer, {"decision": "end"}).status_code == 403
    Service.objects.filter(pk=report.service_id).update(openness=Service.Openness.RESTRICTED)
    assert officer.post(answer, {"decision": "end"}).status_code == 404
    Service.objects.filter(pk=report.service_id).update(openness=Service.Openness.OPEN)
    officer.post(answer, {"decision": "end"})
    assert councillor.get(path).status_code == 404


def test_only_councillors_come_here(report, officer, admin, councillor):
    for path in ("", "raise/", "follow/", "wards/"):
        for other in (officer, admin):
            assert other.get(f"/workplace/casework/{path}").status_code == 403
        assert councillor.get(f"/workplace/casework/{path}").status_code == 200
    assert councillor.get("/workplace/")["Location"] == "/workplace/casework/"
    for path in (f"requests/{report.reference}/", "find/", "queues/highways/"):
        assert councillor.get(f"/workplace/{path}").status_code in {403, 404}


def test_a_colleagues_casework_is_not_there(report, councillor, officer):
    made, path = followed(councillor, officer, report)
    seat = Councillor.objects.create(user=make_staff(Role.COUNCILLOR))
    colleague = signed_in(seat.user, "staff")
    for page in (path, f"{path}end/", f"/workplace/casework/raise/{made.pk}/"):
        assert colleague.get(page).status_code == 404
    assert report.reference not in colleague.get("/workplace/casework/").content.decode()


def test_wards_are_counted_by_month(report, seat, councillor, fill_queue):
    ward = seat.wards.get()
    fill_queue(6, ward_id=ward.pk)
    Request.objects.filter(pk=report.pk).update(ward=ward)
    month = Request.objects.order_by("received_at").first().received_at
    shown = councillor.get("/workplace/casework/wards/", {"ward": ward.code, "month": f"{month:%Y-%m}"})
    assert "Eastwold" in shown.content.decode()
    for wrong in ({"ward": "E1"}, {"month": "1999-01"}, {"month": "x"}):
        assert councillor.get("/workplace/casework/wards/", wrong).status_code == 404
