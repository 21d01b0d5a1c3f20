"""What goes with an email for its reader's calendar."""

from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives


@dataclass(frozen=True, slots=True)
class Invitation:
    """An iCalendar object and its method, ``REQUEST`` or ``CANCEL``: mail programs act on it where the part says so."""

    method: str
    text: str


def enclose(email: EmailMultiAlternatives, invitation: Invitation) -> None:
    """Put an invitation into an email twice, as calendars send it themselves: as another form of the same message, which
    mail programs offer to put in the calendar, and as a file, for those that do not know it as such."""
    email.attach_alternative(invitation.text, f'text/calendar; method={invitation.method}; charset="utf-8"')
    email.attach("invitation.ics", invitation.text.encode(), "application/ics")
