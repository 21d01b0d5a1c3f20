"""What a duty desk decides by: versions that are put in force by those who lead, and never change."""

import pytest
from django.db import DatabaseError, transaction

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.duty.thresholds import (
    MOST_CRITERIA,
    ThresholdRefused,
    criteria_of,
    put_in_force,
    services_to_set,
    threshold_of,
)
from forms_engine.requests.models import Threshold
from forms_engine.requests.states import NotAllowed
from tests.forms_engine.requests.duty.desk import CRITERIA, at_work, in_force

pytestmark = pytest.mark.django_db


def put(principal, service, seen=0, criteria=CRITERIA, name="Adult at risk", two=False):
    return put_in_force(principal, service, name=name, criteria=criteria, needs_second_person=two, seen=seen)


def test_the_next_version_is_in_force_and_the_last_one_stays(service):
    lead = at_work(service, Role.TEAM_LEAD)
    put(lead, service)
    newest = put(lead, service, seen=1, criteria=["Somebody is in danger"])
    assert threshold_of(service.pk) == newest and newest.number == 2
    assert [one.text for one in criteria_of(Threshold.objects.get(number=1))] == list(CRITERIA)


def test_only_those_who_lead_in_its_team_set_it(service):
    elsewhere = Service.objects.exclude(team=service.team).first()
    for principal in (
        at_work(service, Role.OFFICER),
        at_work(elsewhere, Role.TEAM_LEAD),
        at_work(service, Role.AUDITOR),
        at_work(service, Role.COUNCILLOR),
    ):
        with pytest.raises(NotAllowed):
            put(principal, service)
    assert service in services_to_set(at_work(service, Role.SERVICE_MANAGER))
    assert threshold_of(service.pk) is None


@pytest.mark.parametrize(
    "said",
    [
        {"criteria": []},
        {"criteria": ["  "]},
        {"criteria": ["Twice", "Twice"]},
        {"criteria": [f"Number {number}" for number in range(MOST_CRITERIA + 1)]},
        {"criteria": ["x" * 301]},
        {"name": " "},
        {"seen": 4},
    ],
)
def test_what_cannot_be_decided_by_is_refused(service, said):
    with pytest.raises(ThresholdRefused):
        put(at_work(service, Role.TEAM_LEAD), service, **said)
    assert threshold_of(service.pk) is None


def test_two_who_write_the_next_version_do_not_both_put_it_in_force(service):
    lead = at_work(service, Role.TEAM_LEAD)
    in_force(service)
    put(lead, service, seen=1, name="Mine")
    with pytest.raises(ThresholdRefused, match="another version"):
        put(lead, service, seen=1, name="Yours")
    assert threshold_of(service.pk).name == "Mine"


@pytest.mark.parametrize("change", [{"name": "Easier"}, {"criteria": []}, {"needs_second_person": True}])
def test_a_version_never_changes(service, change):
    made = in_force(service)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Threshold.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        made.delete()
