"""The one customer of an account."""

from accounts.models import User
from forms_engine.requests.models import Customer


def customer_of_account(user: User) -> Customer:
    """The account's customer, made of what the account says where it has none yet."""
    known = {"name": user.name, "email": user.email or "", "mobile": user.mobile or ""}
    customer, _ = Customer.objects.get_or_create(user=user, defaults=known)
    return customer


def name_of(customer: Customer) -> str:
    """What a customer is called, as they said or as their account does; "" for whoever never said."""
    return customer.name or (customer.user.name if customer.user else "")
