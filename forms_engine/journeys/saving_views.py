"""Leaving a journey and coming back to it: the address, the link, the code, the account, and being away too long.

The pages about a link look the same whether or not there is such a link: what they show is the journey's, by its slug.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import resuming, saving
from forms_engine.journeys.context import journey_context
from forms_engine.journeys.cookies import drop_cookie, write_cookie
from forms_engine.journeys.models import Submission
from forms_engine.journeys.notes import language_context
from forms_engine.journeys.selectors import kept_until, newest_version, own_submission
from forms_engine.journeys.services import AlreadySubmitted
from forms_engine.journeys.under_way import submission_under_way
from forms_engine.notices.asking_browser import asking_browser, keep_mark
from forms_engine.notices.forms import AddressForm, CodeForm


def go_on(submission: Submission) -> HttpResponse:
    """To where the submission is gone on with, or to its confirmation."""
    slug = submission.version.journey.slug
    if submission.state != Submission.State.DRAFT:
        return redirect("journey_confirmation", slug=slug)
    step = saving.take_up(submission)
    if step:
        return redirect("journey_page", slug=slug, step=step)
    return redirect("journey_check", slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_saved(request: GuildhallRequest, slug: str) -> HttpResponse:
    """That the answers are saved and until when; without an account, where to send the link."""
    submission = _draft_held(request, slug)
    if submission is None:
        return redirect("journey_start", slug=slug)
    saved = getattr(submission, "saved", None)
    before = saving.address_of(saved) if saved else None
    form = AddressForm(request.POST or None, initial={"address": str(before or "")})
    if request.method == "POST" and submission.user_id is None and form.is_valid():
        try:
            saving.send_link(
                submission.id,
                form.cleaned_data["address"],
                language=get_language() or "en",
                network=network_of(request),
            )
            return redirect(f"{request.path}?sent")
        except AlreadySubmitted:
            return redirect("journey_confirmation", slug=slug)
        except saving.TooManyLetters:
            form.add_error("address", _too_many())
    return render(
        request,
        "journeys/saving/saved.html",
        {
            **_about(request, submission),
            "form": form,
            "sent_to": str(before or "") if "sent" in request.GET else "",
            "by_text": bool(saved and saved.mobile),
            "sends_texts": bool(settings.SMS_PROVIDER),
            "in_account": submission.user_id is not None,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_find_link(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Have the links to everything saved under an address sent to it again. Says the same whether there is any."""
    shown = _about_journey(request, slug)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            resuming.ask_for_links(
                form.cleaned_data["address"], audience=request.host_audience, network=network_of(request)
            )
            return redirect(f"{request.path}?sent")
        except saving.TooManyLetters:
            form.add_error("address", _too_many())
    return render(
        request,
        "journeys/saving/find_link.html",
        {**shown, "form": form, "sent": "sent" in request.GET, "sends_texts": bool(settings.SMS_PROVIDER)},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_saved_link(request: GuildhallRequest, slug: str, key: UUID) -> HttpResponse:
    """A link from an email or a text message: ask for a code, enter it, go on. Says the same whether or not there is such a link."""
    shown = _about_journey(request, slug)
    held = submission_under_way(request, slug)
    if held is not None and (saved := getattr(held, "saved", None)) is not None and saved.key == key:
        return go_on(held)
    mark, browser = asking_browser(request)
    if "send" in request.POST:
        asked = resuming.ask_for_code(key, browser=browser, network=network_of(request))
        response: HttpResponse = redirect(f"{request.path}?{'sent' if asked else 'wait'}")
        keep_mark(request, response, mark)
        return response
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = resuming.open_with_code(key, form.cleaned_data["code"], browser=browser)
        if opened is not None:
            return _let_in(request, opened)
        form.add_error("code", _("That code is not right, or is too old. Check it, or ask for a new one."))
    return render(
        request,
        "journeys/saving/link.html",
        {
            **shown,
            "form": form,
            "key": key,
            "asked": request.method == "POST" or "sent" in request.GET or "wait" in request.GET,
            "too_often": "wait" in request.GET,
            "minutes": resuming.CODE_MINUTES,
        },
    )


@never_cache
@require_safe
def journey_idle(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Shown in place of a page that lay idle: nothing of it is on the screen, and nothing is lost."""
    submission = _draft_held(request, slug)
    if submission is None:
        return redirect("journey_start", slug=slug)
    return render(request, "journeys/saving/idle.html", _about(request, submission))


@never_cache
@require_POST
def draft_continue(request: GuildhallRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Go on, on this device, with a draft that the browser holds or that is in the account of who asks."""
    held = submission_under_way(request, slug)
    if held is not None and held.id == draft_id:
        return go_on(held)
    own = own_submission(request.principal, draft_id)
    if own is None or own.version.journey.slug != slug:
        raise Http404
    return _let_in(request, own)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_delete(request: GuildhallRequest, slug: str, draft_id: UUID) -> HttpResponse:
    """Delete a draft, once its owner has said that they are sure."""
    held = submission_under_way(request, slug)
    own = held if held and held.id == draft_id else own_submission(request.principal, draft_id)
    if own is None or own.version.journey.slug != slug:
        raise Http404
    if own.state != Submission.State.DRAFT:
        return redirect("journey_confirmation", slug=slug)
    if request.method != "POST":
        return render(request, "journeys/saving/delete.html", _about(request, own))
    saving.delete_draft(own.id)
    response = render(request, "journeys/saving/deleted.html", _about(request, own))
    if held is not None and held.id == draft_id:
        drop_cookie(response, slug)
    return response


def _let_in(request: GuildhallRequest, submission: Submission) -> HttpResponse:
    """Let this device in to a submission that its owner has shown to be theirs."""
    slug = submission.version.journey.slug
    principal = request.principal
    if submission.user_id is not None and (principal.user is None or principal.user.pk != submission.user_id):
        # It has gone into an account since the link was sent, and is there now.
        return redirect_to_login(reverse("journey_start", kwargs={"slug": slug}), "sign_in")
    token = resuming.let_in(submission)
    response = go_on(submission)
    if submission.state != Submission.State.DRAFT:
        response["Location"] += "?already"
    write_cookie(request, response, slug, submission, token)
    return response


def _draft_held(request: GuildhallRequest, slug: str) -> Submission | None:
    submission = submission_under_way(request, slug)
    return submission if submission and submission.state == Submission.State.DRAFT else None


def _about(request: GuildhallRequest, submission: Submission) -> dict[str, Any]:
    """What a page about one draft shows of it."""
    return {
        **_about_version(request, submission.version),
        "draft_id": submission.id,
        "kept_until": timezone.localdate(kept_until(submission)),
    }


def _about_journey(request: GuildhallRequest, slug: str) -> dict[str, Any]:
    """What a page about no draft in particular shows.

    Raises:
        Http404: where there is no such journey for this principal.
    """
    version = newest_version(request.principal, slug)
    if version is None:
        raise Http404
    return _about_version(request, version)


def _about_version(request: GuildhallRequest, version: JourneyVersion) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        **journey_context(version, language),
        **language_context(request, definition_of(version.pk), language),
    }


def _too_many() -> str:
    return _(
        "We have sent as many messages there as we can for now. Look for the last one, or try again in an hour."
    )
