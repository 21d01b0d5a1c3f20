"""From events to counts: the nightly roll-up, and what the editor shows.

A visit **left** at the last page it reached when it did not send the journey within a day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.utils import timezone

from forms_engine.catalogue.models import Journey
from forms_engine.journeys.measures import SALT_LIVES
from forms_engine.journeys.measures_models import JourneyDay, JourneyEvent, NetworkDay, VisitSalt

Kind = JourneyEvent.Kind

COUNTS_KEPT_FOR = timedelta(days=400)
UNDER_WAY = timedelta(days=1)

# version id, day, page, question, code
Place = tuple[int, date, str, str, str]


@dataclass(frozen=True, slots=True)
class QuestionMeasure:
    """One question in visits: answered wrongly (and by which codes), and left on the page after that."""

    question: str
    errors: int = 0
    left: int = 0
    codes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageMeasure:
    """One page in visits: shown, completed, with an answer refused, and left there."""

    page: str
    reached: int = 0
    completed: int = 0
    errors: int = 0
    left: int = 0
    questions: tuple[QuestionMeasure, ...] = ()


@dataclass(frozen=True, slots=True)
class JourneyMeasure:
    """A whole journey in visits."""

    started: int
    finished: int
    pages: tuple[PageMeasure, ...]


def journey_measures(journey: Journey, days: int = 30) -> JourneyMeasure:
    """How far people got in the last ``days`` days, over all versions; the pages that were reached most come first."""
    since = timezone.localdate() - timedelta(days=days - 1)
    total: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    events = JourneyEvent.objects.filter(version__journey=journey, day__gte=since)
    for (_version, _day, page, question, code), counted in _counted(events).items():
        total[page, question, code] += counted
    past = JourneyDay.objects.filter(version__journey=journey, day__gte=since)
    for row in past.values("page", "question", "code").annotate(
        reached=Sum("reached"), completed=Sum("completed"), errors=Sum("errors"), left=Sum("left")
    ):
        total[row["page"], row["question"], row["code"]].update(
            {name: row[name] for name in ("reached", "completed", "errors", "left")}
        )
    whole = total.pop(("", "", ""), Counter())
    pages = sorted({page for page, _, _ in total}, key=lambda page: (-total[page, "", ""]["reached"], page))
    return JourneyMeasure(
        started=whole["reached"],
        finished=whole["completed"],
        pages=tuple(_page_measure(page, total) for page in pages),
    )


def roll_up() -> int:
    """Turn the events of every day that is over into counts, then delete them with the day's salt; delete the
    counts of networks, and all that are older than ``COUNTS_KEPT_FOR``. Answers how many days were counted."""
    today = timezone.localdate()
    over = JourneyEvent.objects.filter(day__lte=today - SALT_LIVES)
    days = list(over.order_by("day").values_list("day", flat=True).distinct())
    for day in days:
        _roll_up(day)
    VisitSalt.objects.filter(day__lte=today - SALT_LIVES).delete()
    NetworkDay.objects.filter(day__lt=today).delete()
    JourneyDay.objects.filter(day__lt=today - COUNTS_KEPT_FOR).delete()
    return len(days)


@transaction.atomic
def _roll_up(day: date) -> None:
    events = JourneyEvent.objects.filter(day=day)
    # Only these: what it means to count them again is for the database to refuse.
    JourneyDay.objects.bulk_create(
        JourneyDay(version_id=version, day=day, page=page, question=question, code=code, **counted)
        for (version, day, page, question, code), counted in _counted(events, everyone_has_left=True).items()
    )
    events.delete()


def _counted(events: QuerySet[JourneyEvent], *, everyone_has_left: bool = False) -> dict[Place, Counter[str]]:
    """The counts of these events, each visit once."""
    counts: dict[Place, Counter[str]] = defaultdict(Counter)

    def add(name: str, rows: Iterable[tuple[int, date, str, str, str, int]]) -> None:
        for version, day, page, question, code, number in rows:
            counts[version, day, page, question, code][name] += number

    def visits(kind: str, *by: str) -> Iterable[tuple[int, date, str, str, str, int]]:
        return visits_by(events.filter(kind=kind), *by)

    add("reached", visits(Kind.STARTED))
    add("completed", visits(Kind.FINISHED))
    add("reached", visits(Kind.REACHED, "page"))
    add("completed", visits(Kind.COMPLETED, "page"))
    for by in (("page",), ("page", "question"), ("page", "question", "code")):
        add("errors", visits(Kind.ERROR, *by))
    left = visits_that_left(events, None if everyone_has_left else timezone.now() - UNDER_WAY)
    add("left", visits_by(left, "page"))
    same = {"version": OuterRef("version"), "day": OuterRef("day"), "visit": OuterRef("visit")}
    wrong = events.filter(Exists(left.filter(**same, page=OuterRef("page"))), kind=Kind.ERROR)
    add("left", visits_by(wrong, "page", "question"))
    return dict(counts)


def visits_that_left(events: QuerySet[JourneyEvent], quiet_since: datetime | None) -> QuerySet[JourneyEvent]:
    """The last page that each visit reached, of those that did not send the journey; with ``quiet_since``, of those
    that nothing has happened in from then on."""
    same = JourneyEvent.objects.filter(
        version=OuterRef("version"), day=OuterRef("day"), visit=OuterRef("visit")
    )
    last = (
        events.filter(kind=Kind.REACHED)
        .order_by("version", "day", "visit", "-id")
        .distinct("version", "day", "visit")
    )
    gone = JourneyEvent.objects.filter(id__in=last.values("id")).exclude(
        Exists(same.filter(kind=Kind.FINISHED))
    )
    return gone if quiet_since is None else gone.exclude(Exists(same.filter(hour__gte=quiet_since)))


def visits_by(events: QuerySet[JourneyEvent], *by: str) -> Iterable[tuple[int, date, str, str, str, int]]:
    """How many visits these events are of, for each version, day and what else is named."""
    rows = events.order_by().values("version_id", "day", *by).annotate(visits=Count("visit", distinct=True))
    for row in rows:
        yield (
            row["version_id"],
            row["day"],
            row.get("page", ""),
            row.get("question", ""),
            row.get("code", ""),
            row["visits"],
        )


def _page_measure(page: str, total: dict[tuple[str, str, str], Counter[str]]) -> PageMeasure:
    whole = total[page, "", ""]
    keys = sorted({question for place, question, _ in total if place == page and question})
    questions = [
        QuestionMeasure(
            question=question,
            errors=total[page, question, ""]["errors"],
            left=total[page, question, ""]["left"],
            codes={
                code: counted["errors"]
                for (place, asked, code), counted in sorted(total.items())
                if place == page and asked == question and code
            },
        )
        for question in keys
    ]
    return PageMeasure(
        page=page,
        reached=whole["reached"],
        completed=whole["completed"],
        errors=whole["errors"],
        left=whole["left"],
        questions=tuple(questions),
    )
