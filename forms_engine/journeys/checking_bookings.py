"""Whether what a journey books is there, and is what the journey says it is."""

from django.db.models import Q
from django.utils import timezone

from forms_engine.booking.models import Schedule
from forms_engine.booking.selectors import kind_called
from forms_engine.definition.document import Definition
from forms_engine.definition.errors import Finding


def check_booking(definition: Definition) -> list[Finding]:
    """What is wrong with what a journey books. A kind that is not there stands in the way of publishing, as nobody could
    choose a time; the rest are warnings."""
    need = definition.booking
    if need is None:
        return []
    kind = kind_called(need.resource_kind)
    if kind is None:
        message = (
            f"There is no kind of appointment “{need.resource_kind}”: choose one that is there, or add it."
        )
        return [Finding("missing-kind", "booking", message)]
    found = []

    def warn(rule: str, message: str) -> None:
        found.append(Finding(rule, "booking", message, "warning"))

    if kind.minutes != need.minutes:
        warn(
            "kind-minutes",
            f"Say {kind.minutes} minutes, as the kind “{kind}” does: this journey says {need.minutes}. Saving the "
            "settings puts it right.",
        )
    if kind.service.slug != definition.service:
        warn(
            "kind-of-another-service",
            f"Choose a kind of this journey’s service: “{kind}” belongs to {kind.service.name}, whose officers would "
            "have it in their calendars and not be able to read the request.",
        )
    to_come = Q(valid_until=None) | Q(valid_until__gte=timezone.localdate())
    if not Schedule.objects.filter(to_come, resource__kind=kind, rules__isnull=False).exists():
        warn("kind-without-times", f"Give “{kind}” a schedule: it has no hours, so nobody can choose a time.")
    return found
