"""Reading lines and their totals, always as somebody."""

from datetime import date

from django.db.models import Max, Q, QuerySet

from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.requests.lines.access import may_import
from forms_engine.requests.models import CallTotals, Line
from forms_engine.requests.selectors import is_officer, of_services_open_to


def lines_for(principal: Principal) -> QuerySet[Line]:
    """The lines that this principal may know of, by name, closed ones too: those for everything, and those of a service
    whose requests they may see; all of them to those who keep their totals. To nobody else any."""
    if STAFF not in principal.keys:
        return Line.objects.none()
    found = Line.objects.select_related("service", "team").order_by("name", "pk")
    if may_import(principal):
        return found
    if not is_officer(principal):
        return Line.objects.none()
    return found.filter(Q(service__isnull=True) | of_services_open_to(principal))


def lines_with_last_day(principal: Principal) -> QuerySet[Line]:
    """Those that are live, each with the last day that it has totals of (``last_day``)."""
    return lines_for(principal).filter(is_live=True).annotate(last_day=Max("totals__day"))


def calls_of(principal: Principal, first: date, last: date) -> QuerySet[CallTotals]:
    """The totals of the principal's lines from one day to another, both included, by day and line. Nothing in practice:
    nobody rings there."""
    if principal.practising:
        return CallTotals.objects.none()
    mine = CallTotals.objects.filter(line__in=lines_for(principal).order_by(), day__gte=first, day__lte=last)
    return mine.select_related("line__service", "line__team").order_by("day", "line__name", "pk")
