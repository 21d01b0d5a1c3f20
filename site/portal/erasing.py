"""What the portal remembers of an erased request: nothing."""

from uuid import UUID

from portal.models import Look


def erase_of_request(request_id: UUID) -> None:
    """Delete who had read how far, in the caller's transaction."""
    Look.objects.filter(request=request_id).delete()


def erase_of_person(customers: list[UUID]) -> None:
    """Delete what the person had read, in the caller's transaction."""
    Look.objects.filter(user__customer__in=customers).delete()
