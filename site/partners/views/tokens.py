"""Tokens of an organisation's programs, for its managers on the extranet."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.reauthentication import proved_recently
from audiences.http import GuildhallRequest
from partners import services
from partners.finding import managed
from partners.forms import TokenForm
from partners.services.tokens import journeys_for

SHOWN_AT_ONCE = 50


@sensitive_variables("secret")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def organisation_tokens(request: GuildhallRequest, slug: str) -> HttpResponse:
    """The tokens of the organisation's programs, and a form for another. A new token is shown in the answer that makes it,
    and never again."""
    organisation, may = managed(request, slug)
    if may.for_council:
        raise Http404
    journeys = list(journeys_for(request.principal).items())
    form, secret, status = TokenForm(request.POST or None, journeys=journeys), "", 200
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = services.make_token(
                request.principal,
                organisation,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                journeys=form.cleaned_data.get("journeys", []),
                days=form.cleaned_data["days"],
            )
            form, status = TokenForm(journeys=journeys), 201
        except ValidationError as error:
            form.add_error(None, error)
    tokens = organisation.tokens.select_related("made_by")[:SHOWN_AT_ONCE]
    context = {"organisation": organisation, "form": form, "tokens": tokens, "secret": secret}
    return render(request, "partners/tokens.html", context, status=status)


@never_cache
@require_POST
def revoke(request: GuildhallRequest, slug: str, token_id: int) -> HttpResponse:
    """End a token at once."""
    organisation, _may = managed(request, slug)
    token = get_object_or_404(organisation.tokens, pk=token_id)
    services.revoke_token(request.principal, token)
    messages.success(request, _("The token “%(name)s” no longer works.") % {"name": token.name})
    return redirect("organisation_tokens", slug)
