"""Deleting one's account: what goes, what stays and why, then who one is again, then it is done."""

from dataclasses import replace

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.closing import is_needed_at_work
from accounts.reauthentication import proved_recently, signed_in_user
from accounts.sessions import end_session
from audiences.http import GuildhallRequest
from forms_engine.requests.customers.own_details import own_customer_made
from forms_engine.requests.data_life.erasing import ask_erasure
from forms_engine.requests.models import Erasure
from forms_engine.requests.states import FINISHED
from portal.account_forms import OwnForm
from portal.finish import clear_browser
from portal.listing import own
from portal.sections import section
from portal.standing import standings, with_what_lists_show

MOST_NAMED = 20


class DeleteForm(OwnForm):
    """That it is meant."""

    sure = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Are you sure?"),
        choices=[("yes", _("Delete my account. I know that this cannot be undone."))],
        widget=forms.CheckboxSelectMultiple,
        template_name="components/field/checkboxes.html",
        error_messages={"required": _("Tick the box if you want to delete your account")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def account_delete(request: GuildhallRequest) -> HttpResponse:
    """Ask, then have everything of theirs erased that may be, and close the account: signed out everywhere, and this browser
    cleared. An account that its owner works with stays: whoever manages it at work closes it there."""
    user = signed_in_user(request)
    form = DeleteForm(request.POST if request.method == "POST" else None)
    at_work = is_needed_at_work(user)
    if request.method == "POST" and not at_work and form.is_valid():
        ask_erasure(own_customer_made(request.principal), Erasure.Asked.ACCOUNT, user)
        end_session(request)
        return clear_browser(request, redirect(f"{reverse('finish')}?done&deleted"))
    # Their own, also while they act for somebody else; nothing that they sent at work.
    mine = own(replace(request.principal, helping=None))
    under_way = with_what_lists_show(mine.exclude(state__in=FINISHED)).order_by("-created_at", "pk")
    shown = standings(under_way[:MOST_NAMED], get_language() or "en")
    return section(request, "delete", {"form": form, "at_work": at_work, "under_way": shown})
