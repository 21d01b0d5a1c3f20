"""Steps of a submission as links: where it has been, where it is, where it goes on."""

from typing import Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, override
from ninja import Schema

from audiences.http import GuildhallRequest
from audiences.problems import Refused
from forms_engine.catalogue.models import Journey
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import choosing
from forms_engine.journeys.availability import Availability, NotOpen, require_open
from forms_engine.journeys.context import item_caption
from forms_engine.journeys.models import Submission
from forms_engine.requests.paying import payers_network
from forms_engine.runtime.evaluate import Evaluation, PageState

StepKind = Literal["page", "group", "exit", "time", "summary"]


class StepOut(Schema):
    """A step and its address. ``page``: to be answered. ``group``: lists the items of a group. ``exit``: the journey
    ends here, nothing can be sent. ``time``: a time has to be chosen (``url`` has those that are free). ``summary``: everything is answered; check and send (``step`` is empty).

    What belongs to a group says which, and a page about one item its number (from 1) and name ("Child 2")."""

    kind: StepKind
    step: str
    title: str
    url: str
    section: str = ""
    group: str = ""
    item: int | None = None
    item_name: str = ""
    finished: bool = True


def next_out(
    request: GuildhallRequest,
    submission: Submission,
    evaluation: Evaluation,
    state: PageState | None,
    language: str,
) -> StepOut:
    """Where to go on: a page of the path or, after the last, choosing a time where one has to be booked and none is held,
    otherwise the summary."""
    if state is None and evaluation.booking is not None:
        actor = choosing.actor_for(request.principal, submission)
        if not choosing.standing(submission, evaluation, actor, payers_network(request)).is_ready:
            url = submission_url(request, submission, "get_submission_slots")
            with override(language):
                title = gettext("Choose a time")
            return StepOut(kind="time", step=choosing.STEP, title=title, url=url, finished=False)
    return step_out(request, submission, state, language)


def step_out(request: HttpRequest, submission: Submission, state: PageState | None, language: str) -> StepOut:
    """One page of the path; None is the summary, which comes after the last."""
    if state is None:
        url = submission_url(request, submission, "get_submission_summary")
        return StepOut(kind="summary", step="", title="", url=url)
    page, group = state.page, state.group
    sections = definition_of(submission.version_id).sections
    section = sections.get(page.section or (group.section if group else ""))
    return StepOut(
        kind="exit" if page.exit else "group" if state.is_list else "page",
        step=state.step,
        title=page.title.in_language(language),
        url=page_url(request, submission, state.step),
        section=section.in_language(language) if section else "",
        group=group.key if group else "",
        item=state.item or None,
        item_name=item_caption(state, language),
        finished=not state.problems and not page.exit,
    )


def reached(request: HttpRequest, submission: Submission, evaluation: Evaluation, step: str) -> PageState:
    """The page of a step, once it can be reached.

    Raises:
        Refused: 409 when it has been sent, or another page comes first (the problem says which).
    """
    refuse_sent(request, submission)
    state = next((state for state in evaluation.reachable if state.step == step), None)
    if state is None:
        raise another_first(request, submission, evaluation)
    return state


def another_first(request: HttpRequest, submission: Submission, evaluation: Evaluation) -> Refused:
    """409 that says which page to do first; none means check the answers."""
    stop = evaluation.first_unfinished
    if stop is None:
        url = submission_url(request, submission, "get_submission_summary")
    else:
        url = page_url(request, submission, stop.step)
    return Refused(409, "Another page comes first", step=stop.step if stop else "", url=url)


def refuse_sent(request: HttpRequest, submission: Submission) -> None:
    """Let only drafts go on.

    Raises:
        Refused: 409 with the reference and the request's address.
    """
    if submission.state != Submission.State.DRAFT:
        raise already_sent(request, submission)


def already_sent(request: HttpRequest, submission: Submission) -> Refused:
    """409 for a submission whose answers no longer change. Looks at it again: it may just have been sent."""
    if Submission.objects.filter(pk=submission.pk, state=Submission.State.FOLLOWED).exists():
        return Refused(409, "This has ended: another report is followed instead")
    reference = Submission.objects.values_list("request__reference", flat=True).get(pk=submission.pk)
    return Refused(
        409, "This has been sent already", reference=reference, url=request_url(request, reference)
    )


def refuse_closed(submission: Submission) -> None:
    """Let nothing change while the journey is paused, closed or withdrawn.

    Raises:
        Refused: 409 as ``closed`` says it.
    """
    try:
        require_open(submission.version.journey)
    except NotOpen as not_open:
        raise closed(submission.version.journey, not_open.availability, submission.language) from None


def closed(journey: Journey, availability: Availability, language: str) -> Refused:
    """409 for a journey that takes nothing just now: ``state`` says why, ``day`` when it opens or closed, ``message``
    what people read while it is paused."""
    return Refused(
        409,
        "This journey takes no requests just now",
        state=availability.state,
        day=availability.day.isoformat() if availability.day else None,
        message=journey.paused_message_in(language) if availability.state == "paused" else "",
    )


def page_url(request: HttpRequest, submission: Submission, step: str) -> str:
    """The address of a page's data."""
    path = reverse("api:get_submission_page", kwargs={"submission_id": submission.id, "step": step})
    return request.build_absolute_uri(path)


def submission_url(request: HttpRequest, submission: Submission, name: str = "get_submission") -> str:
    """The address of one of a submission's own resources, by the operation's name."""
    return request.build_absolute_uri(reverse(f"api:{name}", kwargs={"submission_id": submission.id}))


def request_url(request: HttpRequest, reference: str) -> str:
    """The address of a request's data."""
    return request.build_absolute_uri(reverse("api:get_request", kwargs={"reference": reference}))
