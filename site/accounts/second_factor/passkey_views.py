"""A passkey as the second factor: given on the way in, or made there. Whoever is signed in makes theirs on the page of
how they sign in."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import passkeys
from accounts.devices import browser_and_system
from accounts.forms import PasskeyNameForm
from accounts.http import HostRequest
from accounts.second_factor.forms import CodeForm
from accounts.second_factor.person import may_change, person_of
from accounts.second_factor.records import record_second_factor
from accounts.second_factor.views import after_adding


@never_cache
@require_POST
def options(request: HostRequest) -> HttpResponse:
    """What the browser needs to use one of the passkeys of whoever is on the way in."""
    person = person_of(request)
    if person is None:
        return redirect("sign_in")
    if person.stage is None:
        raise Http404
    return JsonResponse(passkeys.options_to_use(person.user))


@never_cache
@require_POST
def give(request: HostRequest) -> HttpResponse:
    """Take the passkey as the second factor."""
    person = person_of(request)
    if person is None or person.stage is None:
        return redirect("sign_in" if person is None else "how_you_sign_in")
    try:
        passkeys.show_again_with(request, person.user, request.POST.get("credential", ""))
    except passkeys.PasskeyRefused:
        problem = _("That passkey did not work here. Try again, or use another way.")
        context = {"form": CodeForm(), "factors": person.factors, "problem": problem}
        return render(request, "accounts/second_factor/ask.html", context)
    return person.stage.exit()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HostRequest) -> HttpResponse:
    """Make a passkey on the way in."""
    person = may_change(request)
    if isinstance(person, HttpResponse):
        return person
    if person.stage is None:
        return redirect("add_passkey")
    browser, system = browser_and_system(request.headers.get("User-Agent", ""))
    form = PasskeyNameForm(request.POST or None, initial={"name": system or browser})
    if request.method == "POST" and form.is_valid():
        try:
            made = passkeys.add_passkey(
                person.user,
                request.host_audience,
                form.cleaned_data["name"],
                request.POST.get("credential", ""),
            )
        except passkeys.PasskeyRefused:
            form.add_error(None, _("Your passkey could not be made. Try again."))
        else:
            # Its owner was verified while it was made: that is giving it.
            record_second_factor(request, person.user, made)
            return after_adding(person)
    shown = {"form": form, "options": passkeys.options_to_add(person.user)}
    return render(request, "accounts/second_factor/passkey.html", shown)
