"""Who may start, go on with and look at what, by API. For everybody else it is not there."""

import logging

import pytest

from accounts.models import Role
from forms_engine.catalogue.models import Journey
from forms_engine.journeys.models import Submission
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Customer, Request
from partners.models import Organisation
from partners.services import add_member
from tests.factories import leave, make_partner, make_site, make_staff, make_user
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.api_client import (
    API,
    POTHOLE_PAGES,
    Program,
    published,
    report,
)

pytestmark = pytest.mark.django_db

PAGE = [
    {
        "key": "one",
        "title": {"en": "One"},
        "blocks": [{"key": "q", "type": "short_text", "label": {"en": "Q"}}],
    }
]


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def everything_of(program):
    """Every operation on a submission, as (method, address, body)."""
    return [
        ("get", program.at(), None),
        ("get", program.at("/pages/damage"), None),
        ("put", program.at("/pages/damage"), {"answers": {"category": "road"}}),
        ("get", program.at("/files"), None),
        ("post", program.at("/files"), {}),
        ("delete", program.at("/files/00000000-0000-0000-0000-000000000000"), None),
        ("post", program.at("/groups/children/items"), None),
        ("delete", program.at("/groups/children/items/1?of=2"), None),
        ("get", program.at("/summary"), None),
        ("post", program.at("/submit"), {}),
        ("post", program.at("/payment"), None),
    ]


def csrf(program):
    """What a page of ours gives its forms, for the header."""
    program.http.get("/account/sign-in/")
    return {"X-CSRFToken": program.http.cookies["csrftoken"].value}


def strict(program):
    """A browser whose CSRF is checked, as Django's test client does not by itself."""
    program.http.handler.enforce_csrf_checks = True
    return program


@pytest.mark.parametrize("token", ["", "guess", "Bearer", "ÿ"])
def test_the_id_alone_opens_nothing(token):
    program = report(upto="damage")
    stranger = Program()
    for method, path, body in everything_of(program):
        answer = stranger.call(method, path, body, token=token)
        assert answer.status_code == 404, (method, path)
        assert answer["Content-Type"] == "application/problem+json"
    assert Submission.objects.get().answers.keys() == {"dangerous", "where"}


def test_another_submission_s_token_opens_nothing():
    ann, ben = report(upto="damage"), report(upto="damage")
    for method, path, body in everything_of(ann):
        assert ben.call(method, path, body).status_code == 404


def test_a_submission_goes_on_on_its_own_host_only():
    make_site("staff")
    program = report(upto="damage")
    inside = Program("staff", make_staff(Role.OFFICER))
    for method, path, body in everything_of(program):
        assert inside.call(method, path, body, token=program.token).status_code == 404
    assert program.page("damage").status_code == 200


def test_what_was_started_signed_in_is_that_person_s_alone():
    ann, ben = make_user(), make_user()
    mine = report(Program(user=ann), upto="damage")
    assert Submission.objects.get().user == ann
    for other in [Program(), Program(user=ben)]:
        for method, path, body in everything_of(mine):
            assert other.call(method, path, body, token=mine.token).status_code == 404
            assert other.call(method, path, body, token="").status_code == 404


def test_its_owner_goes_on_without_the_token_and_changes_nothing_without_a_csrf_token():
    ann = make_user()
    mine = report(Program(user=ann), upto="damage")
    browser = strict(Program(user=ann))
    browser.id = mine.id
    assert browser.page("damage").status_code == 200
    forged = browser.put("damage", {"category": "road"})
    assert forged.status_code == 403 and forged["Content-Type"] == "application/problem+json"
    assert browser.put("damage", {"category": "road"}, **csrf(browser)).status_code == 200
    # The token is no cookie: no other site's page can send it.
    with_token = strict(Program(user=ann))
    with_token.id, with_token.token = mine.id, mine.token
    assert with_token.put("damage", {"category": "kerb"}).status_code == 200


def test_a_signed_in_browser_starts_nothing_without_a_csrf_token():
    browser = strict(Program(user=make_user()))
    assert browser.post("journeys/report-a-pothole/submissions", {}).status_code == 403
    assert not Submission.objects.exists()
    assert browser.post("journeys/report-a-pothole/submissions", {}, **csrf(browser)).status_code == 201
    assert strict(Program()).post("journeys/report-a-pothole/submissions", {}).status_code == 201


def test_journeys_of_another_audience_are_not_there():
    make_site("staff"), make_site("partner")
    published("for-staff", PAGE, audience="staff")
    published("for-partners", PAGE, audience="partner")
    published("for-hale", PAGE, audience="partner:hale-house")
    everyone = {"report-a-pothole", "apply-for-a-blue-badge"}
    seen = {
        Program(): everyone,
        Program("staff", make_staff(Role.OFFICER)): everyone | {"for-staff"},
        Program("partner", make_partner("hale-house")): everyone | {"for-partners", "for-hale"},
        Program("partner", make_partner("another")): everyone | {"for-partners"},
    }
    for program, slugs in seen.items():
        listed = program.get("journeys/").json()
        assert {one["slug"] for one in listed["items"]} & (
            everyone | {"for-staff", "for-partners", "for-hale"}
        ) == slugs
        for slug in ["for-staff", "for-partners", "for-hale"]:
            assert program.get(f"journeys/{slug}").status_code == (200 if slug in slugs else 404)
            assert program.post(f"journeys/{slug}/submissions", {}).status_code == (
                201 if slug in slugs else 404
            )


def test_whoever_leaves_an_organisation_leaves_its_journeys_too():
    make_site("partner")
    published("for-hale", PAGE, audience="partner:hale-house")
    person = make_partner("hale-house")
    add_member(Organisation.objects.create(slug="another", name="Another"), person)
    program = Program("partner", person)
    program.start("for-hale")
    assert program.page("one").status_code == 200
    leave(person, "hale-house")
    assert program.page("one").status_code == 404


def test_strangers_are_told_to_sign_in_on_the_other_hosts():
    make_site("staff")
    answer = Program("staff").get("journeys/")
    assert answer.status_code == 401 and answer["Content-Type"] == "application/problem+json"


def test_a_journey_may_ask_people_to_sign_in_first():
    published("account-only", PAGE, sign_in="required")
    refused = Program().post("journeys/account-only/submissions", {})
    assert refused.status_code == 401 and not Submission.objects.exists()
    signed_in = Program(user=make_user())
    signed_in.start("account-only")
    assert signed_in.put("one", {"q": "x"}).status_code == 200
    assert Program().call("get", signed_in.at(), token=signed_in.token).status_code == 404


def test_a_request_is_shown_to_the_holder_of_the_token_and_its_owner_alone():
    make_site("staff")
    ann = make_user()
    mine = report(Program(user=ann))
    reference = mine.send().json()["reference"]
    anonymous = report()
    other = anonymous.send().json()["reference"]
    assert mine.get(f"requests/{reference}").status_code == 200
    assert Program(user=ann).get(f"requests/{reference.lower()}").status_code == 200
    assert anonymous.get(f"requests/{other}").json()["reference"] == other
    assert anonymous.get(f"requests/{reference}").status_code == 404
    for program in [Program(), Program(user=make_user()), Program("staff", make_staff())]:
        for one in [reference, other, "AAA-AAA-AAAA", "x"]:
            assert program.get(f"requests/{one}").status_code == 404
    assert Program().call("get", f"requests/{reference}", token=mine.token).status_code == 404


def test_its_customer_writes_about_a_request_and_takes_it_back_once_and_nobody_else_does():
    make_site("staff")
    ann, program = make_user(), report()
    at = f"requests/{program.send().json()['reference']}"
    words, back = {"text": " It is deeper now. "}, {"state": "received", "why": "It was filled."}
    strangers = [Program(), Program(user=ann), Program("staff", make_staff(Role.OFFICER)), report()]
    for stranger in strangers:
        assert stranger.post(f"{at}/messages", words).status_code == 404
        assert stranger.post(f"{at}/cancel", back).status_code == 404
    for _ in range(2):
        written = program.post(f"{at}/messages", words)
        assert written.status_code == 200 and written.json()["may_write"]
    entries = Request.objects.get(reference=written.json()["reference"]).timeline
    assert list(entries.filter(kind="from-customer").values_list("message", flat=True)) == [
        "It is deeper now."
    ]
    for wrong in ("", " ", "a\u202eb", "x" * 5001):
        assert program.post(f"{at}/messages", {"text": wrong}).status_code == 422
    for _ in range(2):
        cancelled = program.post(f"{at}/cancel", back)
        assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert Notice.objects.filter(subject="request.cancelled").count() <= 1
    assert entries.filter(state="cancelled").count() == 1
    assert not cancelled.json()["may_write"] and not cancelled.json()["may_cancel"]
    assert program.post(f"{at}/messages", words).status_code == 409
    # Signed in it is the page's own way, with the page's own proof.
    own = Program(user=ann)
    own.start("report-a-pothole")
    for step, answers in POTHOLE_PAGES.items():
        own.put(step, answers)
    mine = f"requests/{own.send().json()['reference']}"
    own.http.handler.enforce_csrf_checks = True
    assert own.call("post", f"{mine}/cancel", back, token="").status_code == 403
    own.http.handler.enforce_csrf_checks = False
    assert own.call("post", f"{mine}/cancel", back, token="").status_code == 200


def test_officers_answer_for_people_and_say_so():
    make_site("staff")
    officer = make_staff(Role.OFFICER)
    desk = Program("staff", officer)
    desk.start("report-a-pothole", channel="phone")
    for step, answers in POTHOLE_PAGES.items():
        assert desk.put(step, answers).status_code == 200
    desk.send()
    made = Request.objects.get()
    assert made.channel == "phone"
    assert made.timeline.first().actor == officer
    # It is not the officer's own request, and never turns up in their account.
    assert made.customer.user is None
    assert not Customer.objects.filter(user=officer).exists()


@pytest.mark.parametrize(
    ("audience", "person", "channel", "status"),
    [
        ("public", None, "api", 201),
        ("public", None, "phone", 422),
        ("public", None, "web", 422),
        ("public", make_user, "desk", 422),
        ("staff", make_staff, "phone", 422),
        ("staff", lambda: make_staff(Role.OFFICER), "desk", 201),
        ("staff", lambda: make_staff(Role.EDITOR), "desk", 422),
        ("partner", make_partner, "partner", 201),
        ("partner", make_partner, "phone", 422),
        ("public", None, "x" * 300, 422),
    ],
)
def test_nobody_claims_a_channel_that_is_not_theirs(audience, person, channel, status):
    if audience != "public":
        make_site(audience)
    program = Program(audience, person() if person else None)
    assert program.post("journeys/report-a-pothole/submissions", {"channel": channel}).status_code == status


def test_while_a_journey_takes_nothing_nothing_changes_and_it_says_why():
    program = report()
    Journey.objects.filter(slug="report-a-pothole").update(
        paused_at="2026-01-01T00:00Z", paused_message={"en": "Back on Monday", "cy": "Yn ôl ddydd Llun"}
    )
    closed = [
        program.put("damage", {"category": "kerb"}),
        program.send(),
        Program().post("journeys/report-a-pothole/submissions", {}),
    ]
    for answer in closed:
        assert answer.status_code == 409
        assert (answer.json()["state"], answer.json()["message"]) == ("paused", "Back on Monday")
    assert not Request.objects.exists()
    assert program.get(program.at()).json()["takes_answers"] is False
    assert program.page("damage").json()["answers"] == {"category": "road"}
    journey = Program().get("journeys/report-a-pothole?language=cy").json()
    assert (journey["state"], journey["message"]) == ("paused", "Yn ôl ddydd Llun")
    listed = {one["slug"] for one in Program().get("journeys/").json()["items"]}
    assert "report-a-pothole" not in listed


def test_nobody_keeps_what_one_person_answers(caplog):
    caplog.set_level(logging.DEBUG)
    program = report()
    for method, path, body in everything_of(program):
        assert program.call(method, path, body)["Cache-Control"] == "no-store", path
    assert "Marlford" not in caplog.text and program.token not in caplog.text


def test_an_address_of_the_api_that_is_none_is_a_problem_too():
    for path in ["submissions/", "submissions/x", "submissions/x/summary", "requests/", "journeys/a/b"]:
        answer = Program().get(path)
        assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"
    assert Program().http.get(f"{API}/journeys/%00").status_code == 400


def test_a_method_that_an_address_does_not_have_is_a_problem_too():
    answer = Program().call("patch", "journeys/report-a-pothole", {})
    assert answer.status_code == 405 and answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "GET, HEAD"
