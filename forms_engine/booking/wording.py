"""Times in words, always with the day's name, in the languages that bookings are offered in."""

from datetime import date, datetime

from forms_engine.booking.models import Slot
from forms_engine.booking.models.slots import LONDON
from forms_engine.runtime.wording import day_in_words, month_in_words

DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "cy": (
        "Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul",
    ),
}  # fmt: skip
HALVES = {"en": ("am", "pm", "midday", "midnight"), "cy": ("yb", "yh", "hanner dydd", "hanner nos")}
# Of the hour that the clocks show twice in October.
REPEATED = {
    "en": {"first": "before the clocks go back", "second": "after the clocks go back"},
    "cy": {"first": "cyn i'r clociau gael eu troi'n ôl", "second": "ar ôl i'r clociau gael eu troi'n ôl"},
}
FROM_TO = {"en": "{day}, {begins} to {ends}", "cy": "{day}, {begins} tan {ends}"}


def named_day(day: date, language: str) -> str:
    """Monday 7 December 2026, or Dydd Llun 7 Rhagfyr 2026."""
    return f"{DAYS[_known(language)][day.weekday()]} {day_in_words(day, language)}"


def day_of_year(day: date, language: str) -> str:
    """Monday 7 December: under a heading that has the year."""
    return f"{DAYS[_known(language)][day.weekday()]} {day.day} {month_in_words(day.month, language)}"


def month_of(day: date, language: str) -> str:
    """December 2026."""
    return f"{month_in_words(day.month, language)} {day.year}"


def clock_time(moment: datetime, language: str) -> str:
    """What the clock on the wall in London shows: 9am, 2:30pm, midday; 9yb, 2:30yh, hanner dydd."""
    wall = moment.astimezone(LONDON)
    before_noon, after_noon, midday, midnight = HALVES[_known(language)]
    if not wall.minute and wall.hour in (0, 12):
        return midday if wall.hour else midnight
    minutes = f":{wall.minute:02}" if wall.minute else ""
    return f"{(wall.hour - 1) % 12 + 1}{minutes}{before_noon if wall.hour < 12 else after_noon}"


def time_of(slot: Slot, language: str) -> str:
    """When a slot begins by the clock, and which of both where the clock shows that twice."""
    shown = clock_time(slot.starts_at, language)
    again = slot.repeats_an_hour
    return f"{shown} ({REPEATED[_known(language)][again]})" if again else shown


def when_in_words(slot: Slot, language: str) -> str:
    """Sunday 28 March 2027, 2:30pm to 3pm."""
    language = _known(language)
    return FROM_TO[language].format(
        day=named_day(slot.local_start.date(), language),
        begins=time_of(slot, language),
        ends=clock_time(slot.ends_at, language),
    )


def moment_in_words(moment: datetime, language: str) -> str:
    """Sunday 28 March 2027, 2:30pm: of a deadline."""
    return f"{named_day(moment.astimezone(LONDON).date(), language)}, {clock_time(moment, language)}"


def _known(language: str) -> str:
    short = language.split("-")[0]
    return short if short in DAYS else "en"
