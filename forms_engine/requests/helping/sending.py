"""What somebody sends for the person they act for: it is that person's request, and says by what right it was sent."""

from uuid import UUID

from forms_engine.catalogue.models import Service
from forms_engine.requests.customers.of_account import name_of
from forms_engine.requests.helping.selectors import may_send
from forms_engine.requests.models import ActingFor, Customer

Consent = ActingFor.Consent

# What stands in a request's ``authority``, with its words for officers. A journey that asks by what right somebody asks for
# another person has answers of its own, and those count.
BY_AGREEMENT: dict[str, str] = {
    f"agreed-{Consent.ACCOUNT}": "they agreed to it in their account",
    f"agreed-{Consent.SPOKEN}": "they agreed to it, an officer wrote down",
    f"agreed-{Consent.WRITTEN}": "they agreed to it in writing",
    f"agreed-{Consent.POWER}": "power of attorney or deputyship, seen by an officer",
}


def agreement_to_send(helper_id: int | None, customer_id: UUID | None, service: Service) -> ActingFor | None:
    """The agreement by which this person sends a request of a service for that customer, locked to the end of the caller's
    transaction, so that it cannot end meanwhile; None where there is none today."""
    return may_send(helper_id, customer_id, service).select_for_update(of=("self",)).first()


def on_behalf(agreement: ActingFor, customer: Customer) -> dict[str, str]:
    """For whom a request is and by what right, by an agreement, where its journey asked nothing of it."""
    return {
        "on_behalf_of": name_of(customer)[:200] or agreement.get_relation_display(),
        "authority": f"agreed-{agreement.consent}",
    }
