"""Reading what ``first_contact`` found out about one request. ``measures`` counts it."""

from dataclasses import dataclass

from audiences.principal import Principal
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.selectors import requests_for


@dataclass(frozen=True, slots=True)
class ComingBack:
    """How a request stands among its customer's others, as far as the principal may see them. ``days_after`` says how
    long after the earlier one it came."""

    repeats: Request | None
    days_after: int
    repeated_by: tuple[Request, ...]
    times_handed_on: int

    def __bool__(self) -> bool:
        return bool(self.repeats or self.repeated_by or self.times_handed_on)


def coming_back(principal: Principal, request: Request) -> ComingBack:
    """What an officer should know of a request's customer's other contacts. Three queries."""
    visible = requests_for(principal)
    earlier = visible.filter(id=request.repeats_id).first() if request.repeats_id else None
    return ComingBack(
        repeats=earlier,
        days_after=(request.created_at - earlier.created_at).days if earlier else 0,
        repeated_by=tuple(visible.filter(repeats=request).order_by("created_at")[:10]),
        times_handed_on=request.timeline.filter(kind=TimelineEntry.Kind.HANDED_ON).count(),
    )
