"""What a team's leads are told of broken glass, and where they say whether it was right."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests.need_to_know.reviewers import glass_for
from forms_engine.requests.need_to_know.reviewing import review
from forms_engine.requests.selectors import is_officer
from forms_engine.requests.states import NotAllowed, StateRefused
from workplace.glass.forms import ReviewForm

SHOWN = 100


@require_safe
def glass_reviews(request: GuildhallRequest) -> HttpResponse:
    """The broken glass of one's teams: what waits to be reviewed, the oldest first, and what was."""
    if not is_officer(request.principal):
        raise PermissionDenied
    mine = glass_for(request.principal)
    waiting = list(mine.filter(finding="").order_by("at", "id")[: SHOWN + 1])
    context = {
        "waiting": waiting[:SHOWN],
        "more_waiting": len(waiting) > SHOWN,
        "reviewed": mine.filter(~Q(finding="")).order_by("-reviewed_at", "id")[:SHOWN],
        "shown": SHOWN,
        "now": timezone.now(),
    }
    return render(request, "workplace/glass/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def glass_review(request: GuildhallRequest, glass_id: UUID) -> HttpResponse:
    """One time that somebody looked: who, why, what they read, and whether it was right."""
    glass = glass_for(request.principal).filter(id=glass_id).first()
    if glass is None:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            review(request.principal, glass.id, form.cleaned_data["finding"], form.cleaned_data["words"])
        except NotAllowed as error:
            raise PermissionDenied from error
        except StateRefused as refused:
            messages.warning(request, str(refused))
            return redirect("glass_review", glass_id=glass.id)
        except ValueError as refused:
            form.add_error("words", str(refused))
        else:
            messages.success(request, "Your review is kept, and is on the request’s timeline.")
            return redirect("glass_reviews")
    reads = glass.request.reads.filter(reader=glass.by, at__gte=glass.at, at__lte=glass.until).order_by("id")
    context = {"glass": glass, "form": form, "reads": reads[:SHOWN], "now": timezone.now()}
    return render(request, "workplace/glass/review.html", context)
