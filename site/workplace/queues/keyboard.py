"""Single-key shortcuts, which everybody can switch off for themselves (WCAG 2.2, 2.1.4): people who speak to their
computer, or whose hands slip, would set things off that they did not mean."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.selectors import is_worker

OFF = "workplace_keys_off"  # in the session

KEYS = [
    ("j", "The next request"),
    ("k", "The request before"),
    ("o", "Open it (so does Enter)"),
    ("x", "Tick it, or untick it"),
    ("t", "Take it: it is yours to work on"),
    ("?", "Show these keys"),
]


def keys_are_on(request: GuildhallRequest) -> bool:
    """Whether single keys do something on this person's lists."""
    return not request.session.get(OFF, False)


@require_http_methods(["GET", "HEAD", "POST"])
def queue_keys(request: GuildhallRequest) -> HttpResponse:
    """What the keys do, and the switch."""
    if not is_worker(request.principal):
        raise PermissionDenied
    if request.method == "POST":
        is_off = request.POST.get("keys") == "off"
        request.session[OFF] = is_off
        messages.success(request, f"Single-key shortcuts are {'off' if is_off else 'on'}.")
        return redirect("queue_keys")
    return render(request, "workplace/queues/keys.html", {"keys_on": keys_are_on(request), "keys": KEYS})
