"""One door: what allauth brings is reached by our addresses or not at all, and passkeys take nothing that is none."""

import json

import pytest
from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.addresses import Address
from accounts.codes import forget_codes, send_code
from accounts.models import AddressCode, AddressKind, SignedIn
from accounts.sessions import forget_sessions
from accounts.throttle import Limit
from config.settings import HOST_URLCONFS
from forms_engine.notices.models import Notice
from tests.examples import examples
from tests.factories import PASSWORD, client, make_site, make_user

pytestmark = pytest.mark.django_db

NEW = Address(AddressKind.EMAIL, "new@example.org")


@pytest.fixture(scope="module")
def site(file_transaction):
    make_site("public")


@pytest.fixture(autouse=True)
def _empty_cache(site, db):
    cache.clear()


@pytest.mark.parametrize("urlconf", HOST_URLCONFS.values())
def test_allauths_names_lead_to_our_pages_on_every_host(urlconf):
    names = {
        "account_login": "sign_in",
        "account_signup": "sign_in",
        "account_logout": "sign_out",
        "account_inactive": "sign_in_refused",
        "account_reauthenticate": "confirm_it_is_you",
    }
    for theirs, ours in names.items():
        assert reverse(theirs, urlconf) == reverse(ours, urlconf)
        assert resolve(reverse(theirs, urlconf), urlconf).view_name == ours


@pytest.mark.parametrize("urlconf", HOST_URLCONFS.values())
@pytest.mark.parametrize(
    "path",
    ["login/", "signup/", "email/", "password/reset/", "password/change/", "2fa/", "3rdparty/", "sessions/"],
)
def test_allauths_own_addresses_are_not_there(urlconf, path):
    try:
        found = resolve(f"/account/{path}", urlconf)
    except Resolver404:
        return
    assert "allauth" not in found.func.__module__


@pytest.mark.parametrize("urlconf", HOST_URLCONFS.values())
def test_no_404_is_turned_into_a_redirect(urlconf):
    with pytest.raises(NoReverseMatch):
        reverse("account_email", urlconf)


def test_no_letter_of_allauths_goes_out():
    with pytest.raises(NotImplementedError):
        get_adapter().send_mail("account/email/unknown_account", "a@example.org", {})


@settings(
    max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
    | st.recursive(
        st.none()
        | st.integers()
        | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "rawId",
                        "type",
                        "response",
                        "userHandle",
                        "clientDataJSON",
                        "signature",
                        "authenticatorData",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=8,
    ).map(json.dumps)
)
def test_what_is_no_passkey_is_refused_in_words(credential):
    cache.clear()
    browser = client()
    browser.post("/account/sign-in/passkey/options/")
    response = browser.post("/account/sign-in/passkey/", {"credential": credential})
    assert response.status_code == 200
    assert "That passkey did not work here" in response.content.decode()
    assert "_auth_user_id" not in browser.session


def test_one_network_asks_passkeys_so_often_and_no_more(monkeypatch):
    from accounts.views import passkeys

    monkeypatch.setattr(passkeys, "PASSKEYS_BY_NETWORK", Limit(attempts=1, seconds=60))
    asked = [client().post("/account/sign-in/passkey/options/").status_code for _ in range(2)]
    assert asked == [200, 429]


def test_a_failing_message_leaves_no_code_behind(monkeypatch):
    from accounts import messages

    monkeypatch.setattr(messages, "_send", messages._nobody)
    with pytest.raises(RuntimeError):
        send_code(AddressCode.Purpose.SIGN_IN, NEW)
    assert not AddressCode.objects.exists()
    assert not Notice.objects.exists()


def test_what_is_over_is_deleted_at_night():
    send_code(AddressCode.Purpose.SIGN_IN, NEW)
    assert forget_codes() == 0
    AddressCode.objects.update(expires_at="2020-01-01T00:00Z")
    assert forget_codes() == 1
    user = make_user()
    browser, gone = client(), client()
    for each in (browser, gone):
        each.post("/account/sign-in/", {"email": user.email, "password": PASSWORD})
    assert forget_sessions() == 0
    gone.session.delete()
    SignedIn.objects.update(last_used_at="2020-01-01T00:00Z")
    assert forget_sessions() == 1
    assert SignedIn.objects.get().session_key == browser.session.session_key
