"""Asking for updates by email, confirming, changing and stopping them: without an account, by the links of letters.

The page that stops them answers mail programs too (RFC 8058): they post to it, with no cookie and no token of ours but the
one in its address, which is all that it needs.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from portal.models import Every
from portal.sections import translations_of
from portal.updates import asking, keeping
from portal.updates.forms import UpdatesForm, shown
from portal.updates.links import subscriber_of, token_of
from portal.updates.offered import TOPIC, offered


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def updates(request: GuildhallRequest) -> HttpResponse:
    """What there is to get, and the address it should go to. It answers the same whoever has what already."""
    language = _language()
    there_are = offered(language)
    asked_for = frozenset({(TOPIC, request.GET.get("topic", ""))}) & there_are.choices
    form = UpdatesForm(
        request.POST if request.method == "POST" else None,
        offered=there_are,
        asks_address=True,
        initial=shown(asked_for, every=Every.WEEK, language=language),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            asking.ask(
                said["email"],
                language=said["language"],
                every=said["every"],
                choices=form.choices,
                network=network_of(request),
            )
        except asking.TooManyAsked:
            return _page(request, "too_many", {}, status=429)
        return redirect("updates_asked")
    return _page(request, "ask", {"form": form, "there_are": there_are})


@never_cache
@require_safe
def updates_asked(request: GuildhallRequest) -> HttpResponse:
    """Check your inbox: the same for everybody."""
    return _page(request, "asked", {"days": asking.LASTS.days})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def updates_confirm(request: GuildhallRequest, token: str) -> HttpResponse:
    """The page of the first letter's link. A look at it changes nothing: mail scanners open links."""
    if request.method == "POST":
        subscriber = asking.confirm(token)
        if subscriber is None:
            return _gone(request)
        messages.success(request, _("We will send you updates from now on."))
        return redirect("updates_choices", token=token_of(subscriber))
    asked = asking.asked_by(token)
    if asked is None:
        return _gone(request)
    if asked.subscriber is not None:
        return redirect("updates_choices", token=token_of(asked.subscriber))
    there_are = offered(_language())
    chosen = [
        (there_are.topics if kind == TOPIC else there_are.wards).get(what, what)
        for kind, what in asked.choices
    ]
    return _page(request, "confirm", {"chosen": chosen, "every": Every(asked.every).label})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def updates_choices(request: GuildhallRequest, token: str) -> HttpResponse:
    """What one gets, how often and in which language, for whoever has a letter's link."""
    subscriber = subscriber_of(token)
    if subscriber is None:
        return _gone(request)
    if subscriber.ended_at is not None:
        return _page(request, "stopped", {})
    there_are = offered(_language())
    form = UpdatesForm(
        request.POST if request.method == "POST" else None,
        offered=there_are,
        initial=shown(keeping.choices_of(subscriber), every=subscriber.every, language=subscriber.language),
    )
    if request.method == "POST" and form.is_valid():
        keeping.choose(
            subscriber.pk,
            language=form.cleaned_data["language"],
            every=form.cleaned_data["every"],
            choices=form.choices,
            among=there_are.choices,
        )
        messages.success(request, _("We have saved your choices."))
        return redirect("updates_choices", token=token)
    return _page(request, "choices", {"form": form, "token": token})


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def updates_stop(request: GuildhallRequest, token: str) -> HttpResponse:
    """A button, for people; posted to, by its button or by a mail program's, it stops all of it and says so."""
    subscriber = subscriber_of(token)
    if subscriber is None:
        return _gone(request)
    if request.method == "POST":
        keeping.stop(subscriber.pk)
        return _page(request, "stopped", {})
    if subscriber.ended_at is not None:
        return _page(request, "stopped", {})
    return _page(request, "stop", {"token": token})


def _gone(request: GuildhallRequest) -> HttpResponse:
    return _page(request, "gone", {}, status=404)


def _page(request: GuildhallRequest, name: str, given: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {"translations": translations_of(request), **given}
    return render(request, f"portal/updates/{name}.html", context, status=status)


def _language() -> str:
    return (get_language() or "en").split("-")[0]
