"""Where an officer opens one request of another team."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.need_to_know import breaking
from forms_engine.requests.need_to_know.glass import OPEN_FOR, may_break, open_glass_of
from forms_engine.requests.need_to_know.reviewers import glass_for
from forms_engine.requests.references import read_reference
from forms_engine.requests.states import NotAllowed
from workplace.glass.forms import GlassForm


@require_http_methods(["GET", "HEAD", "POST"])
def break_glass(request: GuildhallRequest) -> HttpResponse:
    """Ask for one request by its whole reference, and say why; below, what is open still."""
    principal = request.principal
    reviews = glass_for(principal).exists()
    if not may_break(principal) and not reviews:
        raise PermissionDenied
    form = GlassForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reference, reason = form.cleaned_data["reference"], form.cleaned_data["reason"]
        try:
            opened = breaking.break_glass(principal, reference, reason)
        except NotAllowed as error:
            raise PermissionDenied from error
        except breaking.AlreadyShown:
            messages.success(request, "This request is shown to you anyway.")
            return redirect("work_request", reference=read_reference(reference))
        except (breaking.NoSuchRequest, breaking.TooOften) as refused:
            form.add_error("reference", str(refused))
        except ValueError as refused:
            form.add_error("reason", str(refused))
        else:
            return redirect("glass_request", reference=opened.request.reference)
    context = {
        "form": form,
        "may_break": may_break(principal),
        "opened": open_glass_of(principal),
        "reviews": reviews,
        "minutes": int(OPEN_FOR.total_seconds() // 60),
    }
    return render(request, "workplace/glass/ask.html", context)
