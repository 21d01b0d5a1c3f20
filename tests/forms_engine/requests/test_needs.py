"""What a customer needs, also where it was written down before they were found to be one person."""

import pytest

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.customers.merging import merge
from forms_engine.requests.models import Customer, Request
from forms_engine.requests.needs import needs_of
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import BADGES, HIGHWAYS, close, made, officer, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def ida():
    return officer()


def asked(principal, request):
    return needs_of(principal, Request.objects.select_related("customer", "service").get(pk=request.pk))


def test_who_stands_for_them_and_whoever_else_they_are_is_heard(ida):
    request = sent()
    Customer.objects.filter(pk=request.customer_id).update(needs="Text phone only.")
    cy = made(ida, "Cy Cooper", needs="Large print.", language="cy")
    also = made(ida, "Cy", needs="Large print.")
    merge(ida, cy.pk, request.customer_id, "She said so.")
    merge(ida, cy.pk, also.pk, "She said so.")
    found = asked(ida, request)
    assert (found.words, found.language) == ("Large print.\n\nText phone only.", "cy")


def test_alone_it_is_their_own(ida):
    request = sent()
    assert not asked(ida, request)
    Customer.objects.filter(pk=request.customer_id).update(needs=" Text phone only. ", language="cy")
    assert (asked(ida, request).words, asked(ida, request).language) == ("Text phone only.", "cy")


def test_what_is_known_by_a_closed_service_alone_is_not_heard(ida):
    request, closed = sent(), sent(**{"your-email": "other@example.com"})
    Customer.objects.filter(pk=closed.customer_id).update(needs="He must not know where she is.")
    merge(ida, closed.customer_id, request.customer_id, "She said so.")
    assert "must not know" in asked(ida, request).words
    close(HIGHWAYS)
    badges = Service.objects.get(slug=BADGES, locale__language_code="en")
    Request.objects.filter(pk=request.pk).update(service=badges)
    assert asked(ida, request).words == ""
    inside = officer(Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, team="highways")
    assert "must not know" in asked(inside, request).words
