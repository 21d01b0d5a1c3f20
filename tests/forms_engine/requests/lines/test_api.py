"""Putting a day's totals by a program, with a token for that and nothing else."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from audiences.services import issue_token, revoke_token
from audiences.tokens.scopes import CALLS_WRITE, CONTENT_READ
from forms_engine.requests.models import CallTotals, Line
from tests.factories import client, make_partner, make_staff, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/lines/main/calls/2026-11-20"
CALLS = {"offered": 100, "answered": 90, "answered_in_20_s": 40, "answered_in_3_min": 80, "abandoned": 10}


@pytest.fixture(autouse=True)
def line():
    return Line.objects.create(slug="main", name="Main line")


@pytest.fixture
def user(line):
    return make_staff(Role.SERVICE_MANAGER)


def token_of(user, scope=CALLS_WRITE, audience="staff"):
    return issue_token(user, audience=audience, name="Switchboard", scopes=[scope], days=30, made_by=user)


def put(secret="", body=CALLS, address=ADDRESS, audience="staff", browser=None):
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    browser = browser or client(audience)
    content = body if isinstance(body, str) else json.dumps(body)
    return browser.put(address, content, content_type="application/json", headers=headers)


def test_a_day_is_kept_and_put_again_replaced(user):
    _token, secret = token_of(user)
    answer = put(secret)
    assert answer.status_code == 200, answer.content
    assert answer.json() == {**CALLS, "line": "main", "day": "2026-11-20", "replaced": False}
    assert put(secret).json()["replaced"]
    assert put(secret, {**CALLS, "offered": 120}).json()["offered"] == 120
    row = CallTotals.objects.get()
    assert (row.day, row.offered, row.imported_by) == (date(2026, 11, 20), 120, user)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        {},
        {**CALLS, "offered": -1},
        {**CALLS, "offered": 10**30},
        {**CALLS, "offered": "100"},
        {**CALLS, "offered": 100.5},
        {**CALLS, "offered": None},
        {**CALLS, "offered": True},
        {**CALLS, "missed": 1},
        {**CALLS, "answered": 101},
        {**CALLS, "abandoned": 11},
        {**CALLS, "answered_in_20_s": 81},
        {**CALLS, "answered_in_3_min": 91},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(user, body):
    answer = put(token_of(user)[1], body)
    assert answer.status_code in {400, 422}, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not CallTotals.objects.exists()


@pytest.mark.parametrize("day", ["2026-02-30", "today", "1999-12-31", "0", "2026-11-20T00:00:01"])
def test_a_day_that_is_none_is_refused(user, day):
    assert put(token_of(user)[1], address=f"/api/v1/lines/main/calls/{day}").status_code == 422


def test_a_day_to_come_is_refused(user):
    day = timezone.localdate() + timedelta(days=1)
    assert put(token_of(user)[1], address=f"/api/v1/lines/main/calls/{day}").status_code == 422


def test_a_line_that_is_none_is_not_there(user):
    assert put(token_of(user)[1], address="/api/v1/lines/other/calls/2026-11-20").status_code == 404


def test_nothing_else_opens_it(user):
    token, secret = token_of(user)
    assert put().status_code == 401
    assert put(token_of(user, CONTENT_READ)[1]).status_code == 403
    for person in (user, make_staff(Role.OFFICER), make_staff(Role.ADMINISTRATOR)):
        assert put(browser=signed_in(person, "staff")).status_code == 403
    assert put(secret, audience="public").status_code in {401, 404}
    assert put(audience="public").status_code == 404
    partner = make_partner("hale-house")
    assert put(token_of(partner, audience="partner")[1], audience="partner").status_code == 404
    revoke_token(token)
    assert put(secret).status_code == 401
    assert not CallTotals.objects.exists()


def test_it_opens_nothing_else(user):
    secret = token_of(user)[1]
    headers = {"Authorization": f"Bearer {secret}"}
    assert client("staff").get("/api/v1/pages/", headers=headers).status_code == 403
    assert client("staff").get(ADDRESS, headers=headers).status_code in {403, 405}
    assert client("staff").get("/workplace/lines/", headers=headers).status_code == 403


def test_the_contract_says_which_token_it_takes(user):
    contract = signed_in(user, "staff").get("/api/v1/openapi.json").json()
    operation = contract["paths"]["/api/v1/lines/{slug}/calls/{day}"]["put"]
    assert operation["security"] == [{"readingToken": ["calls:write"]}]
    assert set(operation["responses"]) == {"200", "401", "403", "404", "422", "429"}
