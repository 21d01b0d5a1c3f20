"""What browsers are told about our pages."""

import dataclasses

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.environment import STRIPE_API
from config.middleware import SecurityHeadersMiddleware


def _policy(path="/", audience="public", response=None) -> dict[str, str]:
    request = RequestFactory().get(path)
    request.host_audience = audience
    answer = SecurityHeadersMiddleware(lambda request: response or HttpResponse())(request)
    rules = answer["Content-Security-Policy"].split("; ")
    return dict(rule.split(" ", 1) for rule in rules if " " in rule)


@pytest.mark.parametrize("audience", ["public", "staff", "partner"])
def test_our_pages_run_nothing_inline_and_load_nothing_from_elsewhere(audience):
    policy = _policy(audience=audience)
    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"


def test_wagtails_admin_is_looser_and_only_on_the_staff_host():
    assert "'unsafe-inline'" in _policy("/admin/", "staff")["script-src"]
    assert _policy("/admin/", "public")["script-src"] == "'self'"


def test_the_pay_button_may_lead_to_stripe_and_nowhere_else(settings):
    settings.STRIPE_API = STRIPE_API
    assert _policy()["form-action"] == "'self' https://checkout.stripe.com"


def test_the_pay_button_may_lead_to_the_sandbox_where_that_runs(settings):
    settings.STRIPE_API = "http://127.0.0.1:4711"
    assert _policy()["form-action"] == "'self' http://127.0.0.1:4711 http://localhost:4711"


def test_a_view_may_be_stricter():
    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    assert _policy(response=own) == {"default-src": "'none'"}


def test_pictures_come_from_here_and_from_the_maps_provider_alone(settings):
    assert _policy()["img-src"] == "'self' data:"
    tiles = "https://maps.marlshire.example/{z}/{x}/{y}.png"
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, map_tiles_url=tiles)
    assert _policy()["img-src"] == "'self' data: https://maps.marlshire.example"
