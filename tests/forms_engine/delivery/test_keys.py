"""Secrets are changed without a message missed, and tokens are shown once."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from accounts.models import Role
from forms_engine.delivery.connectors.webhook import thin_body
from forms_engine.delivery.models import Delivery, DestinationToken
from forms_engine.delivery.secrets import signing_secrets
from tests.factories import client, make_staff, signed_in
from tests.forms_engine.delivering import deliver
from tests.forms_engine.delivery.telling import make_destination, tell
from tests.forms_engine.delivery.test_delivery import back_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    with back_office() as office:
        yield office


def run(*words):
    out = StringIO()
    call_command("destinations", *words, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def taken_by(secret, got):
    headers, body = got
    try:
        Webhook(secret).verify(body, {name.lower(): value for name, value in headers.items()})
    except WebhookVerificationError:
        return False
    return True


def test_while_a_secret_is_changed_whoever_knows_either_takes_every_message(office):
    destination = make_destination("webhook", {"url": office.url}, slug="highways")
    before = run("secret", "highways")
    new = run("change-secret", "highways", "--days", "3")
    assert new != before and run("secret", "highways") == new
    deliver(tell(destination, 1).id)
    assert taken_by(before, office.got[0]) and taken_by(new, office.got[0])
    with pytest.raises(CommandError, match="already"):
        run("change-secret", "highways")
    assert signing_secrets(destination.pk) == [new, before]
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        deliver(tell(destination, 2).id)
        assert signing_secrets(destination.pk) == [new]
    headers, _body = office.got[1]
    assert len(headers["webhook-signature"].split()) == 1
    run("end-change", "highways")
    run("change-secret", "highways")
    run("end-change", "highways")
    assert new not in signing_secrets(destination.pk)


def test_a_thin_message_says_nothing_but_where_the_rest_is(office):
    destination = make_destination("webhook", {"url": office.url, "body": "thin"}, slug="safeguarding")
    token = run("token", "safeguarding", "--name", "Case system")
    delivery = tell(destination)
    deliver(delivery.id)
    headers, body = office.got[0]
    assert taken_by(signing_secrets(destination.pk)[0], office.got[0])
    delivery.refresh_from_db()
    assert body.decode() == thin_body(delivery) == thin_body(Delivery.objects.get(id=delivery.id))
    for told in ("K7W-Q3X-T9D4", "Ann", "pothole"):
        assert told not in body.decode()
    address = f"/api/v1/deliveries/{headers['webhook-id']}"
    assert address in body.decode()
    fetched = client().get(address, headers={"Authorization": f"Bearer {token}"})
    assert fetched.content.decode() == delivery.body
    listed = client().get("/api/v1/deliveries/", headers={"Authorization": f"Bearer {token}"})
    assert listed.json()["items"] == [], "it is told of each by webhook"


def test_tokens_at_the_command_line():
    make_destination("pull", slug="depot")
    token = run("token", "depot", "--name", "Nightly job")
    assert token.startswith("ghd_")
    listed = run("tokens", "depot")
    assert "Nightly job" in listed and "good" in listed and token not in listed
    number = listed.split()[0]
    assert run("revoke-token", "depot", number) == "Revoked."
    assert "revoked" in run("tokens", "depot")
    for wrong in (
        ("token", "depot", "--name", " "),
        ("token", "nowhere", "--name", "x"),
        ("secret", "depot"),
        ("revoke-token", "depot", "999"),
    ):
        with pytest.raises(CommandError):
            run(*wrong)


def keys(destination):
    return f"/admin/routing/destinations/{destination.pk}/keys/"


def test_an_administrator_makes_and_ends_keys_on_a_screen_and_nobody_else_does(office):
    pull = make_destination("pull")
    hook = make_destination("webhook", {"url": office.url})
    administrator = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    for colleague in (Role.EDITOR, Role.JOURNEY_BUILDER):
        assert signed_in(make_staff(colleague), "staff").get(keys(hook)).status_code in {302, 403}
    made = administrator.post(keys(pull), {"make": "1", "name": "Nightly job"})
    assert made.status_code == 201 and made["Cache-Control"] == "private, no-store"
    token = made.content.decode().partition("<code>ghd_")[2][:46]
    asked = client().get("/api/v1/deliveries/", headers={"Authorization": f"Bearer ghd_{token}"})
    assert asked.status_code == 200
    assert token not in administrator.get(keys(pull)).content.decode()
    assert administrator.post(keys(pull), {"make": "1", "name": " "}).status_code == 422
    number = DestinationToken.objects.get().pk
    assert administrator.post(keys(hook), {"revoke": number}).status_code == 302
    assert DestinationToken.objects.get().revoked_at is None, "it is another destination's"
    administrator.post(keys(pull), {"revoke": number})
    assert DestinationToken.objects.get().revoked_at
    signs = run("inbound-secret", pull.slug)
    assert signs in administrator.get(keys(pull)).content.decode()
    assert run("change-secret", pull.slug) == run("inbound-secret", pull.slug) != signs
    before = signing_secrets(hook.pk)[0]
    assert before in administrator.get(keys(hook)).content.decode()
    administrator.post(keys(hook), {"change": "1"})
    assert signing_secrets(hook.pk)[1] == before
    administrator.post(keys(hook), {"end": "1"})
    assert len(signing_secrets(hook.pk)) == 1
