"""Measures as files for spreadsheets: plain counts, which add up, whose cells no spreadsheet takes for formulas."""

from collections.abc import Iterable, Mapping
from io import StringIO

from defusedcsv import csv
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.journeys.measures_months import journeys_between
from forms_engine.requests.feedback.counting import Said
from forms_engine.requests.measures.counting import final_from
from forms_engine.requests.measures.definitions import CLOCK_COLUMNS, COLUMNS
from forms_engine.requests.measures.months import Month
from forms_engine.requests.measures.reading import Chosen, Row
from forms_engine.requests.models import CountedMonth
from workplace.measures.forms import CHANNELS

HEAD = ("Month", "Provisional", "Provisional until", "Counted", "Service", "Team", "Channel")
COUNTS = (*COLUMNS, *CLOCK_COLUMNS)
SAID = (
    "Said how satisfied they were",
    "Satisfaction from 1 to 5, summed",
    "Said how easy it was",
    "Ease from 1 to 5, summed",
)
JOURNEYS_HEAD = ("Month", "Journey", "Service", "Page", "Started or reached", "Sent", "Left here")


def measures_file(
    rows: Iterable[Row],
    counted: Mapping[Month, CountedMonth],
    *,
    with_head: bool,
    said: Mapping[Month, Iterable[Said]] | None = None,
) -> str:
    """One line for each month, service and channel, with what was ``said`` in it of how it went."""
    rows, of_row = _with_said(rows, said or {})
    out = StringIO(newline="")
    writer = csv.writer(out)
    if with_head:
        writer.writerow([*HEAD, *(column.head for column in COUNTS), *SAID])
    until: dict[Month, str] = {}
    for row in rows:
        kept = counted[row.month]
        if row.month not in until:
            until[row.month] = (
                "" if kept.final_at else f"{timezone.localtime(final_from(row.month)):%Y-%m-%d}"
            )
        writer.writerow(
            [
                str(row.month),
                "no" if kept.final_at else "yes",
                until[row.month],
                f"{timezone.localtime(kept.counted_at):%Y-%m-%d %H:%M}",
                row.service.name if row.service else "",
                row.service.team.name if row.service else "",
                CHANNELS.get(row.channel, row.channel),
                *(row.counts[column.name] for column in COUNTS),
                *_figures(of_row.get((row.month, row.service.pk if row.service else None, row.channel))),
            ]
        )
    return out.getvalue()


def _with_said(
    rows: Iterable[Row], said: Mapping[Month, Iterable[Said]]
) -> tuple[list[Row], dict[tuple[Month, int | None, str], Said]]:
    """The rows, one more for each service and channel that only something was said of, and what was said of each."""
    found = list(rows)
    there = {(row.month, row.service.pk if row.service else None, row.channel) for row in found}
    of_row: dict[tuple[Month, int | None, str], Said] = {
        (month, one.service.pk, one.channel): one for month, all_said in said.items() for one in all_said
    }
    found += [Row(key[0], one.service, one.channel) for key, one in of_row.items() if key not in there]
    return found, of_row


def _figures(said: Said | None) -> list[object]:
    """Empty where too few said anything for it to be told (``feedback.counting``)."""
    if said is None:
        return [0, 0, 0, 0]
    if said.is_withheld:
        return ["", "", "", ""]
    return [said.satisfied, said.satisfaction_sum, said.eased, said.ease_sum]


def journeys_file(principal: Principal, month: Month, chosen: Chosen) -> str:
    """One line for each journey, then one for each of its pages. By journey, on all channels."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(JOURNEYS_HEAD)
    for one in journeys_between(
        principal, month.first, month.last_day, service=chosen.service, team=chosen.team
    ):
        about = [str(month), one.title, one.journey.service.name]
        writer.writerow([*about, "", one.started, one.sent, ""])
        for page in one.pages:
            writer.writerow([*about, page.title, page.reached, "", page.left])
    return out.getvalue()
