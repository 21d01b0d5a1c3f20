"""What back offices bring to a request's page: letters, and cases that its customer puts in their account."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.files.serving import file_response
from forms_engine.requests import access
from forms_engine.requests.inward.claiming import NotClaimable, claim
from forms_engine.requests.inward.letters import letter_of, note_fetched
from portal.showing import found_for


@never_cache
@require_safe
def request_letter(request: GuildhallRequest, reference: str, letter_id: UUID) -> FileResponse:
    """A letter about a request, for whoever may see the request. That it was fetched is written down."""
    found = found_for(request, reference)
    letter = letter_of(found, letter_id) if found else None
    if found is None or letter is None:
        raise Http404
    response = file_response(letter.file, download=True)
    if request.method == "GET":  # a HEAD reads nothing
        note_fetched(letter, found, reader=request.principal.user)
    return response


@never_cache
@require_POST
def request_claim(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Put a request that was opened with a code in the account that is signed in."""
    found = access.remembered(request.session, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    if request.principal.helping is not None:
        return redirect("helping")  # whose account it would be is not clear
    user = request.principal.user
    if user is None:
        return redirect_to_login(f"/requests/{found.reference}/", "sign_in")
    try:
        claim(found.id, user=user)
    except NotClaimable:
        messages.error(request, _("This request is in another account."))
    else:
        messages.success(request, _("This request is in your account now."))
    return redirect("request", reference=found.reference)
