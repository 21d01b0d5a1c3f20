"""``cases/{destination}``: a case that began in a back office's own system."""

from django.views.decorators.cache import never_cache
from ninja import Router, Status
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused
from forms_engine.requests.callbacks import OtherWords
from forms_engine.requests.doors.shapes import Case, NotTaken, Taken, taking
from forms_engine.requests.doors.signed import KIBIBYTE, read_signed
from forms_engine.requests.inward.cases import BegunCase, NoSuchService, begin_case
from forms_engine.requests.inward.matching import reference_of

router = Router(tags=["back offices"])

LARGEST = 64 * KIBIBYTE


@router.post(
    "/{slug:destination}",
    response={
        202: Taken, 401: Problem, 409: Problem, 413: Problem, 415: Problem, 422: NotTaken, 429: Problem
    },
    operation_id="post_case",
    summary="Tell of a case that began with you",
    openapi_extra=taking(Case),
)  # fmt: skip
@decorate_view(never_cache)
def post_case(request: GuildhallRequest, destination: str) -> Status[Taken]:
    """Makes a request of it, which its customer can follow here, and answers our reference. Your number of the case is
    one request, however often you tell it. What happens to it later comes as callbacks."""
    message = read_signed(request, destination, Case, most=LARGEST)
    said = message.body.data
    case = BegunCase(
        their_id=said.case,
        service=said.service,
        title=said.title,
        channel=said.channel,
        language=said.language,
        contact=said.contact.model_dump(),
        location=said.location.model_dump() if said.location else None,
        words=said.message,
        at=message.body.timestamp,
    )
    try:
        recorded = begin_case(message.destination, message.message_id, case)
    except NoSuchService as error:
        raise Refused(
            422, str(error), errors=[{"pointer": "/data/service", "message": str(error)}]
        ) from error
    except OtherWords as error:
        raise Refused(409, str(error)) from error
    return Status(
        202,
        Taken(id=message.message_id, outcome=recorded.outcome, reference=reference_of(recorded.request_id)),
    )
