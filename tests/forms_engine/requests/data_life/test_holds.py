"""Legal holds: who sets them, what they stop, and that they stay written down."""

import pytest
from django.db import DatabaseError, transaction

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.journeys.services import submit
from forms_engine.requests.data_life import holds
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.kept import Kept
from forms_engine.requests.models import LegalHold, Tombstone
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.data_life.test_erasing import finish

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(db):
    open_council()
    return finish(submit(started().id))


@pytest.fixture
def manager(finished):
    user = make_staff(Role.OFFICER, Role.SERVICE_MANAGER)
    finished.service.team.members.add(user)
    return admit(user, "staff")


def test_what_is_held_is_kept_until_the_hold_is_lifted(finished, manager):
    made = holds.hold(manager, request=finished, why="A claim")
    assert holds.hold(manager, request=finished, why="A claim again").pk == made.pk
    assert holds.is_held(finished)
    with pytest.raises(Kept) as why:
        erase_request(finished.pk, Tombstone.Because.TIME)
    assert why.value.reasons == ["hold"]
    assert holds.lift(manager, made.pk).lifted_at
    holds.lift(manager, made.pk)
    assert [entry.kind for entry in finished.timeline.all()][-2:] == ["hold", "hold-lifted"]
    assert erase_request(finished.pk, Tombstone.Because.TIME)
    assert LegalHold.objects.get().why == "Erased."


def test_only_service_managers_and_administrators_who_see_it(finished, manager):
    officer = make_staff(Role.OFFICER, Role.TEAM_LEAD)
    finished.service.team.members.add(officer)
    with pytest.raises(holds.HoldRefused):
        holds.hold(admit(officer, "staff"), request=finished, why="A claim")
    made = holds.hold(manager, request=finished, why="A claim")
    finished.service.openness = "team"
    finished.service.save(update_fields=["openness"])
    finished.service.team.members.clear()
    assert not holds.holds_for(manager).exists()
    with pytest.raises(holds.HoldRefused):
        holds.lift(manager, made.pk)
    with pytest.raises(holds.HoldRefused):
        holds.hold(manager, request=finished, why="Another")


@pytest.mark.parametrize("why", ["", "  \x00", "x" * 501])
def test_a_hold_says_why(finished, manager, why):
    with pytest.raises(holds.HoldRefused, match="Say why"):
        holds.hold(manager, request=finished, why=why)


def test_a_hold_is_never_taken_away(finished, manager):
    holds.hold(manager, request=finished, why="A claim")
    for change in (
        lambda: LegalHold.objects.all().delete(),
        lambda: LegalHold.objects.update(why="Nothing"),
    ):
        with pytest.raises(DatabaseError, match="stays written down"), transaction.atomic():
            change()
