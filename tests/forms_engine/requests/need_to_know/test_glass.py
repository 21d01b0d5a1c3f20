"""Breaking the glass: who may, what it opens and for how long, and who hears of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import TakenSlot
from accounts.roles import Role
from accounts.services import grant_role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.journeys import services as journeys
from forms_engine.notices.models import Notice
from forms_engine.requests import messages, services
from forms_engine.requests.models import BrokenGlass, Request, TimelineEntry
from forms_engine.requests.need_to_know import breaking
from forms_engine.requests.need_to_know.breaking import break_glass, close_glass
from forms_engine.requests.need_to_know.glass import glass_on, open_glass_of
from forms_engine.requests.need_to_know.reviewers import glass_for
from forms_engine.requests.need_to_know.reviewing import late_for, late_in_the_house, review
from forms_engine.requests.references import new_reference
from forms_engine.requests.selectors import may_decide, request_for, requests_for
from forms_engine.requests.states import NotAllowed, StateRefused
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db

WHY = "She is at the door of the office and says that he has a knife."


def at_work(*roles, team=None, **fields):
    person = make_staff(*roles, **fields)
    if team is not None:
        team.members.add(person)
    return admit(person, "staff")


@pytest.fixture
def kept():
    """A request of a restricted service."""
    open_council()
    made = journeys.submit(started().id)
    Service.objects.filter(slug=made.service.slug).update(openness=Service.Openness.RESTRICTED)
    return Request.objects.select_related("service__team").get(id=made.id)


def copied(request, **fields):
    """Another request like it."""
    values = {field.attname: getattr(request, field.attname) for field in Request._meta.concrete_fields}
    own = {"id": uuid4(), "reference": new_reference(), "submission_id": uuid4()}
    return Request.objects.create(**{**values, **own, **fields})


@pytest.fixture
def outsider():
    return at_work(Role.OFFICER, name="Olu Outside")


@pytest.fixture
def lead(kept):
    team = kept.service.team
    found = at_work(
        Role.TEAM_LEAD, Role.RESTRICTED_CASE_OFFICER, team=team, name="Lena Lead", email="lena@example.org"
    )
    team.lead = found.user
    team.save()
    return found


def test_it_can_be_read_for_an_hour_and_nothing_else(kept, outsider):
    assert glass_on(outsider, kept.reference) is None
    opened = break_glass(outsider, kept.reference.lower(), WHY)
    assert opened.until - opened.at == timedelta(hours=1)
    assert glass_on(outsider, kept.reference) == opened
    # No list, no count, no verb knows of it.
    assert not requests_for(outsider).exists() and request_for(outsider, kept.reference) is None
    assert not may_decide(outsider, kept)
    with pytest.raises(NotAllowed):
        services.set_state(outsider, kept.id, to="in-progress", message="", seen="received")
    with pytest.raises(NotAllowed):
        messages.write_as_officer(outsider, kept.id, "Hello", is_note=True)
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert glass_on(outsider, kept.reference) is None


def test_it_is_on_the_timeline_for_its_team_alone(kept, outsider):
    break_glass(outsider, kept.reference, WHY)
    entry = kept.timeline.get(kind=TimelineEntry.Kind.GLASS)
    assert (entry.actor, entry.message, entry.shown_to_customer) == (outsider.user, WHY, False)


def test_whoever_leads_is_told_at_once_without_the_reason(kept, outsider, lead):
    at_work(Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, team=kept.service.team, email="mate@example.org")
    at_work(Role.SERVICE_MANAGER, team=kept.service.team, email="manager@example.org")  # may not see it
    opened = break_glass(outsider, kept.reference, WHY)
    letter = Notice.objects.get(subject="request.glass")
    assert letter.recipient == "lena@example.org"
    assert "Olu Outside" in letter.body and kept.reference in letter.body
    assert f"/workplace/glass/reviews/{opened.id}/" in letter.body
    assert "knife" not in letter.body and kept.name not in letter.body


@pytest.mark.parametrize(
    "roles",
    [
        (),
        (Role.AUDITOR,),
        (Role.FINANCE,),
        (Role.BOOKING_OFFICER,),
        (Role.ADMINISTRATOR,),
        (Role.ADMINISTRATOR, Role.OFFICER),
        (Role.COUNCILLOR,),
        (Role.COUNCILLOR, Role.OFFICER),
    ],
)
def test_some_never_may(kept, roles):
    with pytest.raises(NotAllowed):
        break_glass(at_work(*roles), kept.reference, WHY)
    assert not BrokenGlass.objects.exists()


def test_it_is_over_once_the_role_is_gone_or_another_is_held(kept, outsider):
    break_glass(outsider, kept.reference, WHY)
    outsider.user.role_grants.all().delete()
    assert glass_on(admit(outsider.user, "staff"), kept.reference) is None


def test_what_is_not_there_and_what_may_not_be_said_to_be_are_answered_alike(kept, outsider):
    told = set()
    practice = copied(kept, is_practice=True)
    for reference in (practice.reference, "K7W-Q3X-T9D4", "nonsense", "", "x" * 500, "a\0b"):
        with pytest.raises(breaking.NoSuchRequest) as refused:
            break_glass(outsider, reference, WHY)
        told.add(str(refused.value))
    assert len(told) == 1 and not BrokenGlass.objects.exists()


def test_what_is_shown_anyway_needs_no_glass(kept, lead):
    with pytest.raises(breaking.AlreadyShown):
        break_glass(lead, kept.reference, WHY)


@pytest.mark.parametrize("reason", ["", "  ", "because", "x" * 1001, "she is\0 at the door"])
def test_a_reason_is_needed(kept, outsider, reason):
    with pytest.raises(ValueError, match="Say why"):
        break_glass(outsider, kept.reference, reason)
    assert not TakenSlot.objects.exists()


def test_nobody_tries_more_often_than_ten_times_a_day(kept, outsider):
    for _ in range(10):
        with pytest.raises(breaking.NoSuchRequest):
            break_glass(outsider, "K7W-Q3X-T9D4", WHY)
    with pytest.raises(breaking.TooOften):
        break_glass(outsider, kept.reference, WHY)
    break_glass(at_work(Role.OFFICER), kept.reference, WHY)  # a limit of each person's own
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        break_glass(outsider, kept.reference, WHY)


def test_a_second_click_is_the_same_glass(kept, outsider, lead):
    first = break_glass(outsider, kept.reference, WHY)
    assert break_glass(outsider, kept.reference, "Another reason, said again.") == first
    assert BrokenGlass.objects.count() == 1 == Notice.objects.filter(subject="request.glass").count()
    assert TakenSlot.objects.count() == 1


def test_it_ends_early_and_can_be_broken_again(kept, outsider):
    first = break_glass(outsider, kept.reference, WHY)
    assert close_glass(outsider, kept.reference)
    assert not close_glass(outsider, kept.reference)
    with time_machine.travel(timezone.now() + timedelta(seconds=2), tick=False):
        assert glass_on(outsider, kept.reference) is None
        assert break_glass(outsider, kept.reference, WHY) != first


def test_only_whoever_broke_it_reads_by_it_and_ends_it(kept, outsider):
    other = at_work(Role.OFFICER)
    break_glass(outsider, kept.reference, WHY)
    assert not open_glass_of(other).exists() and not close_glass(other, kept.reference)


def test_review_is_by_those_who_lead_once(kept, outsider, lead):
    opened = break_glass(outsider, kept.reference, WHY)
    strangers = [
        outsider,
        at_work(Role.ADMINISTRATOR),
        at_work(Role.TEAM_LEAD, Role.RESTRICTED_CASE_OFFICER),  # of another team
        at_work(Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, team=kept.service.team),
        at_work(Role.TEAM_LEAD, team=kept.service.team),  # not shown to them
    ]
    for one in strangers:
        assert not glass_for(one).exists()
        with pytest.raises(NotAllowed):
            review(one, opened.id, "right", "Of course.")
    for finding, words in (("", "x"), ("nonsense", "x"), ("right", " "), ("right", "x" * 2001)):
        with pytest.raises(ValueError):
            review(lead, opened.id, finding, words)
    kept_review = review(lead, opened.id, "right", "They rang us first.")
    assert review(lead, opened.id, "right", "They rang us first.") == kept_review
    with pytest.raises(StateRefused):
        review(lead, opened.id, "wrong", "On second thoughts.")
    assert glass_on(outsider, kept.reference) == opened  # right: the hour runs on
    said = kept.timeline.filter(kind=TimelineEntry.Kind.GLASS).last()
    assert said.actor == lead.user and "They rang us first." in said.message


def test_what_was_wrong_ends_at_once(kept, outsider, lead):
    opened = break_glass(outsider, kept.reference, WHY)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        review(lead, opened.id, "wrong", "There was no emergency.")
        assert glass_on(outsider, kept.reference) is None


def test_nobody_reviews_themselves_even_if_they_lead_by_now(kept, outsider):
    opened = break_glass(outsider, kept.reference, WHY)
    kept.service.team.members.add(outsider.user)
    for role in (Role.TEAM_LEAD, Role.RESTRICTED_CASE_OFFICER):
        grant_role(outsider.user, role)
    with pytest.raises(NotAllowed):
        review(admit(outsider.user, "staff"), opened.id, "right", "I was right.")
    with pytest.raises(DatabaseError), transaction.atomic():
        BrokenGlass.objects.filter(id=opened.id).update(
            finding="right", words="x", reviewed_by=outsider.user, reviewed_at=timezone.now()
        )


def test_what_nobody_reviews_for_three_days_is_late(kept, outsider, lead):
    opened = break_glass(outsider, kept.reference, WHY)
    admin = at_work(Role.ADMINISTRATOR)
    now = timezone.now()
    assert not late_for(lead, now).exists() and not late_in_the_house(admin, now).exists()
    later = now + timedelta(days=3, minutes=1)
    assert late_for(lead, later).get() == opened == late_in_the_house(admin, later).get()
    assert not late_for(outsider, later).exists() and not late_in_the_house(outsider, later).exists()
    review(lead, opened.id, "right", "They rang us.")
    assert not late_for(lead, later).exists() and not late_in_the_house(admin, later).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": "Something else."},
        {"until": timezone.now() + timedelta(days=2)},
        {"at": timezone.now() - timedelta(days=2)},
    ],
)
def test_the_database_keeps_it_as_it_was(kept, outsider, changes):
    opened = break_glass(outsider, kept.reference, WHY)
    with pytest.raises(DatabaseError), transaction.atomic():
        BrokenGlass.objects.filter(id=opened.id).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        opened.delete()


def test_reading_costs_one_query_more(kept, outsider, django_assert_num_queries):
    with django_assert_num_queries(1):
        glass_on(outsider, kept.reference)
    break_glass(outsider, kept.reference, WHY)
    with django_assert_num_queries(2):
        glass_on(outsider, kept.reference)
