"""Everybody's reading tokens, for administrators."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.reauthentication import proved_recently
from accounts.staff.administrators import is_administrator
from audiences.http import GuildhallRequest
from audiences.models import ReadingToken
from audiences.services import TokenRefused, issue_token, revoke_token
from audiences.tokens.forms import TokenForSomebodyForm

SHOWN_AT_ONCE = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def all_tokens(request: GuildhallRequest) -> HttpResponse:
    """The newest tokens of everybody, and a form to make one for somebody."""
    administrator = request.principal.user
    if administrator is None or not is_administrator(request.user):
        raise PermissionDenied
    form, secret = TokenForSomebodyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = issue_token(
                User.objects.get(email=form.cleaned_data["email"]),
                audience=form.cleaned_data["audience"],
                name=form.cleaned_data["name"],
                scopes=[form.cleaned_data["scope"]],
                days=form.cleaned_data["days"],
                made_by=administrator,
            )
            form = TokenForSomebodyForm()
        except TokenRefused as refused:
            form.add_error(None, str(refused))
    tokens = ReadingToken.objects.select_related("user").order_by("-created_at", "-pk")[:SHOWN_AT_ONCE]
    return render(
        request,
        "audiences/admin/tokens.html",
        {
            "form": form,
            "tokens": tokens,
            "secret": secret,
            "page_title": _("Reading tokens"),
            "header_title": _("Reading tokens"),
            "header_icon": "key",
            "breadcrumbs_items": [{"url": "", "label": _("Reading tokens")}],
        },
    )


@never_cache
@require_POST
def revoke_any_token(request: GuildhallRequest, token_id: int) -> HttpResponse:
    """End anybody's token."""
    if not is_administrator(request.user):
        raise PermissionDenied
    revoke_token(get_object_or_404(ReadingToken, pk=token_id))
    return redirect("all_reading_tokens")
