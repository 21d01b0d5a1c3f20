"""The replies that officers begin from."""

import pytest

from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import submit
from forms_engine.requests.models import ReplyTemplate
from forms_engine.requests.replies import filled, replies_for, reply_of, unknown_placeholders
from tests.forms_engine.council import open_council, started

BODY = {"en": "Dear {name}, about {reference} ({title}): the {service} team.", "cy": "Annwyl {name}"}


@pytest.fixture
def request_(db):
    open_council()
    return submit(started().id)


def template(slug="thanks", **fields):
    return ReplyTemplate.objects.create(**{"slug": slug, "name": slug.title(), "body": BODY, **fields})


def test_filled_in(request_):
    reply = filled(template(asks=True), request_)
    title, service = request_.title, request_.service.name
    assert reply.text == f"Dear Ann Archer, about {request_.reference} ({title}): the {service} team."
    assert (reply.asks, reply.is_theirs, reply.language) == (True, True, "en")


def test_in_the_customers_language_and_said_plainly_where_it_is_not_in_it(request_):
    request_.language = "cy"
    assert filled(template(), request_).text == "Annwyl Ann Archer"
    english = filled(template("other", body={"en": "Dear {name}"}), request_)
    assert (english.text, english.language, english.is_theirs) == ("Dear Ann Archer", "en", False)


def test_nobody_is_called_nothing_and_what_a_customer_typed_is_not_filled_in_again(request_):
    request_.name = ""
    assert filled(template(), request_).text.startswith("Dear customer,")
    request_.name = "{reference} {0} {nothing}"
    assert "Dear {reference} {0} {nothing}, about" in filled(template("again"), request_).text


def test_for_its_service_or_for_every_service(request_):
    other = Service.objects.get(slug="blue-badge", locale__language_code="en")
    template("b-every")
    template("a-own", service=request_.service)
    template("c-other", service=other)
    template("d-gone", is_live=False)
    found = replies_for(request_)
    assert [one.slug for one in found] == ["a-own", "b-every"]
    assert reply_of(request_, found, "b-every").name == "B-Every"
    assert reply_of(request_, found, "c-other") is None and reply_of(request_, found, "\x00") is None


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Dear {name}", []),
        ("{Name} {nam} {nam} {}", ["Name", "nam", ""]),
        ("{ name }", [" name "]),
        ("A lone } or { is itself", []),
        ("{{name}}", []),
        ("{name.__class__}", ["name.__class__"]),
    ],
)
def test_what_is_not_known_in_braces(text, unknown):
    assert unknown_placeholders(text) == unknown
