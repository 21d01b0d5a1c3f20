"""Saying which person a command is about: by an email address, a mobile number, or the id of a customer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError, CommandParser
from django.db.models import Q

from forms_engine.requests.customers.groups import head_id
from forms_engine.requests.models import Customer, Request
from forms_engine.requests.models.customer import LAST_DIGITS, PHONE_DIGITS


def add_who(parser: CommandParser) -> None:
    """Exactly one of three ways to say who."""
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--email")
    who.add_argument("--mobile")
    who.add_argument("--customer")


def person_named(options: Mapping[str, Any]) -> Customer:
    """The person whom a command's options name.

    Raises:
        CommandError: for nobody, and for several people of that address.
    """
    found = {head_id(one): one for one in _found(options)}
    if not found:
        raise CommandError("Nobody is known by that.")
    if len(found) > 1:
        ids = "\n".join(f"  --customer {one}" for one in sorted(found, key=str))
        raise CommandError(
            f"Several people are known by that. Merge those that are one person, or name one:\n{ids}"
        )
    return next(iter(found.values()))


def _found(options: Mapping[str, Any]) -> list[Customer]:
    if options["customer"]:
        try:
            return list(Customer.objects.filter(pk=UUID(options["customer"])))
        except ValueError:
            return []
    if options["email"]:
        email = options["email"].strip()
        wanted = Q(email__iexact=email) | Q(user__email__iexact=email)
        requests = Request.objects.filter(email__iexact=email, erased_at=None)
    else:
        digits = "".join(sign for sign in options["mobile"] or "" if sign.isdigit())[-LAST_DIGITS:]
        if not digits:
            return []
        wanted = Q(pk__in=Customer.objects.alias(said=PHONE_DIGITS).filter(said=digits).exclude(mobile=""))
        wanted |= Q(user__mobile__endswith=digits)
        requests = Request.objects.alias(said=PHONE_DIGITS).filter(said=digits, erased_at=None)
    return list(Customer.objects.filter(wanted | Q(pk__in=requests.values("customer"))))
