"""One file for all that has gathered, at given times of the day, left in a folder (``delivery.batches``)."""

from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from forms_engine.delivery.connectors.file_drop import DropSettings
from forms_engine.delivery.connectors.interface import Connector, render_json
from forms_engine.delivery.models import Destination

LONDON = ZoneInfo("Europe/London")
SATURDAY = 5


class BatchSettings(DropSettings):
    """When, where and how."""

    times: list[str] = Field(
        title="Times",
        description="When a file is written, as 06:00, by the clock in London. All that waits then is in it; where "
        "nothing waits, no file is written.",
        min_length=1,
        max_length=24,
    )
    days: Literal["every day", "weekdays"] = Field(
        default="every day", title="Days", description="“weekdays” leaves out Saturdays and Sundays."
    )
    format: Literal["csv", "json"] = Field(
        default="csv",
        title="Format",
        description="“csv” has a row for each delivery (UTF-8, RFC 4180), with what a spreadsheet would take for a formula "
        "made harmless. “json” has each delivery as a webhook would carry it.",
    )
    columns: list[str] = Field(
        default=[],
        title="Columns",
        description="Of a csv: exactly these after the delivery’s id, in this order, each a name as “contact.name” or "
        "“answers.category”. Empty for all that there are, which may differ from file to file.",
        max_length=200,
    )

    @field_validator("times")
    @classmethod
    def _are_times(cls, times: list[str]) -> list[str]:
        try:
            read = {time.fromisoformat(one) for one in times if len(one) == len("06:00")}
        except ValueError:
            read = set()
        if len(read) != len(times):
            raise ValueError("write each time once, as 06:00")
        return sorted(times)


def next_time(destination: Destination, now: datetime) -> datetime:
    """When the next file is due, now or later. A time that a day in spring does not have is an hour later by the clock;
    of one that a day in autumn has twice, the first."""
    chosen = BatchSettings(**destination.settings)
    today = now.astimezone(LONDON).date()
    for ahead in range(8):
        day = today + timedelta(days=ahead)
        if chosen.days == "weekdays" and day.weekday() >= SATURDAY:
            continue
        due = [datetime.combine(day, time.fromisoformat(one), LONDON) for one in chosen.times]
        later = [one.astimezone(now.tzinfo) for one in due if one.astimezone(now.tzinfo) >= now]
        if later:
            return min(later)
    raise AssertionError("a week has a weekday with a time in it")


CONNECTOR = Connector(
    kind="batch",
    label="A file of many at given times (local or SFTP)",
    settings=BatchSettings,
    render=render_json,
    send=None,
    due_at=next_time,
    tests=False,
)
