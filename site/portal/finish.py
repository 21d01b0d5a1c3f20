"""Leaving nothing on a shared computer: whoever is here signs out, and the browser forgets what it holds of them.

What they sent, and what they saved in an account or by email, stays with us. A draft that is neither is out of reach
afterwards, so the page says so first.
"""

import re
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.sessions import end_session
from audiences.held_by_browser import DRAFT_COOKIE
from audiences.http import GuildhallRequest
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys.models import Submission
from forms_engine.journeys.under_way import submission_under_way
from forms_engine.requests.access import are_open
from portal.sections import translations_of

CLEAR = '"cache", "cookies", "storage"'
MOST_DRAFTS = 20

# What a cookie of ours can be called: of any other name, a browser could not be told to forget it.
OURS = re.compile(r"[-\w.]{1,200}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unsent:
    """Something begun on this browser and not sent: ``is_kept`` where its owner finds it again without the browser."""

    title: str
    slug: str
    is_kept: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: GuildhallRequest) -> HttpResponse:
    """What the browser holds, and clearing it: also for somebody who is not signed in. Done again it is done."""
    if request.method == "POST":
        return _cleared(request)
    drafts = _drafts(request)
    shown = {
        "is_done": "done" in request.GET,
        "is_deleted": "deleted" in request.GET,
        "are_requests_open": are_open(request.session),
        "drafts": drafts,
        "would_be_lost": [draft for draft in drafts if not draft.is_kept],
        "translations": translations_of(request),
    }
    return render(request, "portal/finish.html", shown)


def _cleared(request: GuildhallRequest) -> HttpResponse:
    """Signed out, every cookie of ours gone, and on to the page that says so. A browser that does not know
    Clear-Site-Data has its cookies taken by name, and keeps no page of ours: what is anybody's own is not stored."""
    end_session(request)
    return clear_browser(request, redirect(f"{reverse('finish')}?done"))


def clear_browser(request: GuildhallRequest, response: HttpResponse) -> HttpResponse:
    """Have the browser forget every cookie, page and stored thing of ours with this answer."""
    response.headers["Clear-Site-Data"] = CLEAR
    for name in request.COOKIES:
        if OURS.fullmatch(name):
            response.delete_cookie(name, samesite="Lax")
    return response


def _drafts(request: GuildhallRequest) -> list[Unsent]:
    """What the browser has begun and its holder may see: nothing where somebody else has to sign in for it first."""
    slugs = [name.removeprefix(DRAFT_COOKIE) for name in request.COOKIES if name.startswith(DRAFT_COOKIE)]
    found = [submission_under_way(request, slug) for slug in slugs[:MOST_DRAFTS]]
    return [
        _unsent(one)
        for one in found
        if one is not None and one.state == Submission.State.DRAFT and one.answers
    ]


def _unsent(submission: Submission) -> Unsent:
    title = definition_of(submission.version_id).title.in_language(get_language() or "en")
    is_kept = submission.user_id is not None or getattr(submission, "saved", None) is not None
    return Unsent(title, submission.version.journey.slug, is_kept)
