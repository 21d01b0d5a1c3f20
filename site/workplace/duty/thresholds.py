"""The thresholds of one's services: what is in force, and putting the next version in force."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests.duty.thresholds import (
    ThresholdRefused,
    criteria_of,
    put_in_force,
    services_to_set,
    threshold_of,
)
from forms_engine.requests.models import Threshold
from forms_engine.requests.states import NotAllowed
from workplace.duty.forms import ThresholdForm

SHOWN = 20


@require_safe
def thresholds(request: GuildhallRequest) -> HttpResponse:
    """The services whose threshold one may set, with what is in force."""
    services = services_to_set(request.principal)
    if not services:
        raise PermissionDenied
    newest = {
        one.service_id: one
        for one in Threshold.objects.filter(service__in=services).order_by("service", "number")
    }
    rows = [(service, newest.get(service.pk)) for service in services]
    return render(request, "workplace/duty/thresholds.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def threshold(request: GuildhallRequest, service: str) -> HttpResponse:
    """One service's threshold, its earlier versions, and the form for the next."""
    found = next((one for one in services_to_set(request.principal) if one.slug == service), None)
    if found is None:
        raise Http404
    in_force = threshold_of(found.pk)
    initial: dict[str, object] = {"seen": 0}
    if in_force is not None:
        initial = {
            "seen": in_force.number,
            "name": in_force.name,
            "criteria": "\n".join(one.text for one in criteria_of(in_force)),
            "needs_second_person": in_force.needs_second_person,
        }
    form, refusal = ThresholdForm(request.POST or None, initial=initial), ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = put_in_force(
                request.principal,
                found,
                name=said["name"],
                criteria=said["criteria"].splitlines(),
                needs_second_person=said["needs_second_person"],
                seen=said["seen"],
            )
        except NotAllowed as error:
            raise PermissionDenied from error
        except ThresholdRefused as refused:
            # Somebody may have been faster: theirs is shown below, and what was typed can be put in force after it.
            refusal = str(refused)
            form = ThresholdForm(initial={**said, "seen": initial["seen"]})
        else:
            messages.success(request, f"Version {made.number} is in force for {found.name}.")
            return redirect("threshold", service=found.slug)
    versions = Threshold.objects.filter(service=found).select_related("made_by")[:SHOWN]
    return render(
        request,
        "workplace/duty/threshold.html",
        {
            "service": found,
            "form": form,
            "refusal": refusal,
            "versions": [(one, criteria_of(one)) for one in versions],
        },
    )
