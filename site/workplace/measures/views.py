"""The managers' page, the same as a file, and how everything is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.catalogue.models import Service
from forms_engine.requests.feedback.counting import said_in
from forms_engine.requests.lines.access import may_import
from forms_engine.requests.measures.definitions import MEASURES
from forms_engine.requests.measures.months import Month, up_to
from forms_engine.requests.measures.reading import counted_months, rows_of, services_to_choose
from forms_engine.requests.models import CountedMonth
from workplace.finance.downloads import csv_response
from workplace.measures.entering import enter
from workplace.measures.files import journeys_file, measures_file
from workplace.measures.forms import MeasuresForm
from workplace.measures.showing import MONTHS_SHOWN, shown


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, and what there is to ask for."""

    form: MeasuresForm
    counted: dict[Month, CountedMonth]
    services: dict[str, Service]

    @property
    def query(self) -> str:
        """What was chosen, as an address has it."""
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value}
        return urlencode(chosen)


@require_safe
def measures(request: GuildhallRequest) -> HttpResponse:
    """A month's measures, in full and beside the months before it."""
    enter(request)
    asked = _read(request)
    context: dict[str, Any] = {"form": asked.form, "found": None, "has_months": bool(asked.counted)}
    month = asked.form.chosen_month if asked.form.is_valid() else None
    if month is not None:
        cleaned = asked.form.cleaned_data
        measure = next(one for one in MEASURES if one.key == cleaned["measure"])
        service = asked.services.get(cleaned["service"])
        found = shown(
            request.principal, month, asked.form.chosen, measure, asked.counted, service, timezone.now()
        )
        without = {name: value for name, value in cleaned.items() if value and name != "measure"}
        context |= {
            "found": found,
            "measure": measure,
            "service": service,
            "query": asked.query,
            "keeps_call_totals": may_import(request.principal),
            "other_measure": urlencode(without),
        }
    return render(request, "workplace/measures/measures.html", context)


@require_safe
def measures_csv(request: GuildhallRequest) -> HttpResponse | StreamingHttpResponse:
    """The figures of the twelve months that the page shows, as a file. What cannot be read leads back to the page."""
    enter(request)
    asked = _read(request)
    month = asked.form.chosen_month if asked.form.is_valid() else None
    if month is None:
        return redirect(f"{reverse('measures')}?{request.GET.urlencode()}")
    months = [one for one in up_to(month, MONTHS_SHOWN) if one in asked.counted]

    def parts() -> Iterator[str]:
        for number, one in enumerate(months):
            rows = rows_of(request.principal, [one], asked.form.chosen)
            said = {one: said_in(request.principal, one, asked.form.chosen)}
            yield measures_file(rows, asked.counted, with_head=number == 0, said=said)

    return csv_response(f"measures-{month}", parts())


@require_safe
def journeys_csv(request: GuildhallRequest) -> HttpResponse | StreamingHttpResponse:
    """The journeys of the month and their pages, as a file."""
    enter(request)
    asked = _read(request)
    month = asked.form.chosen_month if asked.form.is_valid() else None
    if month is None:
        return redirect(f"{reverse('measures')}?{request.GET.urlencode()}")
    return csv_response(f"journeys-{month}", [journeys_file(request.principal, month, asked.form.chosen)])


@require_safe
def definitions(request: GuildhallRequest) -> HttpResponse:
    """How everything is counted."""
    enter(request)
    return render(request, "workplace/measures/definitions.html", {"measures": MEASURES})


def _read(request: GuildhallRequest) -> Asked:
    counted = {Month(one.month): one for one in counted_months(request.principal)}
    services = services_to_choose(request.principal)
    form = MeasuresForm(request.GET, months=counted, services=services, usual=_usual(counted))
    return Asked(form, counted, {service.slug: service for service in services})


def _usual(counted: dict[Month, CountedMonth]) -> Month | None:
    """The newest month that is over; the newest of all, where none is."""
    this = Month.of(timezone.now())
    return next((month for month in counted if month < this), next(iter(counted), None))
