"""Was this helpful? Two buttons on every article, then one page to say why not.

The article's page is kept by caches, so its form has no CSRF token. None is needed: a vote uses nobody's authority, and
what another site could make a browser send is refused by where it comes from. The page after it is bound to the vote by a
signed token instead. So voting sets no cookie.
"""

import re

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from audiences.middleware import NEVER_KEEP
from knowledge import selectors
from knowledge.numbers import number_in
from knowledge.votes import services
from knowledge.votes.forms import ReasonForm
from knowledge.votes.models import Reason

# Programs that say what they are. They are thanked like everybody, and not counted.
ROBOT = re.compile(r"bot\b|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|go-http", re.IGNORECASE)


@csrf_exempt
@require_POST
def vote(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Count a vote, and go on to say why, or to a thank-you."""
    article = selectors.article_at(request.principal, slug)
    if article is None or not _is_ours(request):
        raise Http404
    helpful = request.POST.get("helpful")
    if helpful not in {"yes", "no"}:
        return redirect("knowledge_article", slug=slug)
    if ROBOT.search(request.headers.get("User-Agent", "")):
        return redirect("knowledge_thanks", slug=slug)
    try:
        cast = services.cast_vote(
            request.principal,
            article,
            helpful=helpful == "yes",
            revision=number_in(request.POST.get("revision", "")),
            language=article.locale.language_code,
            voter=_voter(request),
        )
    except services.TooMany:
        return _never_kept(render(request, "knowledge/too_many_votes.html", {"slug": slug}, status=429))
    if cast.helpful:
        return redirect("knowledge_thanks", slug=slug)
    why = reverse("knowledge_why", kwargs={"slug": slug})
    return HttpResponseRedirect(f"{why}?vote={services.token_of(cast)}")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def why(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Say why it did not help. Whoever has come too late, or twice, is thanked."""
    found = selectors.find_article(request.principal, slug)
    if found is None or (request.method == "POST" and not _is_ours(request)):
        raise Http404
    token = request.POST.get("vote", "") or request.GET.get("vote", "")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    try:
        services.vote_of(token)
        if form.is_valid():
            services.give_reason(
                token, reason=Reason(form.cleaned_data["reason"]), comment=form.cleaned_data["comment"]
            )
            return redirect("knowledge_thanks", slug=slug)
    except services.TooLate:
        return redirect("knowledge_thanks", slug=slug)
    context = {"article": found, "form": form, "vote": token}
    return _never_kept(render(request, "knowledge/why.html", context))


@require_safe
def thanks(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Thank you, and back to the article."""
    found = selectors.find_article(request.principal, slug)
    if found is None:
        raise Http404
    return _never_kept(render(request, "knowledge/thanks.html", {"article": found}))


def _is_ours(request: GuildhallRequest) -> bool:
    """Whether a page of this very host sent the form. Browsers say it in Sec-Fetch-Site; older ones in Origin."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def _voter(request: GuildhallRequest) -> str:
    """A whole office shares one network: on the intranet and the extranet people are told apart by who they are."""
    user = request.principal.user
    if user is not None and request.host_audience != PUBLIC:
        return f"user:{user.pk}"
    return f"network:{network_of(request)}"


def _never_kept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = NEVER_KEEP
    return response
