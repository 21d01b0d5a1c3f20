"""Starting a journey."""

from typing import Annotated

from django.http import Http404
from ninja import Router, Schema
from ninja.decorators import decorate_view
from ninja.responses import Status
from pydantic import ConfigDict, Field

from audiences.http import GuildhallRequest
from audiences.keys import PARTNER, STAFF
from audiences.principal import Principal
from audiences.problems import Problem, Refused
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import services
from forms_engine.journeys.api.access import refuse_forged
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.api.languages import LanguageCode, language_for
from forms_engine.journeys.api.state import SubmissionOut, submission_out
from forms_engine.journeys.api.steps import closed, step_out
from forms_engine.journeys.availability import NotOpen
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.selectors import is_officer

router = Router(tags=["journeys"])

API = "api"
# What somebody may say about how they are asked: officers answer for people, partners for their organisation.
OFFICERS_CHANNELS = ASSISTED | {API}
CHANNELS = {STAFF: frozenset({API}), PARTNER: frozenset({API, "partner"})}


class StartIn(Schema):
    """How to start. ``prefill`` are the values that the journey takes from the address it is started with, by name."""

    language: LanguageCode | None = None
    channel: str = Field(
        default=API,
        max_length=10,
        description="`api`; `partner` on the partner host; `phone`, `desk`, `chat`, `social` or `email` for an officer "
        "on the staff host who answers for somebody.",
    )
    prefill: dict[Annotated[str, Field(max_length=100)], Annotated[str, Field(max_length=2000)]] = Field(
        default_factory=dict, max_length=50
    )

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"language": "cy", "prefill": {"ref": "A123"}}]}
    )


class StartedOut(SubmissionOut):
    """A submission that has just begun, at its first page. ``token`` is said this once: it is the only key to the
    submission, to be sent as ``Authorization: Bearer``."""

    token: str


@router.post(
    "/{slug:slug}/submissions",
    response={
        201: StartedOut,
        400: Problem,
        401: Problem,
        403: Problem,
        404: Problem,
        409: Problem,
        422: Problem,
    },
    operation_id="start_submission",
    summary="Start a journey",
)
@decorate_view(uncached)
def start_submission(request: GuildhallRequest, slug: str, body: StartIn | None = None) -> Status[StartedOut]:
    """Start a submission on the journey's live version. Signed in, it is in that person's account and only theirs."""
    principal = request.principal
    version = live_version(principal, slug)
    if version is None:
        raise Http404
    # A browser's cookie alone must not start something in somebody's name.
    if principal.is_signed_in:
        refuse_forged(request)
    wanted = body or StartIn()
    language = language_for(request, wanted.language)
    _check_channel(principal, wanted.channel)
    try:
        submission, token = services.start_submission(
            principal, version, language=language, channel=wanted.channel, query=wanted.prefill
        )
    except services.SignInRequired:
        raise Refused(401, "Sign in to start this journey") from None
    except services.ChooseOrganisation:
        raise Refused(
            409, "Choose on the site which of your organisations you act for, then start again"
        ) from None
    except NotOpen as not_open:
        raise closed(version.journey, not_open.availability, language) from None
    started = submission_out(request, submission, language)
    # Also where it asks nothing, or what it asks is filled in already.
    first = services.evaluate_submission(submission).path[:1]
    started.current = step_out(request, submission, first[0] if first else None, language)
    return Status(201, StartedOut(**started.model_dump(), token=token))


def _check_channel(principal: Principal, channel: str) -> None:
    may = OFFICERS_CHANNELS if is_officer(principal) else CHANNELS.get(principal.audience, frozenset({API}))
    if channel not in may:
        errors = [{"where": ["body", "channel"], "message": f"You may say: {', '.join(sorted(may))}"}]
        raise Refused(422, "The request is not valid", errors=errors)
