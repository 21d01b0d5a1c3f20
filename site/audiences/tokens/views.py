"""Somebody's own reading tokens, on the staff and partner hosts."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.reauthentication import proved_recently
from audiences.http import GuildhallRequest
from audiences.models import ReadingToken
from audiences.services import TokenRefused, issue_token, revoke_token
from audiences.tokens.forms import TokenForm
from audiences.tokens.scopes import CONTENT_READ


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def own_tokens(request: GuildhallRequest) -> HttpResponse:
    """The tokens of the one asking on this host, and a form for another. A new token is shown in the answer that makes
    it, and never again."""
    user = request.principal.user
    assert user is not None  # the middleware lets nobody else in on these hosts
    form, secret, status = TokenForm(request.POST or None), "", 200
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = issue_token(
                user,
                audience=request.host_audience,
                name=form.cleaned_data["name"],
                scopes=[CONTENT_READ],
                days=form.cleaned_data["days"],
                made_by=user,
            )
            form, status = TokenForm(), 201
        except TokenRefused as refused:
            form.add_error(None, str(refused))
    tokens = ReadingToken.objects.filter(user=user, audience=request.host_audience).order_by(
        "-created_at", "-pk"
    )
    return render(
        request, "audiences/tokens.html", {"form": form, "tokens": tokens, "secret": secret}, status=status
    )


@never_cache
@require_POST
def revoke_own_token(request: GuildhallRequest, token_id: int) -> HttpResponse:
    """End one of one's own tokens."""
    token = get_object_or_404(
        ReadingToken, pk=token_id, user=request.principal.user, audience=request.host_audience
    )
    revoke_token(token)
    return redirect("own_tokens")
