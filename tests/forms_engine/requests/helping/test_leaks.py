"""What a helper sees: the requests of whom they act for, as far as it was agreed, while it stands; instead of their own."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from forms_engine.catalogue.models import Service
from forms_engine.requests.helping.accepting import refuse
from forms_engine.requests.helping.ending import end
from forms_engine.requests.helping.inviting import invite
from forms_engine.requests.helping.selectors import may_send
from forms_engine.requests.selectors import listed_for, request_for, requests_for
from tests.forms_engine.requests.helping.people import (
    acting,
    agreed,
    asked,
    customer_of,
    newest_token,
    resident,
)
from tests.forms_engine.requests.makers import make_service, sent

pytestmark = pytest.mark.django_db


def seen(principal):
    """What they see in lists, which is what they count and open."""
    found = set(requests_for(principal))
    assert found == set(listed_for(principal)) and len(found) == requests_for(principal).count()
    for made in found:
        assert request_for(principal, made.reference) == made
    return found


@pytest.fixture
def hers(pia):
    """Pia's: of an open service, of a team-only and of a restricted one."""
    whose = customer_of(pia)
    services = [
        make_service("trees"),
        make_service("care", Service.Openness.TEAM_ONLY),
        make_service("safety", Service.Openness.RESTRICTED),
    ]
    return [sent(customer=whose, service=service) for service in services]


def test_the_helper_sees_hers_instead_of_their_own(pia, hal, hers):
    own = sent(customer=customer_of(hal), service=hers[0].service)
    sent(service=hers[0].service)
    _, acts = agreed(pia, hal)
    assert seen(acts) == {hers[0]}, "what is not open to everybody has to be named"
    assert seen(hal) == {own} and seen(pia) == set(hers)


@pytest.mark.parametrize("named", [0, 1, 2])
def test_only_the_services_that_were_named(pia, hal, hers, named):
    _, acts = agreed(pia, hal, services=[hers[named].service])
    assert seen(acts) == {hers[named]}
    for other in hers:
        assert (request_for(acts, other.reference) is not None) == (other == hers[named])


def test_a_service_that_is_gone_leaves_nothing_and_not_everything(pia, hal, hers):
    gone = make_service("gone")
    _, acts = agreed(pia, hal, services=[gone])
    gone.delete()
    assert seen(acts) == set()
    assert not may_send(hal.user.pk, customer_of(pia).pk, hers[0].service).exists()


@pytest.mark.parametrize("fields", [{"is_practice": True}, {"audience": "staff"}, {"audience": "partner"}])
def test_what_is_not_among_hers_on_the_public_site_is_not_there(pia, hal, hers, fields):
    _, acts = agreed(pia, hal)
    sent(customer=customer_of(pia), service=hers[0].service, **fields)
    assert seen(acts) == {hers[0]}


def test_an_agreement_s_id_opens_nothing_to_others_nor_before_or_after_it_stands(pia, hal, hers):
    made = invite(pia, asked())
    assert not seen(acting(hal, made)), "invited"
    refuse(hal, newest_token())
    assert not seen(acting(hal, made)), "refused"
    stands, acts = agreed(pia, hal)
    assert seen(acts)
    other = resident("Olga Other", "olga@example.org")
    for stranger in (acting(other, stands), acting(pia, stands), acting(hal.public(), stands)):
        assert not seen(stranger)
    assert not seen(replace(hal, helping=uuid4()))
    for audience in ("staff", "partner"):
        assert not seen(replace(acts, audience=audience))
    end(pia, stands.pk)
    assert not seen(acts), "ended"


def test_nor_past_its_last_day_nor_with_her_account_closed(pia, hal, hers):
    _, acts = agreed(pia, hal, last_day=timezone.localdate())
    assert seen(acts)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert not seen(acts)
    pia.user.is_active = False
    pia.user.save(update_fields=["is_active"])
    assert not seen(acts)


def test_it_costs_one_query(pia, hal, hers, django_assert_num_queries):
    _, acts = agreed(pia, hal)
    with django_assert_num_queries(1):
        assert len(requests_for(acts)) == 1
