"""Customers who were found to be one person: which rows stand for them together.

Of a group every row but one names that one (``merged_into``): it is the group's *head*. A customer alone is a group of one.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from forms_engine.requests.models import Customer


def head_id(customer: Customer) -> UUID:
    """The id of the one that stands for the customer's group."""
    return customer.merged_into_id or customer.pk


def group_of(customer: Customer) -> QuerySet[Customer]:
    """Every row of the customer's group. What of it somebody may know of is ``selectors.known_family``."""
    head = head_id(customer)
    return Customer.objects.filter(Q(pk=head) | Q(merged_into=head))


def family_of(customer: Customer) -> list[UUID]:
    """The ids of every row of the customer's group, its own included: for filters of what a selector shows already, never
    to be shown themselves. One query."""
    return list(group_of(customer).order_by("pk").values_list("pk", flat=True))
