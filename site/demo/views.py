"""``/_mail/``: what the demonstration has sent, on the public host."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from demo.mailbox import find_letter, letters


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """All messages, newest first."""
    return render(request, "demo/mailbox.html", {"letters": letters()})


@never_cache
@require_safe
def letter(request: HttpRequest, letter_id: str) -> HttpResponse:
    """One message, as text."""
    found = find_letter(letter_id)
    if found is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": found})
