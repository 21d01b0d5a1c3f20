"""Who gets into the workplace, and that nothing of it is kept."""

import pytest

from accounts.roles import Role
from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.requests.states import RequestState
from tests.factories import client, make_partner, make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db

CLOSED = [Service.Openness.TEAM_ONLY, Service.Openness.RESTRICTED]


def paths_of(request):
    page = f"/workplace/requests/{request.reference}/"
    return ["/workplace/", "/workplace/queues/highways/", page, f"{page}files/{request.files.get().file_id}/"]


def test_there_is_no_workplace_on_the_public_host(report):
    officer = make_staff(Role.OFFICER)
    for browser in [client(), signed_in(make_user()), signed_in(officer)]:
        assert {browser.get(path).status_code for path in paths_of(report)} == {404}


def test_there_is_no_workplace_on_the_partner_host(report):
    partner = signed_in(make_partner(), "partner")
    both = signed_in(make_partner(is_staff=True, roles=(Role.OFFICER,)), "partner")
    for path in paths_of(report):
        assert client("partner").get(path)["Location"] == f"/account/sign-in/?next={path}"
        assert partner.get(path).status_code == 404
        assert both.get(path).status_code == 404


def test_a_stranger_on_the_staff_host_is_sent_to_sign_in(report):
    sessions = [client("staff"), signed_in(make_user(), "staff")]
    elsewhere = signed_in(make_staff(Role.OFFICER), "public")
    elsewhere.defaults.update(client("staff").defaults)
    for browser in [*sessions, elsewhere]:
        for path in paths_of(report):
            assert browser.get(path)["Location"] == f"/account/sign-in/?next={path}"
        assert browser.post(paths_of(report)[2], {"state": "resolved", "seen": "received"}).status_code == 401
    report.refresh_from_db()
    assert report.state == RequestState.RECEIVED


@pytest.mark.parametrize("roles", [(), (Role.EDITOR, Role.FINANCE, Role.ADMINISTRATOR), (Role.RESIDENT,)])
def test_staff_who_are_no_officers_are_told_so_and_find_no_request(report, roles):
    colleague = make_staff(*roles)
    Team.objects.get(slug="highways").members.add(colleague)
    browser = signed_in(colleague, "staff")
    queues, *others = paths_of(report)
    assert browser.get(queues).status_code == 403
    assert [browser.get(path).status_code for path in others] == [404, 404, 404]
    assert browser.post(others[1], {"state": "resolved", "seen": "received"}).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, Role.TEAM_LEAD, Role.SERVICE_MANAGER]
)
def test_every_kind_of_officer_gets_everywhere_in_an_open_service(report, role):
    browser = signed_in(make_staff(role), "staff")
    answers = [browser.get(path) for path in paths_of(report)]
    assert [answer.status_code for answer in answers] == [200] * 4
    queues, queue, page, file = answers
    assert "/workplace/queues/highways/" in queues.content.decode()
    assert paths_of(report)[2] in queue.content.decode()
    html = page.content.decode()
    assert "Ann Archer" in html and "High Street" in html and paths_of(report)[3] in html
    assert file["Content-Type"] == "image/jpeg" and file["X-Content-Type-Options"] == "nosniff"
    assert b"".join(file.streaming_content).startswith(b"\xff\xd8\xff")


def test_nothing_of_the_workplace_is_kept(report, officer):
    no_officer = signed_in(make_staff(), "staff")
    page = paths_of(report)[2]
    answers = [
        browser.get(path) for path in paths_of(report) for browser in (officer, no_officer, client("staff"))
    ]
    answers += [
        officer.get("/workplace/requests/nonsense/"),
        officer.post(page, {"state": "", "seen": "received"}),
        officer.post(page, {"state": "in-progress", "seen": "received"}),
        officer.post(page, {"state": "in-progress", "seen": "received"}),
        officer.put(page),
        client("staff").post(page),
    ]
    assert {answer.status_code for answer in answers} == {200, 302, 401, 403, 404, 405}
    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}


@pytest.mark.parametrize("openness", CLOSED)
def test_a_closed_service_is_not_there_outside_its_team(report, officer, openness):
    # What its row in Welsh says counts for nothing.
    Service.objects.filter(slug="highways-maintenance", locale__language_code="en").update(openness=openness)
    queues, *others = paths_of(report)
    html = officer.get(queues).content.decode()
    assert "Highways" not in html and "Blue Badge applications" in html
    assert [officer.get(path).status_code for path in others] == [404, 404, 404]
    decision = {"state": "resolved", "seen": "received", "message": "Done"}
    assert officer.post(others[1], decision).status_code == 404
    report.refresh_from_db()
    assert report.state == RequestState.RECEIVED


@pytest.mark.parametrize("openness", CLOSED)
def test_in_a_queue_shared_with_an_open_service_it_is_neither_listed_nor_counted(report, officer, openness):
    closed = Service.objects.get(slug="highways-maintenance", locale__language_code="en")
    Service.objects.filter(slug="blue-badge").update(team=closed.team)
    Service.objects.filter(pk=closed.pk).update(openness=openness)
    assert waiting(officer)["Highways reports"] == 0
    for state in ["", "?state=received", "?state=resolved"]:
        listed = officer.get(f"/workplace/queues/highways/{state}")
        assert listed.status_code == 200
        assert report.reference not in listed.content.decode()


@pytest.mark.parametrize(
    ("openness", "role", "sees"),
    [
        (Service.Openness.TEAM_ONLY, Role.OFFICER, True),
        (Service.Openness.RESTRICTED, Role.OFFICER, False),
        (Service.Openness.RESTRICTED, Role.TEAM_LEAD, False),
        (Service.Openness.RESTRICTED, Role.RESTRICTED_CASE_OFFICER, True),
    ],
)
def test_within_the_team_a_closed_service_shows_to_those_it_should(report, openness, role, sees):
    Service.objects.filter(slug="highways-maintenance").update(openness=openness)
    insider = make_staff(role)
    Team.objects.get(slug="highways").members.add(insider)
    browser = signed_in(insider, "staff")
    assert waiting(browser)["Highways reports"] == int(sees)
    _queues, queue, *below = paths_of(report)
    assert (report.reference in browser.get(queue).content.decode()) == sees
    assert {browser.get(path).status_code for path in below} == {200 if sees else 404}


@pytest.mark.parametrize("reference", ["nonsense", "K" * 300, "K7W-Q3X-T9DQ", "é²ß"])
def test_what_cannot_be_a_reference_is_not_found(council, officer, reference):
    page = f"/workplace/requests/{reference}/"
    assert officer.get(page).status_code == 404
    assert officer.post(page, {"state": "resolved", "seen": "received"}).status_code == 404
    assert officer.get(f"{page}files/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_a_file_is_found_below_its_own_request_only(report, send_report, officer):
    other = send_report()
    path = f"/workplace/requests/{report.reference}/files/{other.files.get().file_id}/"
    assert officer.get(path).status_code == 404


def test_a_queue_that_does_not_exist_is_not_found(council, officer):
    assert Queue.objects.exists()
    assert officer.get("/workplace/queues/nonsense/").status_code == 404


def waiting(browser):
    """How many the page of queues says wait in each."""
    return {queue.name: count for queue, count in browser.get("/workplace/").context["queues"]}
