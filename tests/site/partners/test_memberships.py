"""Which organisations a person can speak for today."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Role
from partners.models import Membership, Organisation
from partners.selectors import organisation_keys
from partners.services import add_member
from tests.factories import leave, make_partner, make_user

pytestmark = pytest.mark.django_db


def test_a_membership_gives_its_organisations_key():
    user = make_partner("hale-house")
    add_member(Organisation.objects.create(slug="oak-school", name="Oak"), user, role=Role.PARTNER_MANAGER)
    assert sorted(organisation_keys(user)) == ["partner:hale-house", "partner:oak-school"]
    assert organisation_keys(make_user()) == []


def test_an_ended_membership_gives_nothing_and_can_be_taken_up_again():
    user = make_partner("hale-house")
    leave(user)
    assert organisation_keys(user) == []
    add_member(Organisation.objects.get(), user)
    assert organisation_keys(user) == ["partner:hale-house"]


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (1, True)])
def test_a_membership_holds_to_the_end_of_its_last_day(days, counts):
    user = make_partner()
    Membership.objects.update(expires=timezone.localdate() + datetime.timedelta(days=days))
    assert bool(organisation_keys(user)) == counts
    Organisation.objects.update(state="closed")
    assert organisation_keys(user) == []
