"""A councillor raises something for a resident: the consent first, then a journey like anybody's."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.requests.casework.consent import Consent, checked
from forms_engine.requests.casework.selectors import councillor_of
from forms_engine.requests.models import Casework, Request, TimelineEntry
from forms_engine.requests.states import NotAllowed
from forms_engine.requests.telling import write_entry


def begin(principal: Principal, said: Consent) -> Casework:
    """Write the consent down that what the councillor is about to raise rests on.

    Raises:
        NotAllowed: for whoever is no councillor in office.
        ConsentRefused: where it is not enough (``consent.checked``).
    """
    councillor = councillor_of(principal)
    if councillor is None:
        raise NotAllowed("Only councillors raise casework.")
    said = checked(said)
    return Casework.objects.create(
        councillor=councillor,
        resident=said.resident,
        consent=said.consent,
        consent_on=said.on,
        consent_words=said.words,
        raised=True,
    )


@transaction.atomic(savepoint=False)
def take_over(request: Request, casework_id: UUID) -> None:
    """The request that a councillor's submission has just become is that casework's; in the caller's transaction, which
    holds the request's lock or has just made it."""
    found = Casework.objects.select_for_update(of=("self",)).get(pk=casework_id)
    found.request, found.agreed_at = request, timezone.now()
    found.save(update_fields=["request", "agreed_at"])
    write_entry(
        request,
        TimelineEntry.Kind.CASEWORK,
        shown=False,
        message=f"Raised by {found.councillor} as a councillor. {consent_in_words(found)}",
        actor=found.councillor.user,
    )


def consent_in_words(casework: Casework) -> str:
    """The consent in a sentence or two, for officers."""
    how = casework.get_consent_display()
    if casework.consent == Casework.Consent.NOT_NEEDED:
        return f"Consent: {how}."
    on = casework.consent_on
    day = f", {on.day} {on:%B %Y}" if on else ""
    words = f" {casework.consent_words}" if casework.consent_words else ""
    return f"Consent of {casework.resident}: {how}{day}.{words}"
