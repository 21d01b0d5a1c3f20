"""Accepting an invitation, on the extranet, where the one invited has no membership yet.

The link's token stays in the address bar for one redirect: the session keeps its digest. Opening the link uses up
nothing, so that mail scanners do no harm; the button does.
"""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import NameForm
from accounts.stages import enter
from audiences.http import GuildhallRequest
from partners import services
from partners.selectors import find_invitation
from partners.services.invitations import InvitationRefused, hash_token, why_refused

SESSION_KEY = "invitation"

# What the page says instead, and how it answers. The other refusals are pages a person can go on from.
GONE = {"unknown": 404, "used": 410, "cancelled": 410, "expired": 410, "closed": 410}


@never_cache
@require_safe
def open_invitation(request: GuildhallRequest, token: str) -> HttpResponse:
    """The link in the letter: remember which invitation it is, and go to an address that says nothing."""
    request.session[SESSION_KEY] = hash_token(token)
    response = redirect("accept_invitation")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: GuildhallRequest) -> HttpResponse:
    """Who invites to what, and the button that accepts it."""
    token_hash = str(request.session.get(SESSION_KEY, ""))
    invitation = find_invitation(token_hash) if token_hash else None
    user = request.principal.user
    reason = why_refused(invitation, user) if invitation else "unknown"
    form = NameForm(request.POST or None) if user is None else None
    if request.method == "POST" and not reason and (form is None or form.is_valid()):
        try:
            membership = services.accept_invitation(
                token_hash, user=user, name=form.cleaned_data["name"] if form else ""
            )
        except InvitationRefused as refused:
            reason = refused.reason
        except ValidationError as error:
            assert form is not None, "only a new account's name can be refused"
            form.add_error("name", error.messages)
        else:
            request.session.pop(SESSION_KEY, None)
            address = reverse("organisation", args=[membership.organisation.slug])
            if user is not None:
                return redirect(address)
            # The letter is a code: whoever holds it reads that address.
            return enter(request, membership.user, method="code", next_url=address)
    context = {"invitation": invitation, "reason": reason, "form": form, "user": user}
    template = "partners/invitation_over.html" if reason in GONE else "partners/accept.html"
    return render(request, template, context, status=GONE.get(reason, 200))
