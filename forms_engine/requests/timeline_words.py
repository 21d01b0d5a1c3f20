"""What an entry of a timeline is called, to its customer and to officers."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.states import officer_label
from forms_engine.requests.wording import StateWords

Kind = TimelineEntry.Kind

# To its customer. What is not here is called by the state that followed.
FOR_CUSTOMER: dict[str, Promise] = {
    Kind.SUBMITTED: _("You sent it"),
    Kind.PAID: _("We received your payment"),
    Kind.RELEASED: _("We checked it and passed it to the team"),
    Kind.FILE_DELETED: _("A file you sent was deleted"),
    Kind.FROM_CUSTOMER: _("You wrote to us"),
    Kind.TO_CUSTOMER: _("We wrote to you"),
    Kind.SAID: _("We wrote to you"),
    Kind.SAID_LATE: _("We wrote to you earlier: it reached this page late"),
    Kind.LETTER: _("You have a letter"),
    Kind.BEGUN_OUTSIDE: _("The team opened this request for you"),
    Kind.CLAIMED: _("You added it to your account"),
    Kind.STAGE: _("The next stage began"),
    Kind.PAY_REMINDER: _("We reminded you to pay"),
    Kind.UNPAID: _("Cancelled: it was not paid for in time"),
    Kind.RING_US: _("Ring us: do not wait"),
    Kind.BOOKED: _("Your appointment is confirmed"),
    Kind.BOOKING_MOVED: _("Your appointment was moved"),
    Kind.BOOKING_AGREED: _("We agreed to your appointment"),
    Kind.BOOKING_REFUSED: _("We could not agree to your appointment"),
    Kind.BOOKING_CANCELLED: _("Your appointment was cancelled"),
    Kind.BOOKING_REMINDER: _("We reminded you of your appointment"),
    Kind.ATTENDED: _("You came to your appointment"),
    Kind.NO_SHOW: _("You did not come to your appointment"),
    Kind.NO_PLACE: _("We received your payment, but your time was gone"),
    Kind.REFUNDED: _("We paid money back to you"),
    Kind.ASKED: _("We asked you something"),
    Kind.FILE_ADDED: _("We added a file"),
    Kind.SPLIT: _("We deal with a part of it on its own"),
    Kind.CORRECTED: _("You corrected what you told us"),
    Kind.LETTER_POSTED: _("We posted you a letter"),
}


def for_customer(
    request: Request, entries: Iterable[TimelineEntry], language: str
) -> list[tuple[TimelineEntry, str]]:
    """Each entry with what it is called to its customer, in the page's language. One query beside the entries'."""
    words = StateWords([request.service_id], language)
    return [
        (entry, str(FOR_CUSTOMER[entry.kind]))
        if entry.kind in FOR_CUSTOMER
        else (
            entry,
            words(request.service_id, entry.state)
            if entry.kind == Kind.STATE
            else str(entry.get_kind_display()),
        )
        for entry in entries
    ]


def for_officer(entries: Iterable[TimelineEntry]) -> list[tuple[TimelineEntry, str]]:
    """Each entry with what it is called to officers: by the state alone where that is what changed."""
    return [
        (
            entry,
            f"Placed in {entry.message}"
            if entry.kind == Kind.QUEUED
            else (_state_for_officer(entry) if entry.kind == Kind.STATE else str(entry.get_kind_display())),
        )
        for entry in entries
    ]


def _state_for_officer(entry: TimelineEntry) -> str:
    label = officer_label(entry.state)
    return f"{label}: {entry.outcome.name}" if entry.outcome else label


# To the people of a team outside the council. What is not here they are told as its customer is.
FOR_OUTSIDE: dict[str, Promise] = {
    Kind.SUBMITTED: _("Sent by the resident"),
    Kind.FROM_CUSTOMER: _("The resident wrote"),
    Kind.TO_CUSTOMER: _("Message to the resident"),
    Kind.ASKED: _("The resident was asked"),
    Kind.HANDED_ON: _("Handed on"),
    Kind.QUEUED: _("Put in the queue"),
    Kind.NOTE: _("Note"),
    Kind.TAKEN: _("Taken"),
    Kind.GIVEN: _("Given to a colleague"),
    Kind.PUT_BACK: _("Put back"),
    Kind.FILE_ADDED: _("Photos or files added"),
    Kind.OPENED: _("First opened"),
}


def for_outside(
    request: Request, entries: Iterable[TimelineEntry], language: str
) -> list[tuple[TimelineEntry, str]]:
    """Each entry with what it is called to the people of a team outside, in the page's language."""
    return [
        (entry, str(FOR_OUTSIDE.get(entry.kind, title)))
        for entry, title in for_customer(request, entries, language)
    ]
