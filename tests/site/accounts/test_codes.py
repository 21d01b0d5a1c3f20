"""Signing in by a code, and making an account by it."""

import datetime
import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import throttle
from accounts.models import AddressCode, User
from accounts.proved_addresses import is_proved
from accounts.sessions import METHOD
from forms_engine.notices.models import Notice
from tests.factories import client, make_partner, make_site, make_user

pytestmark = pytest.mark.django_db

ASK = "/account/sign-in/code/"
ENTER = "/account/sign-in/code/enter/"
AGAIN = "/account/sign-in/code/again/"
NAME = "/account/sign-in/name/"


@pytest.fixture(scope="module")
def site(file_transaction):
    make_site("public")


@pytest.fixture(autouse=True)
def _empty_cache(site, db):
    cache.clear()


def ask(address, audience="public", browser=None, network="203.0.113.1", **more):
    browser = browser or client(audience)
    return browser, browser.post(ASK, {"address": address, **more}, REMOTE_ADDR=network)


def code_sent(to, number=-1):
    """The digits of the newest code that was sent there."""
    notice = Notice.objects.filter(recipient=to, secret=True).order_by("created_at")[::1][number]
    return re.search(r"\d{3} \d{3}", notice.body).group()


def wrong(code):
    return "000000" if code != "000 000" else "111111"


def signs_in_with(address, to, audience="public", **more):
    browser, response = ask(address, audience, **more)
    assert response["Location"] == ENTER
    return browser, browser.post(ENTER, {"code": code_sent(to)})


def test_a_code_to_the_email_address_signs_in():
    user = make_user()
    browser, response = signs_in_with(user.email.upper(), user.email)
    assert response["Location"] == "/account/"
    assert browser.session["_auth_user_id"] == str(user.pk)
    assert browser.session[METHOD] == "code"


def test_a_code_to_the_mobile_number_signs_in():
    user = make_user(email=None, mobile="+447700900123")
    browser, _ = signs_in_with("07700 900 123", "+447700900123")
    assert browser.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    ("typed", "to", "field"),
    [("new@example.org", "new@example.org", "email"), ("07700900124", "+447700900124", "mobile")],
)
def test_whoever_has_no_account_gets_one_by_the_same_steps(typed, to, field):
    browser, response = signs_in_with(typed, to, next="/requests/")
    assert response["Location"] == NAME
    assert not User.objects.filter(**{field: to}).exists()
    assert browser.post(NAME, {"name": ""}).status_code == 200
    response = browser.post(NAME, {"name": "Mair Ō'Neill"})
    assert response["Location"] == "/requests/"
    user = User.objects.get(**{field: to})
    assert user.name == "Mair Ō'Neill"
    assert browser.session["_auth_user_id"] == str(user.pk)
    assert is_proved(user, field)
    assert not user.has_usable_password()


def test_the_name_is_asked_of_nobody_who_has_proved_nothing():
    assert client().post(NAME, {"name": "X"})["Location"] == "/account/sign-in/?lost"
    browser, _ = signs_in_with("new@example.org", "new@example.org")
    elsewhere = client("partner")
    elsewhere.cookies = browser.cookies
    assert elsewhere.post(NAME, {"name": "X"}).status_code == 401
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=16)):
        assert browser.post(NAME, {"name": "X"})["Location"] == "/account/sign-in/?lost"
    assert not User.objects.exists()


def told(address):
    """All that an outsider sees of asking for a code and mistyping it: statuses, headers, pages and how much work it was."""
    browser = client()
    cache.clear()
    seen = []
    for path, data in ((ASK, {"address": address}), (ENTER, {"code": "x"}), (AGAIN, {})):
        with CaptureQueriesContext(connection) as queries:
            response = browser.post(path, data)
        text = re.sub(r'value="\w{64}"', "", response.content.decode()).replace(address, "ADDRESS")
        seen.append(
            (
                response.status_code,
                response.get("Location"),
                text,
                [each["sql"].split()[0] for each in queries],
            )
        )
    letter = Notice.objects.filter(recipient=address).latest("created_at")
    return seen, letter.heading, re.sub(r"\d{3} \d{3}", "CODE", letter.body)


def test_nothing_tells_whether_there_is_an_account():
    make_user(email="known@example.org")
    closed = make_user(email="close@example.org")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    told("first@example.org")  # what a process looks up once and keeps
    known = told("known@example.org")
    assert told("nobod@example.org") == known
    assert told("close@example.org") == known


def test_a_closed_account_is_told_so_by_its_own_code_alone():
    user = make_user()
    User.objects.filter(pk=user.pk).update(is_active=False)
    browser, response = signs_in_with(user.email, user.email)
    assert response["Location"] == "/account/sign-in/refused/"
    assert browser.get("/account/sign-in/refused/").status_code == 403
    assert "_auth_user_id" not in browser.session


def test_a_code_is_for_the_browser_that_asked():
    user = make_user()
    ask(user.email)
    stranger, _ = ask(user.email)
    owners = code_sent(user.email, 0)
    assert stranger.post(ENTER, {"code": owners}).status_code == 200
    assert client().post(ENTER, {"code": owners})["Location"] == "/account/sign-in/?lost"
    assert "_auth_user_id" not in stranger.session


def test_a_code_works_once_and_for_a_quarter_of_an_hour():
    user = make_user()
    browser, _ = ask(user.email)
    code = code_sent(user.email)
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=16)):
        response = browser.post(ENTER, {"code": code})
        assert "too old" in response.content.decode()
    assert browser.post(ENTER, {"code": code}).status_code == 302
    assert AddressCode.objects.get().used_at
    assert browser.post(ENTER, {"code": code})["Location"] == "/account/sign-in/?lost"


def test_a_code_is_tried_five_times():
    user = make_user()
    browser, _ = ask(user.email)
    code = code_sent(user.email)
    for _ in range(5):
        assert browser.post(ENTER, {"code": wrong(code)}).status_code == 200
    assert "tried too often" in browser.post(ENTER, {"code": code}).content.decode()
    assert "_auth_user_id" not in browser.session


def test_wrong_codes_are_counted_over_all_the_codes_of_a_browser(monkeypatch):
    from accounts import asked_codes

    monkeypatch.setattr(asked_codes, "WRONG_CODES_BY_BROWSER", throttle.Limit(attempts=3, seconds=60))
    user = make_user()
    browser, _ = ask(user.email)
    for _ in range(3):
        browser.post(ENTER, {"code": wrong(code_sent(user.email))})
    browser.post(AGAIN)
    browser.post(ENTER, {"code": code_sent(user.email)})
    assert "_auth_user_id" not in browser.session


def test_a_new_code_takes_the_place_of_the_one_before():
    user = make_user()
    browser, _ = ask(user.email, next="/requests/")
    assert browser.post(AGAIN)["Location"] == f"{ENTER}?again"
    first, second = code_sent(user.email, 0), code_sent(user.email, 1)
    if first != second:
        assert browser.post(ENTER, {"code": first}).status_code == 200
    assert browser.post(ENTER, {"code": second})["Location"] == "/requests/"


def test_a_stranger_who_asks_for_codes_keeps_nobody_out():
    user = make_user()
    statuses = [ask(user.email)[1].status_code for _ in range(8)]
    assert statuses == [302] * 5 + [429] * 3
    browser, _ = ask(user.email, network="203.0.113.2")
    assert browser.post(ENTER, {"code": code_sent(user.email)}).status_code == 302


def test_strangers_on_many_networks_do_not_keep_out_a_browser_that_was_in_before(monkeypatch):
    monkeypatch.setattr(throttle, "CODES_BY_ADDRESS", throttle.Limit(attempts=3, seconds=60))
    user = make_user()
    owners, _ = signs_in_with(user.email, user.email)
    owners.post("/account/sign-out/")
    for number in range(2, 4):
        assert ask(user.email, network=f"203.0.113.{number}")[1].status_code == 302
    assert ask(user.email, network="203.0.113.9")[1].status_code == 429
    assert ask(user.email, browser=owners, network="203.0.113.9")[1].status_code == 302
    assert owners.post(ENTER, {"code": code_sent(user.email)}).status_code == 302


def test_what_one_network_has_a_day_is_not_what_a_known_browser_has(monkeypatch):
    monkeypatch.setattr(
        throttle, "CODES_BY_ADDRESS_AND_NETWORK_A_DAY", throttle.Limit(attempts=2, seconds=60)
    )
    user = make_user()
    owners, _ = signs_in_with(user.email, user.email)
    assert [ask(user.email)[1].status_code for _ in range(2)] == [302, 429]
    assert [ask(user.email, browser=owners)[1].status_code for _ in range(6)] == [302] * 5 + [429]


def test_a_browser_known_for_one_address_is_not_for_another(monkeypatch):
    monkeypatch.setattr(throttle, "CODES_BY_NETWORK", throttle.Limit(attempts=1, seconds=60))
    mine, other = make_user(), make_user()
    browser, _ = signs_in_with(mine.email, mine.email)
    assert ask(other.email, browser=browser)[1].status_code == 429
    browser.cookies["known-browser"] = "forged"
    assert ask(mine.email, browser=browser)[1].status_code == 429


def test_an_unknown_address_is_counted_like_a_known_one():
    make_user(email="known@example.org")
    answers = [
        [ask(email)[1].status_code for _ in range(7)] for email in ("known@example.org", "no@example.org")
    ]
    assert answers[0] == answers[1]


def test_one_network_asks_for_so_many_codes_and_no_more(monkeypatch):
    monkeypatch.setattr(throttle, "CODES_BY_NETWORK", throttle.Limit(attempts=2, seconds=60))
    assert [ask(f"a{number}@example.org")[1].status_code for number in range(3)] == [302, 302, 429]


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "http://staff.localhost/", "/\\evil.example"]
)
def test_next_leads_only_to_this_host(wanted):
    user = make_user()
    assert signs_in_with(user.email, user.email, next=wanted)[1]["Location"] == "/account/"


def test_the_code_is_in_the_message_and_nowhere_else(monkeypatch):
    from procrastinate.contrib.django.models import ProcrastinateJob

    ask("new@example.org")
    code = code_sent("new@example.org").replace(" ", "")
    assert code not in str(list(ProcrastinateJob.objects.values_list("args", flat=True)))
    row = AddressCode.objects.get()
    assert code not in str(vars(row)).replace(str(row.id), "")
    assert "new@example.org" not in str(list(ProcrastinateJob.objects.values_list("args", flat=True)))
    # The same six digits are another digest each time: whoever reads the rows learns nothing from two of them.
    monkeypatch.setattr("secrets.randbelow", lambda below: 123456)
    for _ in range(2):
        ask("other@example.org")
    first, second = AddressCode.objects.filter(address="other@example.org").values_list(
        "code_hash", flat=True
    )
    assert first != second


def test_the_letter_is_in_the_language_of_the_page():
    browser = client()
    assert browser.post("/cy" + ASK, {"address": "new@example.org"})["Location"] == "/cy" + ENTER
    assert Notice.objects.get().heading == "Eich cod i fewngofnodi"


def test_staff_do_not_sign_in_to_the_intranet_by_code():
    make_site("staff")
    browser = client("staff")
    assert browser.post(ASK, {"address": "a@example.org"})["Location"] == "/account/sign-in/"
    assert browser.get(ENTER)["Location"] == "/account/sign-in/"
    assert not Notice.objects.exists()


def test_partners_sign_in_by_code_and_strangers_do_not_become_partners():
    make_site("partner")
    partner = make_partner()
    browser, response = signs_in_with(partner.email, partner.email, "partner")
    assert response["Location"] == "/"
    assert browser.get("/").status_code == 200
    browser, response = signs_in_with("new@example.org", "new@example.org", "partner")
    assert response["Location"] == "/account/sign-in/refused/"
    resident = make_user()
    browser, response = signs_in_with(resident.email, resident.email, "partner")
    assert response["Location"] == "/account/sign-in/refused/"
    assert "_auth_user_id" not in browser.session


def test_without_a_provider_of_text_messages_mobile_numbers_are_not_taken(settings):
    settings.SMS_PROVIDER = ""
    response = ask("07700 900123")[1]
    assert response.status_code == 200
    assert "mobile" not in response.content.decode().split("<main")[1].split("</main")[0]
    assert not Notice.objects.exists()


def test_an_anonymous_page_gets_no_cookie_and_no_session():
    response = client().get("/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_somebody_who_signs_in_as_another_leaves_nothing_behind():
    first, second = make_user(), make_user()
    browser, _ = signs_in_with(first.email, first.email)
    session = browser.session
    session["private"] = "of the first"
    session.save()
    ask(second.email, browser=browser)
    browser.post(ENTER, {"code": code_sent(second.email)})
    assert browser.session["_auth_user_id"] == str(second.pk)
    assert "private" not in browser.session


def test_signing_in_by_code_costs_so_many_queries_and_no_more(django_assert_max_num_queries):
    user = make_user()
    browser = client()
    with django_assert_max_num_queries(8):
        browser.get("/account/sign-in/")
    with django_assert_max_num_queries(40):
        ask(user.email, browser=browser)
    code = code_sent(user.email)
    with django_assert_max_num_queries(40):
        assert browser.post(ENTER, {"code": code}).status_code == 302
