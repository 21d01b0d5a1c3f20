"""Deciding against a threshold: who, why, by which criteria; agreed to by somebody else where that is wanted."""

import pytest
from django.db import DatabaseError, transaction

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.duty.deciding import DecisionRefused, agree, decide
from forms_engine.requests.duty.standing import decisions_for, has_duty, stands, to_triage
from forms_engine.requests.models import ThresholdDecision, TimelineEntry
from forms_engine.requests.services import set_state
from forms_engine.requests.states import NotAllowed
from tests.forms_engine.requests.duty.desk import at_work, in_force

pytestmark = pytest.mark.django_db


def say(principal, request, *, result="met", met=("c1",), why="She told the nurse.", seen="", threshold=1):
    return decide(
        principal, request.pk, threshold=threshold, met=list(met), result=result, why=why, seen=seen
    )


def told(request):
    return list(
        request.timeline.filter(kind=TimelineEntry.Kind.THRESHOLD).values_list("message", "shown_to_customer")
    )


def test_who_decided_and_why_stays_with_the_request(service, report):
    in_force(service)
    officer = at_work(service, name="Dee Duty")
    made = say(officer, report, met=["c3", "c1"])
    assert (made.met, made.decided_by.name, made.why) == (["c1", "c3"], "Dee Duty", "She told the nurse.")
    assert told(report) == [("The threshold is met: She told the nurse.", False)]
    assert not to_triage(officer).exists()


def test_a_second_click_is_the_same_decision(service, report):
    in_force(service)
    officer = at_work(service)
    assert say(officer, report) == say(officer, report)
    assert ThresholdDecision.objects.count() == 1 and len(told(report)) == 1


def test_more_needed_leaves_it_on_the_desk(service, report):
    in_force(service, two=True)
    officer = at_work(service)
    say(officer, report, result="more-needed", met=[])
    assert list(to_triage(officer)) == [report]


def test_a_second_person_has_to_agree_where_that_is_wanted(service, report):
    in_force(service, two=True)
    first, second = at_work(service), at_work(service)
    made = say(first, report)
    assert not stands(made) and list(to_triage(second)) == [report]
    with pytest.raises(NotAllowed):
        agree(first, made.pk, agrees=True, words="")
    made = agree(second, made.pk, agrees=True, words="Yes, clearly.")
    assert stands(made) and not to_triage(first).exists()
    with pytest.raises(DecisionRefused, match="already"):
        agree(second, made.pk, agrees=False, words="No.")
    assert agree(second, made.pk, agrees=True, words=" Yes, clearly. ") == made, "a second click"
    assert [message for message, _ in told(report)] == [
        "The threshold is met (a second person has to agree): She told the nurse.",
        "Agreed to: The threshold is met. Yes, clearly.",
    ]


def test_who_does_not_agree_says_why_and_it_is_decided_anew(service, report):
    in_force(service, two=True)
    first, second = at_work(service), at_work(service)
    made = say(first, report)
    with pytest.raises(DecisionRefused, match="why"):
        agree(second, made.pk, agrees=False, words=" ")
    agree(second, made.pk, agrees=False, words="The risk is past.")
    assert list(to_triage(first)) == [report]
    anew = say(first, report, result="not-met", met=[], seen=str(made.pk))
    assert list(decisions_for(first, report)) == [anew, made]
    with pytest.raises(DecisionRefused, match="decided anew"):
        agree(second, made.pk, agrees=True, words="")


@pytest.mark.parametrize(
    ("said", "why_not"),
    [
        ({"why": " "}, "Say why"),
        ({"why": "x" * 3001}, "3,000"),
        ({"met": []}, "Tick the criteria"),
        ({"met": ["c9"]}, "this threshold only"),
        ({"result": "perhaps"}, "whether"),
        ({"threshold": 2}, "have changed"),
        ({"seen": "6c1b6f0e-3f0e-4f7e-9d56-1f6b1a2c3d4e"}, "colleague has decided"),
    ],
)
def test_what_is_no_decision_is_refused(service, report, said, why_not):
    in_force(service)
    with pytest.raises(DecisionRefused, match=why_not):
        say(at_work(service), report, **said)
    assert not ThresholdDecision.objects.exists() and told(report) == []


def test_a_service_without_threshold_has_no_duty_desk(service, report):
    officer = at_work(service)
    assert not has_duty(officer) and not to_triage(officer).exists()
    with pytest.raises(DecisionRefused, match="no threshold"):
        say(officer, report)


def test_what_is_finished_is_not_decided_and_not_on_the_desk(service, report):
    in_force(service)
    officer = at_work(service)
    set_state(officer, report.pk, to="closed", message="", seen="received")
    assert not to_triage(officer).exists()
    with pytest.raises(DecisionRefused, match="not being worked on"):
        say(officer, report)


def test_nothing_of_it_shows_outside_the_team(service, report):
    in_force(service)
    made = say(at_work(service), report)
    Service.objects.filter(pk=service.pk).update(openness=Service.Openness.RESTRICTED)
    other = Service.objects.exclude(team=service.team).first()
    for outside in (
        at_work(other, Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, Role.TEAM_LEAD),
        at_work(service, Role.OFFICER),
        at_work(service, Role.COUNCILLOR),
    ):
        assert not to_triage(outside).exists() and not decisions_for(outside, report).exists()
        with pytest.raises(NotAllowed):
            say(outside, report, seen=str(made.pk))
        with pytest.raises(NotAllowed):
            agree(outside, made.pk, agrees=True, words="")


def test_another_teams_officer_has_it_not_on_their_desk(service, report):
    in_force(service)
    other = Service.objects.exclude(team=service.team).first()
    assert not to_triage(at_work(other)).exists()


@pytest.mark.parametrize("change", [{"why": "Other"}, {"result": "not-met"}, {"met": []}])
def test_a_decision_is_not_changed(service, report, change):
    in_force(service)
    made = say(at_work(service), report)
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        ThresholdDecision.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        made.delete()
