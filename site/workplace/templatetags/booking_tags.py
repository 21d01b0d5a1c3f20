"""How officers read a booking's time and state. Always with the day's name, always as a clock in London shows it."""

from datetime import date

from django import template
from django.utils.translation import get_language_info

from forms_engine.booking.models import Slot
from forms_engine.booking.states import State
from forms_engine.booking.wording import clock_time, named_day, time_of, when_in_words

register = template.Library()

TAGS = {
    State.AWAITING_PAYMENT: "waiting",
    State.AWAITING_APPROVAL: "waiting",
    State.CONFIRMED: "ok",
    State.ATTENDED: "ok",
    State.NO_SHOW: "problem",
    State.HELD: "waiting",
}


@register.filter
def day_in_full(day: date) -> str:
    """ "Monday 7 December 2026"."""
    return named_day(day, "en")


@register.filter
def slot_day(slot: Slot) -> str:
    """The day that it begins on."""
    return named_day(slot.local_start.date(), "en")


@register.filter
def slot_clock(slot: Slot) -> str:
    """When it begins: "9am", "9:30am"; the hour that comes twice says which of them it is."""
    return time_of(slot, "en")


@register.filter
def slot_hours(slot: Slot) -> str:
    """From when to when: "9am to 9:30am"."""
    return f"{time_of(slot, 'en')} to {clock_time(slot.ends_at, 'en')}"


@register.filter
def slot_when(slot: Slot) -> str:
    """Day and hours in one line: "Monday 7 December 2026, 9am to 9:30am"."""
    return when_in_words(slot, "en")


@register.filter
def booking_tag(state: str) -> str:
    """What a tag is coloured by."""
    return TAGS.get(State(state), "closed")


@register.filter
def language_name_of(code: str) -> str:
    """A language as officers call it: "Welsh"."""
    return str(get_language_info(code)["name"])
