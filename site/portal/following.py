"""The page of somebody who follows a report that is not theirs: opened by the link in each message."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.following import followed_by, stop_following


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: GuildhallRequest, follower_id: UUID) -> HttpResponse:
    """How it stands; POST stops following. A look at the link alone changes nothing: mail scanners open links."""
    followed = followed_by(follower_id, get_language() or "en")
    if followed is None:
        raise Http404
    if request.method == "POST":
        stop_following(follower_id)
        return redirect("following", follower_id=follower_id)
    return render(request, "portal/following.html", {"followed": followed})
