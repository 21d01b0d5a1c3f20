"""Who is away, and who sees to their work."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Role
from forms_engine.catalogue.models import Absence, Team
from forms_engine.catalogue.selectors import who_sees_to
from tests.factories import make_staff, signed_in

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 8)
NOON = datetime(2027, 3, 8, 12, tzinfo=UTC)


@pytest.fixture
def people():
    lead, ann, bob, cat = (make_staff(Role.OFFICER) for _ in range(4))
    team = Team.objects.create(slug="roads", name="Roads", lead=lead)
    team.members.set([lead, ann, bob, cat])
    return lead, ann, bob, cat


def away(user, cover=None, starts=DAY, ends=DAY):
    return Absence.objects.create(user=user, covered_by=cover, starts=starts, ends=ends)


def test_work_goes_along_the_chain_to_somebody_who_is_there(people):
    lead, ann, bob, cat = people
    assert who_sees_to(ann, NOON) == ann
    away(ann, bob)
    assert who_sees_to(ann, NOON) == bob
    assert who_sees_to(ann, NOON + timedelta(days=1)) == ann
    away(bob, cat)
    assert who_sees_to(ann, NOON) == cat
    # Round in a ring, or to nobody: the lead; and where the lead is away as well it stays where it was.
    ring = away(cat, ann)
    assert who_sees_to(ann, NOON) == lead
    ring.delete()
    cat.is_active = False
    cat.save()
    assert who_sees_to(ann, NOON) == lead
    away(lead)
    assert who_sees_to(ann, NOON) == ann


def test_a_day_away_is_the_councils_own_day(people):
    _lead, ann, bob, _cat = people
    away(ann, bob, starts=date(2027, 7, 1), ends=date(2027, 7, 1))
    assert who_sees_to(ann, datetime(2027, 6, 30, 22, 59, tzinfo=UTC)) == ann
    assert who_sees_to(ann, datetime(2027, 6, 30, 23, 1, tzinfo=UTC)) == bob
    assert who_sees_to(ann, datetime(2027, 7, 1, 23, 1, tzinfo=UTC)) == ann


def test_the_database_refuses_what_makes_no_sense(people):
    _lead, ann, bob, _cat = people
    away(ann, bob, ends=DAY + timedelta(days=2))
    away(bob)
    for wrong in (
        lambda: away(ann, starts=DAY + timedelta(days=2), ends=DAY + timedelta(days=5)),
        lambda: away(bob, bob, starts=DAY + timedelta(days=3), ends=DAY + timedelta(days=3)),
        lambda: away(ann, starts=DAY + timedelta(days=9), ends=DAY + timedelta(days=8)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def fields(person, cover="", first=DAY, last=DAY):
    parts = {
        f"{name}_{unit}": getattr(day, unit)
        for name, day in (("starts", first), ("ends", last))
        for unit in ("day", "month", "year")
    }
    return {"person": person.pk, "covered_by": cover and cover.pk, **parts}


def test_people_enter_their_own_leads_their_teams_and_administrators_everybodys(people):
    lead, ann, bob, _cat = people
    outsider = make_staff(Role.OFFICER)
    soon = date.today() + timedelta(days=3)
    own = signed_in(ann, "staff")
    page = own.get("/workplace/absences/").content.decode()
    assert f'<option value="{bob.pk}"' in page.split('name="covered_by"')[1]
    assert f'<option value="{bob.pk}"' not in page.split('name="covered_by"')[0]
    assert own.post("/workplace/absences/", fields(bob, first=soon, last=soon)).status_code == 422
    assert own.post("/workplace/absences/", fields(ann, bob, first=soon, last=soon)).status_code == 302
    again = own.post("/workplace/absences/", fields(ann, bob, first=soon, last=soon))
    assert "in another absence already" in again.content.decode()
    assert "same teams" in own.post("/workplace/absences/", fields(ann, outsider)).content.decode()
    absence = Absence.objects.get()
    assert absence.entered_by == ann

    stranger = signed_in(outsider, "staff")
    assert ann.name not in stranger.get("/workplace/absences/").content.decode().split("Add days away")[0]
    assert stranger.post(f"/workplace/absences/{absence.pk}/remove/").status_code == 403
    assert signed_in(make_staff(), "staff").get("/workplace/absences/").status_code == 403
    leading = signed_in(lead, "staff")
    assert ann.name in leading.get("/workplace/absences/").content.decode()
    assert leading.post(f"/workplace/absences/{absence.pk}/remove/").status_code == 302
    administrator = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    assert (
        administrator.post("/workplace/absences/", fields(outsider, first=soon, last=soon)).status_code == 302
    )
    assert set(Absence.objects.values_list("user", flat=True)) == {outsider.pk}


def test_days_that_are_none_are_said(people):
    _lead, ann, _bob, _cat = people
    wrong = {**fields(ann), "starts_day": "31", "starts_month": "2", "ends_year": ""}
    page = signed_in(ann, "staff").post("/workplace/absences/", wrong).content.decode()
    assert page.count("Enter a day, such as") >= 2
    backwards = signed_in(ann, "staff").post(
        "/workplace/absences/", fields(ann, last=DAY - timedelta(days=1))
    )
    assert "or later" in backwards.content.decode()
