"""Getting help by phone with what one has begun: a code to read out, by which an officer goes on with it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys.context import journey_context
from forms_engine.journeys.models import Submission
from forms_engine.journeys.notes import language_context
from forms_engine.journeys.officer.spoken import TooManyCodes, make_code
from forms_engine.journeys.services import AlreadySubmitted
from forms_engine.journeys.under_way import submission_under_way


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def journey_phone(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Whom to ring; POST shows a new code, once."""
    submission = submission_under_way(request, slug)
    if submission is None or submission.audience != PUBLIC:
        return redirect(f"{reverse('journey_start', kwargs={'slug': slug})}?lost")
    if submission.state == Submission.State.FOLLOWED:
        return redirect("journey_following", slug=slug)
    if submission.state != Submission.State.DRAFT:
        return redirect("journey_confirmation", slug=slug)
    language = get_language() or "en"
    shown = {
        **journey_context(submission.version, language),
        **language_context(request, definition_of(submission.version_id), language),
        "draft_id": submission.id,
    }
    if request.method == "POST":
        try:
            code, ends = make_code(submission.id)
            shown |= {"code": code, "ends": ends}
        except TooManyCodes:
            shown |= {"too_many": True}
        except AlreadySubmitted:
            return redirect("journey_confirmation", slug=slug)
    return render(request, "journeys/officer/by_phone.html", shown)
