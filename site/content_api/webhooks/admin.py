"""Subscriptions in the admin, for administrators."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.staff.administrators import is_administrator
from audiences.http import GuildhallRequest
from content_api.models import Subscription
from content_api.webhooks import services
from content_api.webhooks.forms import SubscriptionForm
from forms_engine.delivery.secrets import signing_secrets

DELIVERIES_SHOWN = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscriptions(request: GuildhallRequest) -> HttpResponse:
    """All subscriptions, and a form for another."""
    _administrators_only(request)
    form = SubscriptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["organisation"]
        made = services.subscribe(
            name=form.cleaned_data["name"],
            url=form.cleaned_data["url"],
            audience=form.cleaned_data["audience"],
            organisation=chosen.slug if chosen else "",
        )
        return redirect("content_subscription", made.pk)
    found = Subscription.objects.select_related("destination")
    return _screen(request, "subscriptions", {"form": form, "subscriptions": found}, _("Content webhooks"))


@never_cache
@require_safe
def subscription(request: GuildhallRequest, subscription_id: int) -> HttpResponse:
    """One subscription: its secret, its last deliveries and what came of them."""
    _administrators_only(request)
    found = get_object_or_404(Subscription.objects.select_related("destination"), pk=subscription_id)
    context = {
        "subscription": found,
        "secret": signing_secrets(found.destination_id)[0],
        "deliveries": services.deliveries_of(found)[:DELIVERIES_SHOWN],
    }
    return _screen(request, "subscription", context, found.name)


@never_cache
@require_POST
def change_subscription(request: GuildhallRequest, subscription_id: int) -> HttpResponse:
    """Try it, stop it, or go on with it: the button says which."""
    _administrators_only(request)
    found = get_object_or_404(Subscription, pk=subscription_id)
    action = request.POST.get("action")
    if action == "test":
        services.send_test(found)
        messages.success(request, _("A test is on its way. It shows below with what came of it."))
    elif action in {"stop", "resume"}:
        services.set_active(found, action == "resume")
    return redirect("content_subscription", found.pk)


@never_cache
@require_POST
def resend_delivery(request: GuildhallRequest, subscription_id: int, delivery_id: UUID) -> HttpResponse:
    """Send one that needs attention again."""
    _administrators_only(request)
    found = get_object_or_404(Subscription, pk=subscription_id)
    assert isinstance(request.user, User), "an administrator is somebody"
    if services.send_again(found, delivery_id, by=request.user):
        messages.success(request, _("It is being sent again."))
    return redirect("content_subscription", found.pk)


def _administrators_only(request: GuildhallRequest) -> None:
    if not is_administrator(request.user):
        raise PermissionDenied


def _screen(request: GuildhallRequest, name: str, context: dict[str, Any], title: str) -> HttpResponse:
    around = {
        "page_title": title,
        "header_title": title,
        "header_icon": "globe",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
    return render(request, f"content_api/{name}.html", {**around, **context})
