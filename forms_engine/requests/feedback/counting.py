"""Counting what people said of how it went, as somebody who reads measures: by service and channel, in the month in which
they answered.

Of a service that is not open to everybody, fewer than five answers are nobody's figures: who reads an average of one reads
what one person said.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum

from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.requests.measures.access import may_measure
from forms_engine.requests.measures.months import Month
from forms_engine.requests.measures.reading import NO_SERVICE, Chosen
from forms_engine.requests.models import Feedback
from forms_engine.requests.selectors import of_services_open_to

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about one service (on one channel, or ``channel`` "" on all): how many said how satisfied they were
    and how easy it was, and the sums of that, which add up. ``is_withheld``: too few, and nothing is said of them."""

    service: Service
    channel: str
    satisfied: int
    satisfaction_sum: int
    eased: int
    ease_sum: int

    @property
    def is_withheld(self) -> bool:
        """Whether its figures would be what a few people said."""
        is_open = self.service.openness == Service.Openness.OPEN
        return not is_open and min(one for one in (self.satisfied, self.eased) if one) < FEWEST

    @property
    def satisfaction(self) -> str:
        """On average, from 1 to 5, to a tenth."""
        return _average(self.satisfaction_sum, self.satisfied)

    @property
    def ease(self) -> str:
        """The same of how easy it was."""
        return _average(self.ease_sum, self.eased)


def said_in(principal: Principal, month: Month, chosen: Chosen | None = None) -> list[Said]:
    """What was said in a month of the services that show anything to this principal, by service and then channel. Two
    queries."""
    chosen = chosen or Chosen()
    if not may_measure(principal) or chosen.service == NO_SERVICE:
        return []
    rows = Feedback.objects.filter(
        of_services_open_to(principal), answered_at__gte=month.since, answered_at__lt=month.until
    )
    if chosen.service:
        rows = rows.filter(service__slug=chosen.service)
    if chosen.team:
        rows = rows.filter(service__team__slug=chosen.team)
    if chosen.channel:
        rows = rows.filter(request__channel=chosen.channel)
    counted = (
        rows.order_by()
        .values("service", "request__channel")
        .annotate(
            satisfied=Count("satisfaction"),
            satisfaction_sum=Sum("satisfaction"),
            eased=Count("effort"),
            ease_sum=Sum("effort"),
        )
    )
    found = [row for row in counted if row["satisfied"] or row["eased"]]
    services = Service.objects.select_related("team").in_bulk({row["service"] for row in found})
    said = [
        Said(
            services[row["service"]], row["request__channel"],
            row["satisfied"], row["satisfaction_sum"] or 0, row["eased"], row["ease_sum"] or 0,
        )
        for row in found
    ]  # fmt: skip
    return sorted(said, key=lambda one: (one.service.name, one.service.pk, one.channel))


def by_service(said: Iterable[Said]) -> list[Said]:
    """The same on all channels together."""
    together: dict[int, Said] = {}
    for one in said:
        before = together.get(one.service.pk)
        together[one.service.pk] = Said(
            one.service,
            "",
            one.satisfied + (before.satisfied if before else 0),
            one.satisfaction_sum + (before.satisfaction_sum if before else 0),
            one.eased + (before.eased if before else 0),
            one.ease_sum + (before.ease_sum if before else 0),
        )
    return list(together.values())


def _average(total: int, number: int) -> str:
    return f"{(total * 20 + number) // (2 * number) / 10:.1f}" if number else "–"
