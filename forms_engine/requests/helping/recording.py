"""Writing down, as an officer, that somebody agreed to be helped: by phone, in person, in writing, or because a power of
attorney was shown."""

from uuid import UUID

from django.db import transaction

from audiences.principal import Principal
from forms_engine.requests.customers.selectors import customer_for
from forms_engine.requests.helping.at_work import services_for
from forms_engine.requests.helping.making import Asked, make
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.helping.telling import tell_recorded
from forms_engine.requests.models import ActingFor, CustomerChange

LONGEST_WORDS = 500
BY_OFFICERS = frozenset({ActingFor.Consent.SPOKEN, ActingFor.Consent.WRITTEN, ActingFor.Consent.POWER})


@transaction.atomic
def record(
    principal: Principal, customer_id: UUID, asked: Asked, *, consent: str, consent_words: str
) -> ActingFor:
    """Write down how a customer agreed, and send the helper the link to accept. The customer is told where they can be. It
    is kept with the customer's changes, under the officer's name. The same click again writes and tells nothing a second
    time.

    Raises:
        HelpRefused: for a customer whom the officer may not know of or who is made up in practice, without saying how they
            agreed, for a service whose requests the officer may not see, and as ``making.make``.
    """
    customer = customer_for(principal, customer_id)
    if customer is None or principal.user is None or customer.is_practice:
        raise HelpRefused("not-yours")
    if consent not in BY_OFFICERS:
        raise HelpRefused("consent", "consent")
    words = consent_words.replace("\x00", "").strip()
    if not words or len(words) > LONGEST_WORDS:
        raise HelpRefused("consent-words", "consent_words")
    services = list(asked.services)
    if not {service.pk for service in services} <= {one.pk for one in services_for(principal)}:
        raise HelpRefused("services", "services")
    agreement, is_new = make(customer, asked, by=principal.user, consent=consent, consent_words=words)
    if not is_new:
        return agreement
    # Not the name: changes are never changed, and the helper may ask to be forgotten.
    relation = agreement.get_relation_display()
    CustomerChange.objects.create(customer=customer, changed={"helper": ["", relation]}, by=principal.user)
    tell_recorded(agreement)
    return agreement
