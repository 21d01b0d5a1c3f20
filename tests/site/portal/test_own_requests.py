"""A resident's own requests: there for their owner, and for nobody else whatever they try."""

import pytest

from accounts.roles import Role
from forms_engine.requests.placing import place_in_queue
from tests.factories import client, make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db

TOLD = ["Ann Archer", "ann@example.com", "High Street", "photo.jpg", "pothole"]


def page(reference):
    return f"/requests/{reference}/"


def file_of(request):
    return f"/requests/{request.reference}/files/{request.files.get().file_id}/"


def somebody_else():
    return signed_in(make_user())


def officer_on_the_public_host():
    return signed_in(make_staff(Role.OFFICER, Role.TEAM_LEAD, Role.ADMINISTRATOR))


def session_of_the_staff_host():
    browser = signed_in(make_staff(Role.OFFICER), "staff")
    browser.defaults.update(client("public").defaults)
    return browser


STRANGERS = [client, somebody_else, officer_on_the_public_host, session_of_the_staff_host]


def test_its_owner_sees_the_list_and_the_request(report, ann):
    browser = signed_in(ann)
    own = browser.get("/account/")
    assert page(report.reference) in own.content.decode()
    shown = browser.get(page(report.reference))
    html = shown.content.decode()
    assert shown.status_code == 200
    assert all(text in html for text in ["Ann Archer", "High Street", "ZZ1 1AA", "photo.jpg", "Received"])
    assert file_of(report) in html
    for answer in [own, shown]:
        assert "no-store" in answer["Cache-Control"]
    # What it was called when it was sent is in the language of then.
    assert (
        '<h1 class="govuk-heading-l" lang="en">'
        in browser.get(f"/cy{page(report.reference)}").content.decode()
    )
    assert f'{page(report.reference)}" lang="en">' in browser.get("/cy/account/").content.decode()


def test_what_officers_do_among_themselves_is_not_shown_to_the_owner(report, ann):
    place_in_queue(str(report.id), "highways")
    html = signed_in(ann).get(page(report.reference)).content.decode()
    assert "Highways reports" not in html and html.count('class="gh-timeline__entry"') == 1


@pytest.mark.parametrize("make", STRANGERS)
@pytest.mark.parametrize("language", ["", "/cy"])
def test_everybody_else_is_sent_to_the_code_page_and_reads_nothing(report, make, language):
    browser = make()
    answer = browser.get(language + page(report.reference))
    assert (answer.status_code, answer["Location"]) == (302, f"{language}{page(report.reference)}code/")
    code_page = browser.get(answer["Location"])
    assert code_page.status_code == 200
    for body in [answer.content.decode(), code_page.content.decode()]:
        assert not [text for text in TOLD if text.lower() in body.lower()]
    assert "no-store" in answer["Cache-Control"] and "no-store" in code_page["Cache-Control"]


@pytest.mark.parametrize("make", [somebody_else, officer_on_the_public_host])
def test_everybody_else_s_own_list_is_without_it(report, make):
    own = make().get("/account/")
    assert own.status_code == 200
    assert report.reference not in own.content.decode()


@pytest.mark.parametrize("make", [client, session_of_the_staff_host])
def test_a_stranger_has_no_list(report, make):
    assert make().get("/account/")["Location"] == "/account/sign-in/?next=%2Faccount%2F"


def test_its_owner_gets_the_file(report, ann):
    sent = signed_in(ann).get(file_of(report))
    assert sent.status_code == 200
    assert sent["Content-Type"] == "image/jpeg"
    assert "no-store" in sent["Cache-Control"]
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert b"".join(sent.streaming_content).startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("make", STRANGERS)
def test_nobody_else_gets_the_file(report, make):
    answer = make().get(file_of(report))
    assert answer.status_code == 404
    assert not answer.streaming and not answer.content.startswith(b"\xff\xd8")


def test_a_file_is_found_below_its_own_request_only(report, ann, send_report):
    others = send_report()
    browser = signed_in(ann)
    for path in [
        file_of(others),
        f"/requests/{report.reference}/files/{others.files.get().file_id}/",
        f"/requests/{report.reference}/files/00000000-0000-0000-0000-000000000000/",
    ]:
        assert browser.get(path).status_code == 404


@pytest.mark.parametrize("write", [str.lower, lambda text: text.replace("-", "").lower()])
def test_its_owner_may_type_the_reference_as_they_like(report, ann, write):
    browser = signed_in(ann)
    typed = write(report.reference)
    assert "Ann Archer" in browser.get(page(typed)).content.decode()
    found = browser.post("/requests/", {"reference": f" {typed} "})
    assert found["Location"] == page(report.reference)


@pytest.mark.parametrize("make", [client, somebody_else])
@pytest.mark.parametrize("reference", ["nonsense", "K" * 300, "K7W-Q3X-T9DQ", "%0A", "é²ß", ".."])
def test_what_cannot_be_a_reference_is_not_found(council, make, reference):
    browser = make()
    assert browser.get(page(reference), follow=True).status_code == 404
    assert browser.get(f"{page(reference)}code/").status_code == 404
    assert browser.post(f"{page(reference)}code/", {"send": "1"}).status_code == 404
    assert browser.post(f"{page(reference)}pay/", follow=True).status_code == 404
    file = f"{page(reference)}files/00000000-0000-0000-0000-000000000000/"
    assert browser.get(file).status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter your reference"),
        ("nonsense", "Check your reference"),
        ("\0", "Null characters are not allowed"),
        ("K" * 300, "at most 40 characters"),
    ],
)
def test_the_form_says_what_is_wrong_with_a_reference(council, typed, words):
    answer = client().post("/requests/", {"reference": typed})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "<title>Error:" in html.replace("\n", "") and html.count(words) >= 2


def test_the_portal_is_on_the_public_host_only(report):
    officer = make_staff(Role.OFFICER)
    for path in [page(report.reference), f"{page(report.reference)}code/", file_of(report)]:
        assert signed_in(officer, "staff").get(path).status_code == 404
