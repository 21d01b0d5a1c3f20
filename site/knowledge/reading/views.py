"""What has to be read: a person's own list, and the word that they have. On the intranet and the extranet."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from knowledge.numbers import number_in
from knowledge.reading import selectors, services


@require_safe
def reading_list(request: GuildhallRequest) -> HttpResponse:
    """Reading for you: what has to be read, and what you have confirmed."""
    if request.host_audience == PUBLIC:
        raise Http404
    found = selectors.reading_for(request.principal)
    context = {
        "to_read": [one for one in found if not one.has_read],
        "read": [one for one in found if one.has_read],
    }
    return render(request, "knowledge/reading.html", context)


@require_POST
def confirm(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Keep a person's word that they have read and understood an article."""
    try:
        if request.POST.get("understood") != "yes":
            messages.error(
                request, gettext("Tick the box to confirm that you have read and understood this.")
            )
            return redirect("knowledge_article", slug=slug)
        services.confirm_read(request.principal, slug, number_in(request.POST.get("revision", "")))
    except services.NotAsked as error:
        raise Http404 from error
    except services.HasChanged:
        messages.error(
            request, gettext("This article has changed since you opened it. Read it again, then confirm.")
        )
        return redirect("knowledge_article", slug=slug)
    messages.success(request, gettext("Thank you. We have recorded that you have read this."))
    return redirect("knowledge_reading")
