"""What has to be read: a person's own list, and the word that they have. On the intranet and the extranet."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from content.links import address
from content.models import ContentPage
from content.selectors import pages
from knowledge.numbers import number_in
from knowledge.reading import selectors, services
from knowledge.selectors import article_at


@require_safe
def reading_list(request: GuildhallRequest) -> HttpResponse:
    """Reading for you: what has to be read, and what you have confirmed."""
    if request.host_audience == PUBLIC:
        raise Http404
    found = selectors.reading_for(request)
    context = {
        "to_read": [one for one in found if not one.has_read],
        "read": [one for one in found if one.has_read],
    }
    return render(request, "knowledge/reading.html", context)


@require_POST
def confirm(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Keep a person's word that they have read and understood an article."""
    return _confirm(request, lambda: article_at(request.principal, slug))


@require_POST
def confirm_page(request: GuildhallRequest, page_id: int) -> HttpResponse:
    """The same for any other page: that which was on their screen."""
    return _confirm(request, lambda: pages(request.principal).filter(pk=page_id).first())


def _confirm(request: GuildhallRequest, find: Callable[[], ContentPage | None]) -> HttpResponse:
    page = find()
    if page is None or selectors.row_of(request.principal, page) is None:
        raise Http404
    try:
        if request.POST.get("understood") != "yes":
            messages.error(
                request, gettext("Tick the box to confirm that you have read and understood this.")
            )
            return redirect(address(request, page))
        services.confirm_read(request.principal, find, number_in(request.POST.get("revision", "")))
    except services.NotAsked as error:
        raise Http404 from error
    except services.HasChanged:
        messages.error(
            request, gettext("This page has changed since you opened it. Read it again, then confirm.")
        )
        return redirect(address(request, page))
    messages.success(request, gettext("Thank you. We have recorded that you have read this."))
    return redirect("knowledge_reading")
