"""A whole journey on one screen, for an officer who answers for somebody."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.addresses import read_address
from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from forms_engine.booking.errors import BookingError
from forms_engine.journeys import duplicates, groups
from forms_engine.journeys.availability import NotOpen, availability_for
from forms_engine.journeys.lookups.submissions import FeeNews, refresh_fee
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.own import taken_submission
from forms_engine.journeys.officer.seen import Seen
from forms_engine.journeys.officer.taking import send
from forms_engine.journeys.officer.working import Screen, continue_from, keep_screen, open_screen
from forms_engine.journeys.services import AlreadySubmitted, NotReady
from forms_engine.requests.payload_check import PayloadRefused
from forms_engine.requests.selectors import is_officer
from workplace.officer.beside import beside
from workplace.officer.last_part import last_part

CANNOT_SEND = (
    "This cannot be sent just now, by a mistake of ours. The answers are kept, and the people who can put it right have "
    "been told. Tell the caller that we will get back to them."
)
BAD_ADDRESS = (
    "Enter an email address, like name@example.com, or a UK mobile number, like 07700 900 982, for the one who wants to "
    "be told."
)
READ_AGAIN = "An answer has changed. Read what follows again, then send it."
FEE_CHANGED = "What there is to pay has changed. Tell the caller, then send it."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def officer_screen(request: GuildhallRequest, slug: str, submission_id: UUID) -> HttpResponse:
    """The questions, what to say for each, and at the end how it is sent. Everything posted keeps what was typed first."""
    if not is_officer(request.principal):
        raise PermissionDenied
    submission = taken_submission(request.principal, slug, submission_id)
    if submission is None:
        raise Http404
    if submission.state != Submission.State.DRAFT:
        return _done(submission)
    found = availability_for(request, submission.version.journey)
    if not found.is_open:
        return render(
            request, "journeys/officer/not_open.html", {**beside(request, submission), "found": found}
        )
    if request.method != "POST":
        return _page(request, open_screen(submission))
    try:
        screen, seen = keep_screen(submission, request.POST, request.FILES)
        for button, act in ACTS.items():
            if button in request.POST:
                return act(request, screen, seen)
        return _page(request, continue_from(screen, seen, network_of(request)))
    except AlreadySubmitted:
        return _done(submission)


def _page(request: GuildhallRequest, screen: Screen, problem: str = "") -> HttpResponse:
    shown = screen.shown()
    questions = screen.definition.questions_by_key
    language = screen.submission.language
    return render(
        request,
        "journeys/officer/screen.html",
        {
            **beside(request, screen.submission),
            "pages": shown,
            "seen": screen.seen(),
            "comes": str(screen.verdict.comes),
            "has_errors": any(page.wrong or (page.form and page.form.errors) for page in shown),
            "problem": problem,
            "changes": [
                {
                    "label": questions[change.question].label.in_language(language),
                    "is_clash": change.is_clash,
                    "anchor": screen.anchor(change.step),
                    "now": screen.words_of(change),
                }
                for change in screen.changes
            ],
            "moved": bool(screen.moved),
            "last": last_part(request, screen) if screen.is_done else None,
        },
    )


def _add(request: GuildhallRequest, screen: Screen, seen: Seen) -> HttpResponse:
    """One more child, and on to it."""
    step = ""
    try:
        step = groups.add_item(screen.submission.id, request.POST["add_item"])
    except groups.ItemRefused:
        messages.warning(request, "There can be no more of these.")
    return _here(screen, step)


def _remove(request: GuildhallRequest, screen: Screen, seen: Seen) -> HttpResponse:
    """One child less: ``<group>:<number>:<of how many>``."""
    group, number, of = ([*request.POST["remove_item"].split(":"), "", "", ""])[:3]
    try:
        groups.remove_item(screen.submission.id, group, _number(number), _number(of))
    except groups.ItemRefused:
        messages.warning(request, "The list has changed meanwhile. Look at it again.")
    return _here(screen, group)


def _different(request: GuildhallRequest, screen: Screen, seen: Seen) -> HttpResponse:
    """None of those nearby is what the caller means."""
    duplicates.say_different(screen.submission.id, screen.submission.language)
    return redirect(f"{request.path}#last")


def _follow(request: GuildhallRequest, screen: Screen, seen: Seen) -> HttpResponse:
    """It is one of those nearby: the caller is told about that one, and nothing is sent."""
    address = read_address(request.POST.get("follow_address", "").replace("\0", ""))
    if address is None:
        return _page(request, continue_from(screen, seen, network_of(request)), BAD_ADDRESS)
    try:
        duplicates.end_by_following(
            screen.submission, UUID(request.POST["follow"]), address, language=screen.submission.language
        )
    except AlreadySubmitted:
        raise
    except ValueError:  # no such report, or not any more
        messages.warning(request, "That report is not there any more. Look at the others.")
        return redirect(f"{request.path}#last")
    return _done(screen.submission)


def _send(request: GuildhallRequest, screen: Screen, seen: Seen) -> HttpResponse:
    """Send it, if it is what the officer read out: with another answer or another fee, they read it again."""
    screen = continue_from(screen, seen, network_of(request))
    if not screen.is_done:
        return _page(request, screen)
    if screen.typed or screen.changes:
        return _page(request, screen, READ_AGAIN)
    news = refresh_fee(screen.submission, network_of(request))
    if news != FeeNews.NONE or request.POST.get("fee") != str(screen.evaluation.fee_pence):
        return _page(request, open_screen(screen.submission), FEE_CHANGED)
    try:
        send(request.principal, screen.submission)
    except duplicates.NotAsked:
        return redirect(f"{request.path}#last")
    except BookingError:
        slug = screen.submission.version.journey.slug
        return redirect("officer_time", slug=slug, submission_id=screen.submission.id)
    except (NotReady, NotOpen):
        return redirect(request.path)
    except PayloadRefused:
        return _page(request, screen, CANNOT_SEND)
    return _done(screen.submission)


ACTS = {
    "add_item": _add,
    "remove_item": _remove,
    "different": _different,
    "follow": _follow,
    "send": _send,
}


def _done(submission: Submission) -> HttpResponse:
    return redirect("officer_done", slug=submission.version.journey.slug, submission_id=submission.id)


def _here(screen: Screen, step: str) -> HttpResponse:
    """The screen again, at that page."""
    now = open_screen(
        Submission.objects.select_related("saved", "version__journey").get(pk=screen.submission.pk)
    )
    address = reverse(
        "officer_screen",
        kwargs={"slug": screen.submission.version.journey.slug, "submission_id": screen.submission.id},
    )
    anchor = now.anchor(step) if step else ""
    return redirect(f"{address}#{anchor}" if anchor else address)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 4 else 0
