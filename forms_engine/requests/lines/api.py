"""Putting a day's totals by API: for the programs that the telephone system runs at night."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from pydantic import Field

from audiences.http import GuildhallRequest
from audiences.keys import STAFF
from audiences.problems import Problem, Refused
from forms_engine.requests.lines.totals import MOST_CALLS, DayTotals, fault_of_day, faults_of, keep_totals
from forms_engine.requests.models import Line

Count = Annotated[int, Field(ge=0, le=MOST_CALLS, strict=True)]

# The names of the addresses that tokens with the scope calls:write open, by the methods they open.
TOKEN_WRITES = ("api:put_calls",)


def programs_of_staff(request: GuildhallRequest) -> bool:
    """A program with a token for it, on the intranet: the door (``audiences.tokens.door``) has looked at its scope.

    Raises:
        Http404: on other hosts, where there is nothing here.
        Refused: for a person with a session.
    """
    principal = request.principal
    if principal.audience != STAFF:
        raise Http404
    if principal.method != "token":
        raise Refused(403, "Only a program with a token for call totals may put them")
    return True


router = Router(tags=["lines"], auth=programs_of_staff)


class CallsIn(Schema, extra="forbid"):
    """One day's calls on one line. ``offered`` are all that came in; of those ``answered``, in 20 seconds and in 3 minutes
    (the ones in 20 seconds among these); and those whose caller gave up."""

    offered: Count
    answered: Count
    answered_in_20_s: Count
    answered_in_3_min: Count
    abandoned: Count


class CallsOut(CallsIn):
    """What is kept now."""

    line: str
    day: date
    replaced: bool


@router.put(
    "/lines/{slug:slug}/calls/{day}",
    response={200: CallsOut, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem},
    operation_id="put_calls",
    url_name="put_calls",
    summary="Say what a line's calls of a day were",
    openapi_extra={"security": [{"readingToken": ["calls:write"]}]},
)
def put_calls(request: HttpRequest, slug: str, day: date, body: CallsIn) -> dict[str, Any]:
    """Keep them; put again, the newest stand (``replaced``)."""
    line = Line.objects.filter(slug=slug).first()
    if line is None:
        raise Http404
    if words := fault_of_day(day):
        raise Refused(422, "There are no calls of that day", errors=[{"field": "day", "message": words}])
    totals = DayTotals(**body.model_dump())
    if faults := [{"field": name, "message": words} for name, words in faults_of(totals)]:
        raise Refused(422, "The counts contradict each other", errors=faults)
    kept = keep_totals(request.principal.user, {(line.pk, day): totals})  # type: ignore[attr-defined]
    return {**body.model_dump(), "line": line.slug, "day": day, "replaced": bool(kept.replaced)}
