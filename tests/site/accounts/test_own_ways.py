"""How you sign in: changing what an account is known by and opened with, and ending its sessions."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from wagtail.models import APIToken

from accounts.addresses import Address
from accounts.models import AddressKind, SignedIn, User
from accounts.proved_addresses import (
    AddressTaken,
    LastAddress,
    change_address,
    is_proved,
    prove,
    remove_address,
)
from accounts.services import create_user
from audiences.services import issue_token
from forms_engine.notices.models import Notice
from tests.factories import (
    PASSWORD,
    client,
    make_partner,
    make_site,
    make_staff,
    make_user,
    signed_in,
    signed_in_long_ago,
)

pytestmark = pytest.mark.django_db

OWN = "/account/signing-in/"
EMAIL, MOBILE = AddressKind.EMAIL, AddressKind.MOBILE


@pytest.fixture(scope="module")
def site(file_transaction):
    make_site("public")


@pytest.fixture(autouse=True)
def _empty_cache(site, db):
    cache.clear()


def enters(user, audience="public"):
    """A browser in which ``user`` has just signed in by password."""
    browser = client(audience)
    browser.post("/account/sign-in/", {"email": user.email, "password": PASSWORD})
    return browser


def proved_user(**fields):
    user = make_user(**fields)
    for kind in (EMAIL, MOBILE):
        if value := getattr(user, kind):
            prove(user, Address(kind, value))
    return user


def code_sent(to):
    notice = Notice.objects.filter(recipient=to, secret=True).latest("created_at")
    return re.search(r"\d{3} \d{3}", notice.body).group()


def letters(to):
    return list(Notice.objects.filter(recipient=to, secret=False).values_list("subject", flat=True))


def test_the_page_is_for_whoever_is_signed_in():
    assert client().get(OWN)["Location"] == f"/account/sign-in/?next={OWN.replace('/', '%2F')}"
    page = enters(make_user(email="ann@example.org")).get(OWN).content.decode()
    assert "ann@example.org" in page
    assert "Not confirmed" in page


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [("email", "New@example.org", "new@example.org"), ("mobile", "07700 900123", "+447700900123")],
)
def test_an_address_is_changed_by_a_code_to_the_new_one_and_the_old_ones_are_told(kind, typed, value):
    user = proved_user(mobile="+447700900999")
    browser = enters(user)
    assert browser.post(f"{OWN}{kind}/", {"address": typed})["Location"] == f"{OWN}code/"
    user.refresh_from_db()
    assert getattr(user, kind) != value
    assert browser.post(f"{OWN}code/", {"code": "000000"}).status_code == 200
    assert browser.post(f"{OWN}code/", {"code": code_sent(value)})["Location"] == OWN
    before = {"email": user.email, "mobile": user.mobile}
    user.refresh_from_db()
    assert getattr(user, kind) == value
    assert is_proved(user, kind)
    assert [letters(address) for address in before.values()] == [["account.address-changed"]] * 2
    assert not letters(value)


def test_the_address_of_another_account_is_not_taken_and_only_its_owner_hears_of_it():
    other, user = proved_user(), proved_user()
    browser = enters(user)
    assert browser.post(f"{OWN}email/", {"address": other.email}).status_code == 302
    page = browser.post(f"{OWN}code/", {"code": code_sent(other.email)}).content.decode()
    assert "belongs to another account" in page
    user.refresh_from_db()
    assert user.email != other.email
    with pytest.raises(AddressTaken):
        change_address(user, Address(EMAIL, other.email))


def test_a_code_about_one_account_changes_no_other():
    mine, other = proved_user(), proved_user()
    browser, others = enters(mine), enters(other)
    browser.post(f"{OWN}email/", {"address": "new@example.org"})
    code = code_sent("new@example.org")
    # Even where the session of another account holds the code's id.
    session = others.session
    session["asked_codes"] = browser.session["asked_codes"]
    session.save()
    assert others.post(f"{OWN}code/", {"code": code})["Location"] == OWN
    assert not User.objects.filter(email="new@example.org").exists()
    assert browser.post(f"{OWN}code/", {"code": code}).status_code == 302
    assert User.objects.get(email="new@example.org").pk == mine.pk


def test_the_last_proved_address_stays():
    user = proved_user(mobile="+447700900123")
    browser = enters(user)
    assert browser.post(f"{OWN}mobile/remove/")["Location"] == OWN
    assert letters(user.email) == ["account.address-removed"]
    assert "only confirmed address" in browser.post(f"{OWN}email/remove/").content.decode()
    user.refresh_from_db()
    assert (user.mobile, user.mobile_verified_at) == (None, None)
    with pytest.raises(LastAddress):
        remove_address(user, EMAIL)


def test_staff_keep_the_address_they_sign_in_with():
    staff = make_staff(mobile="+447700900123")
    for kind in (EMAIL, MOBILE):
        prove(staff, Address(kind, getattr(staff, kind)))
    page = enters(staff).post(f"{OWN}email/remove/").content.decode()
    assert "keep their work email address" in page
    staff.refresh_from_db()
    assert staff.email


def test_an_address_somebody_else_typed_is_not_proved_until_a_code_comes_back():
    user = create_user(name="A", email="typed@example.org", mobile="+447700900123")
    assert not is_proved(user, EMAIL)
    assert not is_proved(user, MOBILE)
    prove(user, Address(EMAIL, "typed@example.org"))
    assert is_proved(user, EMAIL)
    assert not is_proved(user, MOBILE)


def test_the_email_address_and_allauths_row_of_it_stay_in_step():
    user = proved_user()
    change_address(user, Address(EMAIL, "second@example.org"))
    change_address(user, Address(MOBILE, "+447700900123"))
    user.refresh_from_db()
    rows = EmailAddress.objects.filter(user=user)
    assert [(row.email, row.verified, row.primary) for row in rows] == [(user.email, True, True)]
    remove_address(user, EMAIL)
    assert not EmailAddress.objects.filter(user=user).exists()


def test_an_administrator_who_types_another_address_proves_nothing():
    make_site("staff")
    user = proved_user(mobile="+447700900123")
    administrator = make_staff(is_superuser=True)
    form = {
        "name": user.name,
        "email": "typed@example.org",
        "mobile": "07700 900124".replace("0", "+44", 1).replace(" ", ""),
        "is_active": "on",
        "roles": [],
        "password": "",
    }
    response = signed_in(administrator, "staff").post(f"/admin/users/edit/{user.pk}/", form)
    assert response.status_code == 302
    user.refresh_from_db()
    assert user.email == "typed@example.org"
    assert not is_proved(user, EMAIL)
    assert not is_proved(user, MOBILE)
    assert not EmailAddress.objects.filter(user=user).exists()


SENSITIVE = [
    f"{OWN}email/",
    f"{OWN}email/remove/",
    f"{OWN}code/",
    f"{OWN}password/",
    f"{OWN}password/remove/",
    f"{OWN}passkeys/add/",
    f"{OWN}passkeys/1/",
    f"{OWN}passkeys/1/remove/",
]


@pytest.mark.parametrize("path", SENSITIVE)
def test_what_changes_a_way_in_asks_again_after_a_while(path):
    browser = enters(proved_user())
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 16 * 60}]
    session.save()
    for method in (browser.get, browser.post):
        assert method(path)["Location"].startswith("/account/confirm/?next=")


def test_a_session_without_a_record_of_how_it_began_is_asked_too():
    assert signed_in_long_ago(make_user()).get(f"{OWN}password/")["Location"].startswith("/account/confirm/")


def test_who_they_are_is_shown_by_password_or_by_a_code():
    user = proved_user()
    for browser in (signed_in_long_ago(user), signed_in_long_ago(user)):
        assert browser.post("/account/confirm/", {"password": "wrong"}).status_code == 200
        assert browser.get(f"{OWN}password/").status_code == 302
    by_password, by_code = signed_in_long_ago(user), signed_in_long_ago(user)
    response = by_password.post("/account/confirm/", {"password": PASSWORD, "next": f"{OWN}password/"})
    assert response["Location"] == f"{OWN}password/"
    by_code.post("/account/confirm/code/", {"kind": "email", "next": f"{OWN}password/"})
    response = by_code.post("/account/confirm/code/enter/", {"code": code_sent(user.email)})
    assert response["Location"] == f"{OWN}password/"
    for browser in (by_password, by_code):
        assert browser.get(f"{OWN}password/").status_code == 200


def test_a_code_to_show_who_they_are_goes_only_to_proved_addresses():
    user = make_user()
    assert (
        signed_in(user).post("/account/confirm/code/", {"kind": "email"})["Location"] == "/account/confirm/"
    )
    assert not Notice.objects.exists()


def test_a_password_is_set_and_signs_out_everywhere_else():
    user = proved_user()
    here, there = enters(user), enters(user)
    assert here.post(f"{OWN}password/", {"password": "short"}).status_code == 200
    assert here.post(f"{OWN}password/", {"password": "a wholly new phrase"})["Location"] == OWN
    assert here.get(OWN).status_code == 200
    assert there.get(OWN).status_code == 302
    assert SignedIn.objects.get().session_key == here.session.session_key
    assert letters(user.email) == ["account.way-added"]


def test_residents_may_do_without_a_password_and_staff_may_not():
    resident, staff = proved_user(), make_staff()
    enters(resident).post(f"{OWN}password/remove/")
    resident.refresh_from_db()
    assert not resident.has_usable_password()
    assert letters(resident.email) == ["account.way-removed"]
    prove(staff, Address(EMAIL, staff.email))
    enters(staff).post(f"{OWN}password/remove/")
    staff.refresh_from_db()
    assert staff.has_usable_password()


def test_signing_out_everywhere_ends_the_sessions_of_all_hosts_at_once():
    for audience in ("staff", "partner"):
        make_site(audience)
    user = make_partner(is_staff=True)
    browsers = {audience: enters(user, audience) for audience in ("public", "staff", "partner")}
    forgotten = signed_in(user)
    other = enters(make_user())
    page = browsers["partner"].get(OWN).content.decode()
    assert all(name in page for name in ("Public website", "The Exchange", "Marlshire Partners"))
    assert browsers["partner"].post(f"{OWN}sessions/end/")["Location"] == "/account/sign-in/?everywhere"
    for browser in (*browsers.values(), forgotten):
        assert browser.get(OWN).status_code == 302
    assert other.get(OWN).status_code == 200
    assert not user.sessions.exists()


def test_one_session_is_ended_by_its_owner_alone():
    user, stranger = make_user(), make_user()
    here, there = enters(user), enters(user)
    row = SignedIn.objects.get(session_key=there.session.session_key)
    enters(stranger).post(f"{OWN}sessions/{row.id}/end/")
    assert there.get(OWN).status_code == 200
    assert here.post(f"{OWN}sessions/{row.id}/end/")["Location"] == OWN
    assert there.get(OWN).status_code == 302
    assert here.get(OWN).status_code == 200


def test_a_session_is_listed_in_words_and_under_its_new_key():
    from accounts.sessions import change_key

    user = make_user()
    browser = client()
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604"
    browser.post(
        "/account/sign-in/", {"email": user.email, "password": PASSWORD}, headers={"user-agent": agent}
    )
    session = browser.session
    change_key(session)
    session.save()
    browser.cookies["sessionid"] = session.session_key
    page = browser.get(OWN).content.decode()
    assert "Safari on iPhone" in page
    assert "This device" in page
    browser.post("/account/sign-out/")
    assert not SignedIn.objects.exists()


def test_use_is_noted_once_an_hour():
    user = make_user()
    browser = enters(user)
    row = SignedIn.objects.get()
    SignedIn.objects.update(last_used_at=row.since.replace(year=2000))
    browser.get(OWN)
    assert SignedIn.objects.get().last_used_at.year == 2000
    session = browser.session
    session["use_noted_at"] = time.time() - 3700
    session.save()
    browser.get(OWN)
    assert SignedIn.objects.get().last_used_at.year != 2000


@pytest.mark.parametrize("path", ["email/", "passkeys/add/", "sessions/end/"])
def test_strangers_change_nothing(path):
    response = client().post(f"{OWN}{path}", {"address": "a@example.org"})
    assert response["Location"].startswith("/account/sign-in/")
    assert not Notice.objects.exists()


def test_staff_set_a_password_on_the_intranet_alone():
    """A code to their mailbox signs them in on the public site, and must not lead to the intranet by way of a password."""
    staff = make_staff()
    assert signed_in(staff, "public").get("/account/signing-in/password/").status_code == 404
    assert signed_in(staff, "staff").get("/account/signing-in/password/").status_code == 200


def test_why_a_password_will_not_do_is_said_in_the_readers_language():
    browser = signed_in(make_user(name="Llinos Prydderch"))
    address = "/cy/account/signing-in/password/"
    for typed, said in {
        "byr": "Defnyddiwch 12 nod neu fwy",
        "qwerty123456": "Dewiswch gyfrinair y mae llai o bobl yn ei ddefnyddio",
        "llinosprydderch": "Dewiswch gyfrinair nad yw’n debyg i’ch enw neu’ch cyfeiriad",
    }.items():
        assert said in browser.post(address, {"password": typed}).content.decode()


def test_a_passkey_of_another_host_cannot_be_removed_from_here():
    staff = make_staff()
    passkey = Authenticator.objects.create(
        user=staff, type=Authenticator.Type.WEBAUTHN, data={"name": "Work laptop", "audience": "staff"}
    )
    address = f"/account/signing-in/passkeys/{passkey.pk}/remove/"
    assert signed_in(staff, "public").post(address).status_code == 404
    assert signed_in(staff, "staff").post(address).status_code == 302
    assert not Authenticator.objects.filter(pk=passkey.pk).exists()
    assert letters(staff.email) == ["account.way-removed"]


@pytest.mark.parametrize("how", ["signing out everywhere", "a new password"])
def test_what_is_done_against_a_thief_ends_the_tokens_of_programs(how):
    staff = make_staff()
    _token, secret = issue_token(
        staff, audience="staff", name="A screen", scopes=["content:read"], days=30, made_by=staff
    )
    api_token, _secret = APIToken.create_token(user=staff, name="A script")
    program = {"Authorization": f"Bearer {secret}"}
    assert client("staff").get("/api/v1/articles/", headers=program).status_code == 200
    browser = enters(staff, "staff")
    if how == "a new password":
        browser.post(f"{OWN}password/", {"password": "a wholly new phrase"})
    else:
        browser.post(f"{OWN}sessions/end/")
    assert client("staff").get("/api/v1/articles/", headers=program).status_code == 401
    api_token.refresh_from_db()
    assert api_token.revoked_at
