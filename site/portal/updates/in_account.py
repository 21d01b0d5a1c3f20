"""Updates by email in somebody's account: the address is known to be theirs, so no letter has to ask."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import AddressKind
from accounts.proved_addresses import is_proved
from accounts.reauthentication import signed_in_only, signed_in_user
from audiences.http import GuildhallRequest
from portal.models import Every, Subscriber
from portal.sections import section
from portal.updates import keeping
from portal.updates.forms import UpdatesForm, shown
from portal.updates.links import token_of
from portal.updates.offered import offered


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def account_updates(request: GuildhallRequest) -> HttpResponse:
    """What their own address gets: theirs alone, also while they act for somebody else."""
    user = signed_in_user(request)
    if request.principal.helping is not None:
        return redirect("account")
    if not user.email or not is_proved(user, AddressKind.EMAIL):
        return section(request, "updates", {"form": None})
    language = (get_language() or "en").split("-")[0]
    there_are = offered(language)
    subscriber = Subscriber.objects.filter(email=user.email.lower(), ended_at=None).first()
    initial = (
        shown(keeping.choices_of(subscriber), every=subscriber.every, language=subscriber.language)
        if subscriber
        else shown(frozenset(), every=Every.WEEK, language=language)
    )
    form = UpdatesForm(request.POST if request.method == "POST" else None, offered=there_are, initial=initial)
    if request.method == "POST" and form.is_valid():
        wanted = {
            "language": form.cleaned_data["language"],
            "every": form.cleaned_data["every"],
            "choices": form.choices,
        }
        subscriber = subscriber or keeping.begin(user.email.lower(), **wanted)
        keeping.choose(subscriber.pk, **wanted, among=there_are.choices)
        messages.success(request, _("We have saved your choices."))
        return redirect("account_updates")
    return section(
        request,
        "updates",
        {
            "form": form,
            "address": user.email,
            "there_are": there_are,
            "token": token_of(subscriber) if subscriber else "",
        },
    )
