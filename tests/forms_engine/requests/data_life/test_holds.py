"""Legal holds: who sets them, what they stop, and that they stay written down."""

import pytest
from django.db import DatabaseError, transaction

from accounts.addresses import Address
from accounts.models import AddressKind
from accounts.proved_addresses import prove
from accounts.roles import Role
from audiences.admission import admit
from forms_engine.journeys.services import submit
from forms_engine.requests.claiming_all import claim_all
from forms_engine.requests.data_life import holds
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.kept import Kept
from forms_engine.requests.inward.claiming import claim
from forms_engine.requests.models import Customer, LegalHold, Tombstone
from tests.factories import make_staff, make_user
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.data_life.test_erasing import finish, settled

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


@pytest.mark.parametrize("way", ["by its code", "with all others"])
def test_what_is_held_with_its_customer_stays_held_in_another_account(finished, manager, way):
    before = finished.customer
    held = holds.hold(manager, customer=before, why="A claim")
    ann = make_user(name="Ann Archer", email="ann@example.com")
    Customer.objects.create(user=prove(ann, Address(AddressKind.EMAIL, "ann@example.com")))
    if way == "by its code":
        claim(finished.pk, user=ann)
    else:
        assert claim_all(admit(ann, "public"), [finished.pk])
    finished.refresh_from_db()
    assert finished.customer.user == ann and holds.is_held(finished)
    settled(finished)
    with pytest.raises(Kept):
        erase_request(finished.pk, Tombstone.Because.TIME)
    own = LegalHold.objects.get(request=finished)
    assert (own.why, own.by) == (held.why, held.by)
    assert finished.timeline.filter(kind="hold", shown_to_customer=False).count() == 1
    holds.lift(manager, own.pk)
    assert erase_request(finished.pk, Tombstone.Because.TIME)


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
