"""Three weeks of calls: what the telephone system counted on each line, and some of the contacts that were logged. At every
start the days that are missing are added, so that the newest are always there."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from demo.fixtures import read
from forms_engine.catalogue.models import Service, Team
from forms_engine.requests.models import CallTotals, Contact, Line

DAYS = 21
SATURDAY = 5
OPENS = 9  # o'clock


@transaction.atomic
def load_calls() -> int:
    """Make the lines, the totals and the contacts of the last weekdays that have none; answers how many rows were made."""
    wanted = read("calls.json")
    services = {row.slug: row for row in Service.objects.filter(locale__language_code="en")}
    teams = {row.slug: row for row in Team.objects.all()}
    lines: list[tuple[Line, int]] = []
    for row in wanted["lines"]:
        details = {
            "name": row["name"],
            "phone": row["phone"],
            "service": services.get(row.get("service", "")),
            "team": teams.get(row.get("team", "")),
        }
        lines.append((Line.objects.get_or_create(slug=row["slug"], defaults=details)[0], row["a_day"]))
    days = _weekdays()
    there = set(CallTotals.objects.filter(day__in=days).values_list("line_id", "day"))
    totals = [
        _totals(line, day, usual) for line, usual in lines for day in days if (line.pk, day) not in there
    ]
    CallTotals.objects.bulk_create(totals, ignore_conflicts=True)
    contacts = _contacts(wanted["calls"], days, services, [line for line, _ in lines])
    Contact.objects.bulk_create(contacts)
    return len(totals) + len(contacts)


def _weekdays() -> list[date]:
    today = timezone.localdate()
    last = [today - timedelta(days=ago) for ago in range(1, DAYS + 1)]
    return [day for day in last if day.weekday() < SATURDAY]


def _totals(line: Line, day: date, usual: int) -> CallTotals:
    """The same numbers for a line and a day whenever it is asked."""
    chance = Random(f"{line.slug} {day}")  # noqa: S311 - made up, no secret
    # Mondays are busy.
    offered = max(1, round(usual * chance.uniform(0.8, 1.2) * (1.3 if day.weekday() == 0 else 1)))
    answered = round(offered * chance.uniform(0.84, 0.95))
    in_3_min = round(answered * chance.uniform(0.8, 0.95))
    return CallTotals(
        line=line,
        day=day,
        offered=offered,
        answered=answered,
        answered_in_3_min=in_3_min,
        answered_in_20_s=round(in_3_min * chance.uniform(0.45, 0.7)),
        abandoned=offered - answered,
    )


def _contacts(
    calls: list[dict[str, str]], days: list[date], services: dict[str, Service], lines: list[Line]
) -> list[Contact]:
    """Some of each day's calls, on the days that have none of these officers'."""
    officers = list(User.objects.filter(is_demo=True, email__startswith="officer").order_by("pk"))
    if not officers:
        return []
    logged = Contact.objects.filter(officer__in=officers, channel="phone", is_practice=False)
    there = {timezone.localdate(at) for at in logged.values_list("started_at", flat=True)}
    by_service = {line.service_id: line for line in lines}
    everything = by_service.get(None, lines[0])
    made = []
    for day in days:
        if day in there:
            continue
        chance = Random(f"contacts {day}")  # noqa: S311 - made up, no secret
        for number, row in enumerate(chance.sample(calls, k=min(len(calls), 7))):
            began = datetime.combine(day, time(OPENS), timezone.get_current_timezone())
            began += timedelta(minutes=number * 50 + chance.randrange(30))
            service = services.get(row["service"])
            made.append(
                Contact(
                    channel="phone",
                    reason=row["reason"],
                    outcome=row["outcome"],
                    signposted_to=row.get("signposted_to", ""),
                    service=service,
                    line=by_service.get(service.pk if service else None, everything),
                    started_at=began,
                    ended_at=began + timedelta(seconds=chance.randrange(60, 420)),
                    officer=officers[number % len(officers)],
                    note=row.get("note", ""),
                )
            )
    return made
