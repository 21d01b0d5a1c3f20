"""``letters/{destination}``: a letter or decision that a back office wrote."""

from django.views.decorators.cache import never_cache
from ninja import Router, Status
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused
from forms_engine.requests.callbacks import OtherWords
from forms_engine.requests.doors.shapes import LetterSent, NotTaken, Taken, taking
from forms_engine.requests.doors.signed import KIBIBYTE, read_signed
from forms_engine.requests.inward.letters import (
    MOST_MEGABYTES,
    LetterRefused,
    NoSuchCase,
    Sent,
    take_letter,
)
from forms_engine.requests.inward.matching import reference_of

router = Router(tags=["back offices"])

# Base64 makes four signs of three bytes.
LARGEST = MOST_MEGABYTES * KIBIBYTE * KIBIBYTE * 4 // 3 + 64 * KIBIBYTE


@router.post(
    "/{slug:destination}",
    response={
        202: Taken, 401: Problem, 404: Problem, 409: Problem, 413: Problem, 415: Problem, 422: NotTaken,
        429: Problem,
    },
    operation_id="post_letter",
    summary="Send a letter about a case",
    openapi_extra=taking(LetterSent),
)  # fmt: skip
@decorate_view(never_cache)
def post_letter(request: GuildhallRequest, destination: str) -> Status[Taken]:
    """A PDF of 10 MB at most, kept with the request. Its customer is told of it once it has been scanned for viruses. A
    case that we do not know is 404: nothing is kept, so send it again later."""
    message = read_signed(request, destination, LetterSent, most=LARGEST)
    said = message.body.data
    sent = Sent(
        their_id=said.case,
        about=said.ours,
        title=said.title,
        name=said.file.name,
        content=said.file.content,
        at=message.body.timestamp,
    )
    try:
        recorded = take_letter(message.destination, message.message_id, sent)
    except NoSuchCase as error:
        raise Refused(404, str(error)) from error
    except LetterRefused as error:
        raise Refused(422, str(error), errors=[{"pointer": "/data/file", "message": str(error)}]) from error
    except OtherWords as error:
        raise Refused(409, str(error)) from error
    return Status(
        202,
        Taken(id=message.message_id, outcome=recorded.outcome, reference=reference_of(recorded.request_id)),
    )
