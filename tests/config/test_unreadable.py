"""What no browser sends is refused in one sentence before anything tries to read it."""

import pytest

pytestmark = pytest.mark.django_db

HOST = {"HTTP_HOST": "localhost"}


@pytest.mark.parametrize(
    "address",
    ["/media/%00", "/api/v1/articles/%00", "/api/v1/articles/how?language=%00", "/requests/a%00b/", "/%00"],
)
def test_nul_in_an_address(client, address):
    assert client.get(address, **HOST).status_code == 400


def test_nul_in_a_cookie(client):
    assert client.get("/", HTTP_COOKIE='sessionid="aaaaaaaaaaaa\\000bbbbbb"', **HOST).status_code == 400


@pytest.mark.parametrize(
    "charset", ["rot13", "hex", "idna", "undefined", "unicode_escape", "utf-7", "utf-16", "no-such"]
)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_form_in_another_encoding(client, charset, kind):
    answer = client.generic("POST", "/account/sign-in/", b"email=x", f"{kind}; charset={charset}", **HOST)
    assert answer.status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_what_browsers_send_passes(client, charset):
    answer = client.post(
        "/account/sign-in/",
        data=b"email=x",
        content_type=f"application/x-www-form-urlencoded; charset={charset}",
        **HOST,
    )
    assert answer.status_code == 200


def test_a_signature_that_is_not_text_is_only_a_wrong_one(client):
    answer = client.post(
        "/payments/stripe/webhook",
        data=b'{"id":"x"}',
        content_type="application/json",
        HTTP_STRIPE_SIGNATURE="t=1,v1=\xe9",
        **HOST,
    )
    assert answer.status_code == 400


def test_a_form_of_a_sibling_host_is_refused():
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/account/sign-in/", HTTP_HOST="staff.localhost")
    token = page.context["csrf_token"]
    data = {"email": "a@example.com", "password": "x", "csrfmiddlewaretoken": str(token)}
    own = strict.post(
        "/account/sign-in/", data, HTTP_HOST="staff.localhost", HTTP_ORIGIN="http://staff.localhost"
    )
    other = strict.post(
        "/account/sign-in/", data, HTTP_HOST="staff.localhost", HTTP_ORIGIN="http://localhost"
    )
    assert own.status_code == 200
    assert other.status_code == 403
