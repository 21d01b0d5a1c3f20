"""Adding what somebody sent without an account, with an address that they have shown to be theirs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.reauthentication import signed_in_only
from audiences.http import GuildhallRequest
from forms_engine.requests.claiming_all import MOST_AT_ONCE, claim_all, claimable
from portal.sections import translations_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def claim_requests(request: GuildhallRequest) -> HttpResponse:
    """The requests, by title, day and reference, to choose from; POST adds the chosen ones."""
    if request.principal.helping is not None:
        return redirect("helping")
    problem = ""
    if request.method == "POST":
        chosen = _ids(request.POST.getlist("request"))
        if chosen:
            return _claim(request, chosen)
        problem = _("Choose one of them at least")
    rows = list(
        claimable(request.principal).only("reference", "title", "language", "created_at")[: MOST_AT_ONCE + 1]
    )
    shown = {
        "here": "earlier",
        "translations": translations_of(request),
        "found": rows[:MOST_AT_ONCE],
        "are_more": len(rows) > MOST_AT_ONCE,
        "problem": problem,
    }
    return render(request, "portal/claiming.html", shown)


def _claim(request: GuildhallRequest, chosen: list[UUID]) -> HttpResponse:
    count = len(claim_all(request.principal, chosen))
    if count:
        said = ngettext(
            "%(count)s request is in your account now.", "%(count)s requests are in your account now.", count
        )
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("They are in an account already. If that is not yours, call us."))
    return redirect("account_requests")


def _ids(typed: list[str]) -> list[UUID]:
    found = []
    for one in typed[:MOST_AT_ONCE]:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
