"""Where staff have work accounts: what the other ways in are still good for, and who asks for the second factor."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator

from accounts.models import Role
from accounts.second_factor.services import new_recovery_codes
from forms_engine.notices.models import Notice
from tests.factories import client, make_site, make_staff, signed_in
from tests.site.accounts.staff.olwen import OFFICER, got_in, her

pytestmark = pytest.mark.django_db


def test_a_code_to_a_work_address_opens_nothing_on_any_host(work):
    work.come_in(OFFICER)
    stranger = client()
    stranger.post("/account/sign-in/code/", {"address": her().email})
    code = re.search(r"\d{3} \d{3}", Notice.objects.get(recipient=her().email).body)[0]
    answer = stranger.post("/account/sign-in/code/enter/", {"code": code})
    assert answer.headers["location"] == "/account/sign-in/refused/"
    # Nor is the address proved by it.
    assert not EmailAddress.objects.exists()
    browser = signed_in(her())
    session = browser.session
    session["method"] = "code"
    session.save()
    assert browser.get("/account/signing-in/").status_code == 302


def test_a_password_opens_no_ordinary_account_where_there_are_work_accounts(work):
    person = make_staff(Role.EDITOR, password="a password of long ago")
    answer = client("staff").post(
        "/account/sign-in/", {"email": person.email, "password": "a password of long ago"}
    )
    assert answer.status_code == 403
    assert "Use your work account" in answer.content.decode()
    # Nor does a session that was made when passwords still counted.
    before = signed_in(person, "staff")
    session = before.session
    session["second_factor"] = "2026-01-01T00:00:00+00:00"
    session.save()
    assert before.get("/").headers["location"].startswith("/account/sign-in/")


def test_in_the_demonstration_passwords_stay(work):
    work.configure(demo=True)
    person = make_staff(Role.EDITOR)
    answer = client("staff").post(
        "/account/sign-in/", {"email": person.email, "password": "correct horse battery"}
    )
    assert got_in(answer)


@pytest.mark.parametrize(
    "said", [{"amr": ["pwd", "mfa"]}, {"acr": "http://schemas.microsoft.com/claims/multipleauthn"}]
)
def test_the_providers_word_for_a_second_factor_counts(work, said):
    work.configure()
    browser, answer = work.come_in(OFFICER, tamper={"claims": said})
    assert got_in(answer)
    assert browser.session["second_factor"]


@pytest.mark.parametrize("said", [{}, {"amr": ["pwd"]}, {"amr": ["otp"]}, {"acr": "1"}])
def test_without_it_we_ask_ourselves(work, said):
    make_site("staff")
    work.configure()
    browser, answer = work.come_in(OFFICER, next_url="/admin/", tamper={"claims": said})
    assert answer.headers["location"] == "/account/second-factor/"
    assert "_auth_user_id" not in browser.session
    assert "olwen" not in str(dict(browser.session)).lower()
    assert browser.get("/").headers["location"].startswith("/account/sign-in/")
    assert browser.get("/account/second-factor/").headers["location"] == "/account/second-factor/set-up/"
    Authenticator.objects.create(user=her(), type="totp", data={"secret": get_adapter().encrypt("A" * 32)})
    codes = new_recovery_codes(her())
    answer = browser.post("/account/second-factor/", {"code": codes[0]})
    assert answer.headers["location"] == "/admin/"
    assert browser.session["method"] == "openid"
    assert browser.get("/").status_code == 200
