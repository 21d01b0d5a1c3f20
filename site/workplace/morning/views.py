"""The switch of the morning's email."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.selectors import is_officer
from workplace.morning.letters import switch, wants_letter
from workplace.morning.waiting import waits_for


@require_http_methods(["GET", "HEAD", "POST"])
def morning_letter(request: GuildhallRequest) -> HttpResponse:
    """What it would say now, and turning it on and off."""
    if not is_officer(request.principal):
        raise PermissionDenied
    if request.method == "POST":
        is_on = request.POST.get("letter") == "on"
        switch(request.principal, on=is_on)
        messages.success(request, f"Your morning email is {'on' if is_on else 'off'}.")
        return redirect("morning_letter")
    return render(
        request,
        "workplace/morning_letter.html",
        {"is_on": wants_letter(request.principal), "lines": waits_for(request.principal)},
    )
