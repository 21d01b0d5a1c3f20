"""Somebody's account at a glance: what needs them first, what is under way, what they have begun, what is finished."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.reauthentication import signed_in_only
from audiences.http import GuildhallRequest
from forms_engine.journeys.selectors import drafts_of
from forms_engine.requests.customers.of_account import name_of
from forms_engine.requests.helping.selectors import agreement_of
from forms_engine.requests.states import FINISHED
from portal.drafts import draft_row
from portal.listing import own
from portal.needs_you import things_to_do
from portal.sections import section
from portal.standing import standings, with_what_lists_show

MOST_UNDER_WAY = 10
MOST_FINISHED = 5
MOST_DRAFTS = 50


@never_cache
@require_safe
@signed_in_only
def account(request: GuildhallRequest) -> HttpResponse:
    """The page. Its cost is the same however much somebody has sent."""
    principal = request.principal
    helped = agreement_of(principal)
    language = get_language() or "en"
    mine = with_what_lists_show(own(principal)).order_by("-created_at", "pk")
    under_way = list(mine.exclude(state__in=FINISHED)[: MOST_UNDER_WAY + 1])
    finished = list(mine.filter(state__in=FINISHED)[:MOST_FINISHED])
    shown = standings([*under_way[:MOST_UNDER_WAY], *finished], language)
    drafts = [draft_row(draft) for draft in drafts_of(principal)[:MOST_DRAFTS]]
    return section(
        request,
        "home",
        {
            "name": principal.user.name if principal.user else "",
            "acts_for": name_of(helped.customer) if helped else "",
            "things": things_to_do(principal, language),
            "under_way": [one for one in shown if one.is_open],
            "are_more": len(under_way) > MOST_UNDER_WAY,
            "finished": [one for one in shown if not one.is_open],
            "drafts": drafts,
        },
    )
