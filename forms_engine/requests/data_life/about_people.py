"""What is known of a person apart from their requests."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from forms_engine.requests.data_life.about_requests import REVIEW, hold_said
from forms_engine.requests.models import (
    ActingFor,
    Contact,
    Customer,
    CustomerChange,
    CustomerMerge,
    Follower,
    LegalHold,
)


def people(customers: list[UUID], *, everything: bool) -> list[dict[str, Any]]:
    """What is kept of each of a person's rows, and who may act for them."""
    found = Customer.objects.filter(pk__in=customers).select_related("user", "location").order_by("pk")
    return [
        {
            "name": one.name,
            "email": one.email,
            "mobile": one.mobile,
            "phone": one.phone,
            "language": one.language,
            "needs": one.needs,
            "access_needs": one.access_needs,
            "interpreter_language": one.interpreter_language,
            "contact_by": one.get_contact_by_display(),
            "declines": one.declines,
            "location": str(one.location) if one.location else "",
            "account": {
                "name": one.user.name,
                "email": one.user.email,
                "mobile": one.user.mobile,
                "since": one.user.created_at,
            }
            if one.user
            else {},
            "consents": [
                {
                    "name": agreed.helper_name,
                    "what": agreed.get_relation_display(),
                    "how": agreed.get_consent_display(),
                    "since": agreed.accepted_at,
                    "until": agreed.ended_at,
                }
                | (
                    {"message": agreed.consent_words, REVIEW: True}
                    if everything and agreed.consent_words
                    else {}
                )
                for agreed in ActingFor.objects.filter(customer=one).order_by("made_at")
            ],
        }
        for one in found
    ]


def at_work(customers: list[UUID]) -> dict[str, Any]:
    """What officers wrote down about the person outside any request, and what was changed of them."""
    contacts = Contact.objects.filter(customer__in=customers, request=None).select_related("service")
    changes = CustomerChange.objects.filter(customer__in=customers).select_related("by")
    merges = CustomerMerge.objects.filter(Q(kept__in=customers) | Q(merged__in=customers)).select_related(
        "by"
    )
    holds = LegalHold.objects.filter(customer__in=customers).select_related("by")
    return {
        "contacts": [
            {
                "at": one.started_at,
                "by": one.channel,
                "service": one.service.name if one.service else "",
                "message": one.note,
                REVIEW: bool(one.note),
            }
            for one in contacts.order_by("started_at")
        ],
        "changes": [
            {"at": one.at, "who": one.by.name, "what": one.changed} for one in changes.order_by("id")
        ],
        "merges": [
            {"at": one.at, "who": one.by.name, "message": one.why, REVIEW: True}
            for one in merges.order_by("at")
        ],
        "holds": [hold_said(one) for one in holds.order_by("at")],
        "follows": [
            {"reference": one.request.reference, "to": one.email or one.mobile, "since": one.created_at}
            for one in Follower.objects.filter(customer__in=customers).select_related("request")
        ],
    }
