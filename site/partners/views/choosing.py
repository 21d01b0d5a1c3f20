"""Which organisation somebody acts for who belongs to several."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from audiences.principal import ACTING_FOR
from partners.authority import organisations_of
from partners.forms import ChoiceForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_organisation(request: GuildhallRequest) -> HttpResponse:
    """Choose, and go on where one was. It holds for this session until they choose again. What was begun goes on in the
    organisation that it was begun for."""
    theirs = list(organisations_of(request.principal))
    following = _following(request)
    if len(theirs) < 2:
        return redirect(following)
    form = ChoiceForm(
        request.POST or None, organisations=theirs, initial={"organisation": request.principal.organisation}
    )
    if request.method == "POST" and form.is_valid():
        slug = form.cleaned_data["organisation"]
        request.session[ACTING_FOR] = slug
        name = next(each.name for each in theirs if each.slug == slug)
        messages.success(request, _("You act for %(name)s now.") % {"name": name})
        return redirect(following)
    return render(request, "partners/choose.html", {"form": form, "following": following})


def _following(request: GuildhallRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) and "\x00" not in wanted:
        return wanted
    return reverse("own_organisations")
