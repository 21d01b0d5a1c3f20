"""How it went: two questions, on a letter's page that shows nothing of the request, and on the request's own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from audiences.http import GuildhallRequest
from forms_engine.requests.feedback import answering
from forms_engine.requests.feedback.answering import TooLate, changeable_until, may_answer
from forms_engine.requests.states import StateRefused
from portal.feedback_forms import FeedbackForm
from portal.showing import found_for, show_request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: GuildhallRequest, token: str) -> HttpResponse:
    """The page of a letter's link: the questions and nothing else, for whoever has it."""
    said = answering.by_link(token)
    if said is None:
        raise Http404
    form = FeedbackForm(request.POST if request.method == "POST" else None, said=said)
    if request.method == "POST" and form.is_valid():
        try:
            answering.answer(token, form.answers)
        except TooLate:
            messages.warning(request, _("You have told us already. What you said then stands."))
        else:
            messages.success(request, _("Thank you. We have passed it to the team."))
        return redirect("feedback", token=token)
    shown = {"form": form, "may_answer": may_answer(said), "until": changeable_until(said)}
    return render(request, "portal/feedback.html", shown)


@never_cache
@require_POST
def request_feedback(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Answer the questions at the end of one's request's page."""
    found = found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return show_request(request, found, feedback_form=form)
    try:
        answering.answer_about(found.id, form.answers)
    except TooLate:
        messages.warning(request, _("You have told us already. What you said then stands."))
    except StateRefused:
        messages.warning(request, _("We ask about it when it has come to its end."))
    else:
        messages.success(request, _("Thank you. We have passed it to the team."))
    return redirect("request", reference=found.reference)
