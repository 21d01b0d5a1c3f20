"""An appointment of each request tomorrow, with a resource of its service's team."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from forms_engine.booking.models import Booking, BookingEvent, Place, Resource, ResourceKind
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from tests.forms_engine.booking import calendars
from tests.leaks.desk.canaries import World

# The lists of what waits for somebody, by their names in addresses.
LISTS = ("approval", "no-longer-fits", "request-ended", "not-marked")


def add_appointment(world: World, thing: SimpleNamespace, made: Request, readers: tuple[str, ...]) -> None:
    """It waits to be agreed to; the script beside it and what was said about it are for ``readers``."""
    kind = ResourceKind.objects.create(
        slug=f"visit-{thing.name}",
        name={"en": "Visit"},
        service=made.service,
        minutes=30,
        script=f"Ask for {world.secret(f'script of the visits of {thing.name}', *readers)}",
    )
    resource = Resource.objects.create(
        slug=f"van-{thing.name}", name="Van", what="van", kind=kind, team=made.service.team
    )
    begins = (timezone.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    slot = calendars.slot(calendars.schedule(resource), starts_at=begins)
    booking = Booking.objects.create(
        owner_type=OWNER_TYPE, owner_id=str(made.id), slot=slot, state="awaiting_approval"
    )
    Place.objects.filter(slot=slot).update(booking=booking)
    BookingEvent.objects.create(
        booking=booking,
        what="moved",
        from_state="awaiting_approval",
        to_state="awaiting_approval",
        slot=slot,
        by="officer",
        reason=world.secret(f"why the visit of {thing.name} was moved", *readers),
    )
    thing.booking_uuid, thing.slot_id, thing.resource = booking.uuid, slot.pk, resource.slug


def add_lists(world: World) -> None:
    """The lists have addresses of their own."""
    world.things += [SimpleNamespace(name=f"list {slug}", waiting=slug) for slug in LISTS]
