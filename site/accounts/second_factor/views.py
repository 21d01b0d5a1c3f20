"""Giving a second factor on the way in, and setting one up. All pages are open to whoever has given the first."""

from contextlib import suppress

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import HostRequest
from accounts.second_factor import app_key, cards, services
from accounts.second_factor.forms import CodeForm
from accounts.second_factor.person import Person, may_change, person_of
from accounts.second_factor.records import record_card, record_second_factor
from accounts.second_factor.rule import needs_second_factor


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HostRequest) -> HttpResponse:
    """Ask for the second factor, or lead to setting one up."""
    person = person_of(request)
    if person is None:
        return redirect("sign_in")
    if person.stage is None:
        return redirect("how_you_sign_in")
    if not person.factors.any and person.may_add:
        return redirect("second_factor_set_up")
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        attempt = services.take_try(person.user, request.session.session_key or "")
        if attempt is None:
            status = 429
            form.add_error(
                None, _("There have been too many wrong codes. Wait a few minutes, then try again.")
            )
        elif factor := services.use_code(person.user, form.cleaned_data["code"]):
            attempt.release()
            record_second_factor(request, person.user, factor)
            return person.stage.exit()
        elif person.factors.card and cards.use(person.user, form.cleaned_data["code"]):
            attempt.release()
            record_card(request, person.user)
            return person.stage.exit()
        elif person.factors.card and not person.factors.app:
            form.add_error("code", _("The code is not right. Check the number, and enter the code beside it"))
        else:
            form.add_error("code", _("The code is not right. Wait for a new one, then enter that"))
    context = {"form": form, "factors": person.factors}
    return render(request, "accounts/second_factor/ask.html", context, status=status)


@never_cache
@require_safe
def set_up(request: HostRequest) -> HttpResponse:
    """Choose which second factor to set up."""
    person = may_change(request)
    if isinstance(person, HttpResponse):
        return person
    context = {"person": person, "needed": needs_second_factor(request.host_audience)}
    return render(request, "accounts/second_factor/set_up.html", context)


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: HostRequest) -> HttpResponse:
    """Set up an authenticator app: show it a key, and have it show a code."""
    person = may_change(request)
    if isinstance(person, HttpResponse):
        return person
    secret = app_key.for_session(request, person.user)
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        attempt = services.take_try(person.user, request.session.session_key or "")
        if attempt is None:
            status = 429
            form.add_error(
                None, _("There have been too many wrong codes. Wait a few minutes, then try again.")
            )
        elif factor := services.add_app(person.user, secret, form.cleaned_data["code"]):
            attempt.release()
            app_key.forget(request)
            record_second_factor(request, person.user, factor)
            return after_adding(person)
        else:
            form.add_error(
                "code", _("The code is not right. Wait for the app to show a new one, then enter that")
            )
    context = {"form": form, "person": person, **app_key.shown(person.user, secret)}
    return render(request, "accounts/second_factor/app.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HostRequest) -> HttpResponse:
    """Make recovery codes. They are shown in the answer to making them, and never again."""
    person = may_change(request)
    if isinstance(person, HttpResponse):
        return person
    if not person.factors.any:
        return redirect("second_factor_set_up")
    codes = services.new_recovery_codes(person.user) if request.method == "POST" else []
    return render(request, "accounts/second_factor/recovery_codes.html", {"codes": codes, "person": person})


@never_cache
@require_POST
def done(request: HostRequest) -> HttpResponse:
    """Go on with signing in, after setting up a second factor on the way."""
    person = person_of(request)
    if person is None or person.stage is None or not person.proved:
        return redirect("sign_in" if person is None else "second_factor")
    return person.stage.exit()


@never_cache
@require_POST
def remove_app(request: HostRequest) -> HttpResponse:
    """Take the app away, where another factor stays or none is needed."""
    person = may_change(request)
    if isinstance(person, HttpResponse):
        return person
    if person.stage is not None or person.factors.app is None:
        raise Http404
    # The button is not there where nothing else would be left.
    with suppress(services.LastFactor):
        services.remove_factor(person.user, person.factors.app, request.host_audience)
    return redirect("how_you_sign_in")


def after_adding(person: Person) -> HttpResponse:
    """The next page for somebody who has just set up a factor: recovery codes, unless they have some."""
    if person.factors.codes_left:
        return person.stage.exit() if person.stage else redirect("how_you_sign_in")
    return redirect("second_factor_recovery_codes")
