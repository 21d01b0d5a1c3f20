"""Acting for somebody else: who helps me, whom I help, the invitation between us, and as whom I go on."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.reauthentication import signed_in_only, signed_in_user
from audiences.http import GuildhallRequest
from audiences.principal import HELPING
from forms_engine.requests.customers.of_account import name_of
from forms_engine.requests.helping.accepting import accept, invitation_of, refuse
from forms_engine.requests.helping.ending import end
from forms_engine.requests.helping.inviting import invite
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.helping.selectors import chosen_by, helpers_of, people_helped_by
from forms_engine.requests.helping.standing import Standing
from portal.helping_forms import REFUSALS, InviteForm
from portal.helping_words import in_words
from portal.sections import translations_of

SHOWN_AT_ONCE = 50
NOT_OVER = frozenset({Standing.STANDS, Standing.INVITED})


@never_cache
@require_safe
@signed_in_only
def helpers(request: GuildhallRequest) -> HttpResponse:
    """Who may act for whoever is signed in, who was asked to, and who did."""
    if request.principal.helping is not None:
        return redirect("helping")
    rows = [in_words(one) for one in helpers_of(signed_in_user(request))[:SHOWN_AT_ONCE]]
    shown = {
        "standing": [row for row in rows if row.standing in NOT_OVER],
        "over": [row for row in rows if row.standing not in NOT_OVER],
    }
    return _page(request, "helpers", "helpers", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def helper_invite(request: GuildhallRequest) -> HttpResponse:
    """Ask somebody to act for whoever is signed in."""
    if request.principal.helping is not None:
        return redirect("helping")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = invite(request.principal, form.asked())
        except HelpRefused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request,
                _("We have sent %(name)s a link. It works for 14 days.") % {"name": made.helper_name},
            )
            return redirect("helpers")
    return _page(request, "helpers_invite", "helpers", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def helper_end(request: GuildhallRequest, agreement_id: UUID) -> HttpResponse:
    """End that somebody acts for somebody, for either of the two, once they have said that they are sure."""
    user = signed_in_user(request)
    mine = helpers_of(user).filter(pk=agreement_id).first()
    found = mine or people_helped_by(user).filter(pk=agreement_id).first()
    if found is None:
        raise Http404
    back = "helpers" if mine else "helping"
    if request.method != "POST":
        return _page(request, "helpers_end", back, {"one": in_words(found), "is_mine": mine is not None})
    end(request.principal, found.pk)
    if request.session.get(HELPING) == str(found.pk):
        del request.session[HELPING]
    messages.success(request, _("It has ended. Nothing more can be seen or done by it."))
    return redirect(back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def helping(request: GuildhallRequest) -> HttpResponse:
    """For whom whoever is signed in may act; POST chooses one of them, or oneself."""
    if request.method == "POST":
        return _choose(request, request.POST.get("agreement", ""))
    rows = [in_words(one) for one in people_helped_by(signed_in_user(request))[:SHOWN_AT_ONCE]]
    now = request.principal.helping
    shown = {
        "standing": [row for row in rows if row.standing == Standing.STANDS],
        "over": [row for row in rows if row.standing != Standing.STANDS],
        "now": str(now) if now else "",
    }
    return _page(request, "helping", "helping", shown)


def _choose(request: GuildhallRequest, chosen: str) -> HttpResponse:
    if not chosen:
        request.session.pop(HELPING, None)
        messages.success(request, _("You are acting for yourself again."))
        return redirect("account")
    try:
        agreement = chosen_by(request.principal, UUID(chosen))
    except ValueError:
        agreement = None
    if agreement is None:
        raise Http404
    request.session[HELPING] = str(agreement.pk)
    messages.success(
        request,
        _("You are acting for %(name)s now.") % {"name": name_of(agreement.customer) or _("somebody")},
    )
    return redirect("account")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def helping_invited(request: GuildhallRequest, token: str) -> HttpResponse:
    """What the link of an invitation leads to: who asks, for what and until when; accept it or refuse it."""
    if request.method == "POST":
        return _answer(request, token)
    found = invitation_of(token)
    if found is None:
        return _page(request, "helping_over", "helping", {}, status=404)
    own = found.customer.user_id == signed_in_user(request).pk
    return _page(request, "helping_invited", "helping", {"one": in_words(found), "own": own})


def _answer(request: GuildhallRequest, token: str) -> HttpResponse:
    try:
        if "refuse" in request.POST:
            refuse(request.principal, token)
            messages.success(request, _("You have said no. They are told."))
        else:
            agreement = accept(request.principal, token)
            name = name_of(agreement.customer) or _("somebody")
            messages.success(request, _("You may act for %(name)s now.") % {"name": name})
    except HelpRefused as refused:
        messages.error(request, str(REFUSALS.get(refused.code, REFUSALS["too-late"])))
    return redirect("helping")


def _page(
    request: GuildhallRequest, name: str, here: str, shown: Mapping[str, object], status: int = 200
) -> HttpResponse:
    context = {"here": here, "today": timezone.localdate(), "translations": translations_of(request), **shown}
    return render(request, f"portal/{name}.html", context, status=status)
