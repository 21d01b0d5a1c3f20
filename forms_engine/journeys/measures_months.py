"""How far people got in the journeys of a month: by journey and page, for managers.

Days that were rolled up are read from their counts, the last two from their events, so that both are in it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Group
from forms_engine.journeys.measures import CHECK
from forms_engine.journeys.measures_counts import UNDER_WAY, visits_by, visits_that_left
from forms_engine.journeys.measures_models import JourneyDay, JourneyEvent
from forms_engine.requests.measures.access import may_measure
from forms_engine.requests.selectors import of_services_open_to

Kind = JourneyEvent.Kind
SERVICE = "version__journey__service"


@dataclass(frozen=True, slots=True)
class PageVisits:
    """One page in visits: how many reached it, and how many of those left there."""

    key: str
    title: str
    reached: int
    left: int


@dataclass(frozen=True, slots=True)
class JourneyVisits:
    """One journey's month in visits, its pages in the order in which they were reached most."""

    journey: Journey
    title: str
    started: int
    sent: int
    pages: tuple[PageVisits, ...]


def journeys_between(
    principal: Principal, first: date, last: date, *, service: str = "", team: str = ""
) -> list[JourneyVisits]:
    """The journeys that people started between these days, both included, those that most started first. Only of services
    that show anything to this principal, who reads measures; nobody's practice. ``service`` and ``team`` are slugs. The
    number of queries does not grow with the visits, pages and journeys; each definition is read once a process."""
    if not may_measure(principal):
        return []
    days = _scoped(principal, JourneyDay.objects.filter(question="", code=""), first, last, service, team)
    events = _scoped(principal, JourneyEvent.objects.all(), first, last, service, team)
    total: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for row in days.values("version_id", "page").annotate(
        all_reached=Sum("reached"), all_sent=Sum("completed"), all_left=Sum("left")
    ):
        counted = {"reached": row["all_reached"], "sent": row["all_sent"], "left": row["all_left"]}
        total[row["version_id"], row["page"]].update(counted)
    left = visits_that_left(events, timezone.now() - UNDER_WAY)
    for name, rows in (
        ("reached", visits_by(events.filter(kind=Kind.STARTED))),
        ("sent", visits_by(events.filter(kind=Kind.FINISHED))),
        ("reached", visits_by(events.filter(kind=Kind.REACHED), "page")),
        ("left", visits_by(left, "page")),
    ):
        for version, _day, page, _question, _code, visits in rows:
            total[version, page][name] += visits
    return _by_journey(total)


def _scoped(
    principal: Principal, rows: QuerySet, first: date, last: date, service: str, team: str
) -> QuerySet:
    rows = rows.filter(
        of_services_open_to(principal, SERVICE),
        day__gte=first,
        day__lte=last,
        version__journey__is_practice=False,
    ).order_by()
    if service:
        rows = rows.filter(**{f"{SERVICE}__slug": service})
    return rows.filter(**{f"{SERVICE}__team__slug": team}) if team else rows


def _by_journey(total: dict[tuple[int, str], Counter[str]]) -> list[JourneyVisits]:
    versions = {version for version, _ in total}
    journey_of = dict(JourneyVersion.objects.filter(pk__in=versions).values_list("pk", "journey_id"))
    journeys = Journey.objects.select_related("service").in_bulk(set(journey_of.values()))
    pages: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    newest: dict[int, int] = {}
    for (version, page), counted in total.items():
        pages[journey_of[version]][page].update(counted)
        newest[journey_of[version]] = max(version, newest.get(journey_of[version], 0))
    found = [_one(journeys[journey], newest[journey], by_page) for journey, by_page in pages.items()]
    return sorted(found, key=lambda one: (-one.started, one.title))


def _one(journey: Journey, version: int, by_page: dict[str, Counter[str]]) -> JourneyVisits:
    definition = definition_of(version)
    titles = {}
    for page in definition.pages:
        # All items' pages count as one, each by its own key.
        for one in (page, *(page.pages if isinstance(page, Group) else ())):
            titles[one.key] = one.title.in_language("en")
    whole = by_page.get("", Counter())
    return JourneyVisits(
        journey=journey,
        title=definition.title.in_language("en"),
        started=whole["reached"],
        sent=whole["sent"],
        pages=tuple(_pages(by_page, titles)),
    )


def _pages(by_page: dict[str, Counter[str]], titles: dict[str, str]) -> Iterable[PageVisits]:
    for key in sorted(by_page, key=lambda key: (-by_page[key]["reached"], key)):
        if key:
            title = "Check your answers" if key == CHECK else titles.get(key, key)
            yield PageVisits(key, title, by_page[key]["reached"], by_page[key]["left"])
