"""Who works on a request: taken, given, put back, and never held by whoever may not see it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Absence, Queue, Service, Team
from forms_engine.journeys.services import submit
from forms_engine.requests import assigning, handing_on, services
from forms_engine.requests.models import Request
from forms_engine.requests.placing import place_in_queue
from forms_engine.requests.references import new_reference
from forms_engine.requests.states import NotAllowed, StateRefused
from tests.factories import make_partner, make_staff, make_user
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    open_council()
    made = submit(started().id)
    place_in_queue(str(made.id), "highways")
    made.refresh_from_db()
    return made


@pytest.fixture
def highways(report):
    return Team.objects.get(slug="highways")


@pytest.fixture
def ida(highways):
    return officer_of(highways, "Ida Officer")


@pytest.fixture
def ben(highways):
    return officer_of(highways, "Ben Officer")


def officer_of(team, name, role=Role.OFFICER):
    person = make_staff(role, name=name)
    team.members.add(person)
    return person


def asking(user, audience="staff"):
    return admit(user, audience)


def told(request):
    """What its timeline says of who worked on it."""
    kinds = ["taken", "given", "put-back"]
    found = request.timeline.filter(kind__in=kinds).select_related("actor")
    return [(entry.kind, entry.message, entry.actor and entry.actor.name) for entry in found]


def held_by(request):
    request.refresh_from_db()
    return request.assigned_to


def test_taken_it_is_mine_and_the_timeline_says_so(report, ida):
    assigning.take(asking(ida), report.id, "")
    assert held_by(report) == ida and report.assigned_at is not None
    assert told(report) == [("taken", "", "Ida Officer")]
    assert not report.timeline.get(kind="taken").shown_to_customer
    # Again, by a page that had gone stale or a second click: nothing happens.
    assigning.take(asking(ida), report.id, "")
    assert len(told(report)) == 1


def test_one_that_somebody_has_is_refused_by_name_and_taken_over_only_openly(report, ida, ben):
    assigning.take(asking(ida), report.id, "")
    with pytest.raises(StateRefused, match="Ida Officer has this request since"):
        assigning.take(asking(ben), report.id, "")
    assert held_by(report) == ida
    assigning.take(asking(ben), report.id, str(ida.uuid))
    assert held_by(report) == ben
    assert told(report)[-1] == ("taken", "Taken over from Ida Officer.", "Ben Officer")


def test_given_to_a_colleague_with_words(report, ida, ben):
    assigning.give(asking(ida), report.id, ben, "", why="You know this road.")
    assert held_by(report) == ben
    assert told(report) == [("given", "To Ben Officer. You know this road.", "Ida Officer")]
    assigning.give(asking(ida), report.id, ben, "")  # again
    assert len(told(report)) == 1
    with pytest.raises(StateRefused, match="Ben Officer has this request"):
        assigning.give(asking(ida), report.id, ida, "")


def test_giving_to_somebody_away_warns_and_names_who_covers(report, ida, ben, highways):
    cara = officer_of(highways, "Cara Officer")
    today = timezone.localdate()
    Absence.objects.create(user=ben, starts=today, ends=today + timedelta(days=3), covered_by=cara)
    with pytest.raises(assigning.IsAway, match=r"Ben Officer is away until .*Cara Officer covers") as away:
        assigning.give(asking(ida), report.id, ben, "")
    assert away.value.covers == cara and held_by(report) is None
    assigning.give(asking(ida), report.id, ben, "", although_away=True)
    assert held_by(report) == ben


def test_whoever_may_not_see_it_cannot_hold_it(report, ida, highways):
    Service.objects.filter(pk=report.service_id).update(openness="restricted")
    careful = officer_of(highways, "Rhys Restricted", Role.RESTRICTED_CASE_OFFICER)
    with pytest.raises(NotAllowed):
        assigning.take(asking(ida), report.id, "")
    with pytest.raises(StateRefused, match="may not see this request"):
        assigning.give(asking(careful), report.id, ida, "")
    report.refresh_from_db()
    assert list(assigning.colleagues_to_give_to(asking(careful), report)) == [careful]
    assert not assigning.colleagues_to_give_to(asking(ida), report).exists()
    assigning.take(asking(careful), report.id, "")
    assert held_by(report) == careful


def test_team_only_stays_in_the_team(report, ida, ben):
    Service.objects.filter(pk=report.service_id).update(openness="team-only")
    other = officer_of(Team.objects.create(slug="parks", name="Parks"), "Pat Parks")
    with pytest.raises(NotAllowed):
        assigning.take(asking(other), report.id, "")
    with pytest.raises(StateRefused, match="Pat Parks may not see"):
        assigning.give(asking(ida), report.id, other, "")
    report.refresh_from_db()
    assert {ida, ben} <= set(assigning.colleagues_to_give_to(asking(ida), report))
    assert other not in assigning.colleagues_to_give_to(asking(ida), report)


@pytest.mark.parametrize("gone", ["closed", "left", "no role", "resident"])
def test_nobody_who_does_not_work_here_is_given_any(report, ida, highways, gone):
    person = make_user(name="Gone") if gone == "resident" else officer_of(highways, "Gone")
    if gone == "no role":
        person.role_grants.all().delete()
    person.is_active = gone != "closed"
    person.is_staff = person.is_staff and gone != "left"
    person.save()
    with pytest.raises(StateRefused, match="may not see"):
        assigning.give(asking(ida), report.id, person, "")
    assert person not in assigning.colleagues_to_give_to(asking(ida), report)


def test_put_back_by_its_holder_or_by_a_colleague(report, ida, ben):
    assigning.take(asking(ida), report.id, "")
    with pytest.raises(StateRefused, match="Ida Officer has this request"):
        assigning.put_back(asking(ben), report.id, str(ben.uuid))
    assigning.put_back(asking(ben), report.id, str(ida.uuid), why="She is ill.")
    assert held_by(report) is None and report.assigned_at is None
    assert told(report)[-1] == ("put-back", "Ida Officer had it. She is ill.", "Ben Officer")
    assigning.put_back(asking(ben), report.id, str(ida.uuid))  # again
    assert len(told(report)) == 2


def test_nothing_is_taken_that_is_finished_or_not_received(report, ida):
    services.set_state(asking(ida), report.id, to="resolved", message="", seen="received")
    for verb in (
        lambda: assigning.take(asking(ida), report.id, ""),
        lambda: assigning.give(asking(ida), report.id, ida, ""),
    ):
        with pytest.raises(StateRefused, match="finished"):
            verb()
    waiting = submit(started("apply-for-a-blue-badge").id)
    with pytest.raises(StateRefused, match="not been received"):
        assigning.take(asking(ida), waiting.id, "")


def test_finished_it_keeps_who_worked_on_it(report, ida):
    assigning.take(asking(ida), report.id, "")
    services.set_state(asking(ida), report.id, to="resolved", message="", seen="received")
    assert held_by(report) == ida


def test_handed_on_to_another_team_nobody_has_it(report, ida):
    assigning.take(asking(ida), report.id, "")
    parks = Team.objects.create(slug="parks", name="Parks")
    Queue.objects.create(slug="parks", name="Parks", team=parks)
    handing_on.hand_on(asking(ida), report.id, to="parks", why="A tree", seen="highways")
    assert held_by(report) is None
    assert told(report)[-1] == ("put-back", "It was handed on.", "Ida Officer")


def test_handed_on_within_the_team_it_stays(report, ida, highways):
    assigning.take(asking(ida), report.id, "")
    Queue.objects.create(slug="bridges", name="Bridges", team=highways)
    handing_on.hand_on(asking(ida), report.id, to="bridges", why="A bridge", seen="highways")
    assert held_by(report) == ida


def like(report, **fields):
    values = {field.attname: getattr(report, field.attname) for field in Request._meta.concrete_fields}
    own = {"id": uuid4(), "reference": new_reference(), "submission_id": uuid4()}
    return Request.objects.create(**{**values, **own, **fields})


def test_the_next_is_the_first_due_then_the_oldest_that_nobody_has(report, ida, ben):
    today = timezone.localdate()
    Request.objects.filter(id=report.id).update(due_on=None)
    late = like(report, due_on=today - timedelta(days=1))
    later = like(report, due_on=today + timedelta(days=5))
    assigning.take(asking(ben), later.id, "")
    queue = Queue.objects.get(slug="highways")
    taken = [assigning.take_next(asking(ida), queue) for _ in range(3)]
    assert [one and one.id for one in taken] == [late.id, report.id, None]
    assert held_by(late) == ida and told(late) == [("taken", "", "Ida Officer")]


def test_the_next_is_never_one_that_is_not_shown(report, ida):
    Service.objects.filter(pk=report.service_id).update(openness="restricted")
    assert assigning.take_next(asking(ida), Queue.objects.get(slug="highways")) is None
    with pytest.raises(NotAllowed):
        assigning.take_next(asking(make_user(), "public"), Queue.objects.get(slug="highways"))


def test_whoever_practises_takes_practice_only(report, ida):
    practising = replace(asking(ida), practising=True)
    with pytest.raises(NotAllowed):
        assigning.take(practising, report.id, "")
    trial = like(report, is_practice=True)
    assigning.take(practising, trial.id, "")
    assert held_by(trial) == ida


def test_a_team_outside_takes_what_is_in_its_queue(report, highways):
    kerb = Team.objects.create(slug="kerb", name="Kerb and Co", organisation="kerb")
    queue = Queue.objects.create(slug="kerb", name="Kerb and Co", team=kerb)
    person, colleague = make_partner("kerb", name="Kit Kerb"), make_partner("kerb", name="Kay Kerb")
    stranger = make_partner("hale-house", name="Hal House")
    partner = asking(person, "partner")
    with pytest.raises(NotAllowed):
        assigning.take(partner, report.id, "")
    place_in_queue(str(report.id), "kerb")
    assigning.take(partner, report.id, "")
    assigning.give(partner, report.id, colleague, str(person.uuid))
    assert held_by(report) == colleague
    with pytest.raises(StateRefused, match="Hal House may not see"):
        assigning.give(partner, report.id, stranger, str(colleague.uuid))
    assigning.put_back(partner, report.id, str(colleague.uuid))
    taken = assigning.take_next(partner, queue)
    assert taken is not None and taken.id == report.id


def test_who_is_in_my_teams(report, ida, ben):
    elsewhere = officer_of(Team.objects.create(slug="parks", name="Parks"), "Pat Parks")
    found = set(assigning.colleagues_of(asking(ida)))
    assert ben in found and not {ida, elsewhere} & found
    assert not assigning.colleagues_of(asking(make_user(), "public")).exists()
