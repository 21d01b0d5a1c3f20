"""The operations page: everything that needs a person now, or that all is well and when that was looked at."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.notices.models import Notice
from forms_engine.requests.seeing_to import about_requests_open_to, requests_about, sees_to_anything
from payments.permissions import may_read_money
from workplace.operations.trouble import SHOWN_FOR
from workplace.operations.troubles import troubles_for

LETTERS_SHOWN = 100


@require_safe
def operations(request: GuildhallRequest) -> HttpResponse:
    """What needs a person now, as far as it is this one's."""
    sees = sees_to_anything(request.principal)
    if not sees and not may_read_money(request.principal):
        raise PermissionDenied
    context = {"troubles": troubles_for(request.principal), "looked_at": timezone.now(), "destinations": sees}
    return render(request, "workplace/operations/operations.html", context)


@require_safe
def unsent_letters(request: GuildhallRequest) -> HttpResponse:
    """Emails and text messages about requests that could not be sent, newest first: what each told, not to whom."""
    enter(request)
    dead = Notice.objects.filter(state=Notice.State.DEAD, created_at__gt=timezone.now() - SHOWN_FOR)
    mine = about_requests_open_to(request.principal, dead)
    found = list(mine.order_by("-created_at")[:LETTERS_SHOWN])
    about = {
        str(pk): row
        for pk, row in requests_about(request.principal, [UUID(one.owner_id) for one in found]).items()
    }
    rows = [(one, about[one.owner_id]) for one in found if one.owner_id in about]
    return render(request, "workplace/operations/unsent_letters.html", {"rows": rows, "days": SHOWN_FOR.days})


def enter(request: GuildhallRequest) -> None:
    """Let in those whose page this is.

    Raises:
        PermissionDenied: for everybody else.
    """
    if not sees_to_anything(request.principal):
        raise PermissionDenied
