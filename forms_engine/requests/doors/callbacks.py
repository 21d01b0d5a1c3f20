"""``callbacks/{destination}``: what a back office says about a request it was sent."""

from django.views.decorators.cache import never_cache
from ninja import Router, Status
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused
from forms_engine.requests import callbacks
from forms_engine.requests.doors.shapes import Callback, MessageData, NotTaken, StatusData, Taken, taking
from forms_engine.requests.doors.signed import KIBIBYTE, read_signed

router = Router(tags=["back offices"])

LARGEST = 64 * KIBIBYTE


@router.post(
    "/{slug:destination}",
    response={
        202: Taken, 401: Problem, 409: Problem, 413: Problem, 415: Problem, 422: NotTaken, 429: Problem
    },
    operation_id="post_callback",
    summary="Say how a case stands",
    openapi_extra=taking(Callback),
)  # fmt: skip
@decorate_view(never_cache)
def post_callback(request: GuildhallRequest, destination: str) -> Status[Taken]:
    """Signed as Standard Webhooks has it. A status goes through the table that the council keeps of yours; what is older
    than what you said before changes nothing. The same message again is answered alike."""
    message = read_signed(request, destination, Callback, most=LARGEST)
    said = message.body.root
    try:
        recorded = callbacks.record_status(
            message.destination,
            message.message_id,
            said.data.case,
            said.data.status if isinstance(said.data, StatusData) else "",
            said.timestamp,
            said.data.message if isinstance(said.data, StatusData | MessageData) else "",
            said.data.sequence if isinstance(said.data, StatusData) else None,
            about=said.data.ours,
        )
    except callbacks.OtherWords as error:
        raise Refused(409, str(error)) from error
    except callbacks.TooManyUnknown as error:
        raise Refused(429, str(error)) from error
    return Status(202, Taken(id=message.message_id, outcome=recorded.outcome))
