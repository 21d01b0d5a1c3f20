"""What members of staff and partners sent themselves, on the host they sent it on: the list. One of them has a resident's
pages (``urls.one_request``)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.journeys.selectors import drafts_of
from forms_engine.requests.own import own_requests
from forms_engine.requests.wording import with_state_words
from portal.drafts import draft_row

SHOWN_AT_ONCE = 50


@never_cache
@require_safe
def own_list(request: GuildhallRequest) -> HttpResponse:
    """Their journeys under way here, the last touched first, and their requests, newest first."""
    principal = request.principal
    sent = own_requests(principal).select_related("service").order_by("-created_at", "id")
    shown = {
        "requests": with_state_words(sent[:SHOWN_AT_ONCE], get_language() or "en"),
        "drafts": [draft_row(draft) for draft in drafts_of(principal)[:SHOWN_AT_ONCE]],
    }
    return render(request, "portal/own_requests.html", shown)
