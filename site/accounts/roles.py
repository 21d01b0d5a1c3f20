"""The roles a person can hold, and what each brings in Wagtail."""

from django.db import models


class Role(models.TextChoices):
    """What somebody does at or with the council. A role opens nothing by itself on the wrong host."""

    RESIDENT = "resident", "Resident"
    OFFICER = "officer", "Officer"
    RESTRICTED_CASE_OFFICER = "restricted-case-officer", "Restricted-case officer"
    TEAM_LEAD = "team-lead", "Team lead"
    SERVICE_MANAGER = "service-manager", "Service manager"
    BOOKING_OFFICER = "booking-officer", "Booking officer"
    FINANCE = "finance", "Finance"
    FINANCE_APPROVER = "finance-approver", "Finance approver"
    EDITOR = "editor", "Editor"
    PUBLISHER = "publisher", "Publisher"
    EMERGENCY_PUBLISHER = "emergency-publisher", "Emergency publisher"
    JOURNEY_BUILDER = "journey-builder", "Journey builder"
    AUDITOR = "auditor", "Auditor"
    COUNCILLOR = "councillor", "Councillor"
    ADMINISTRATOR = "administrator", "Administrator"
    PARTNER_MEMBER = "partner-member", "Partner member"
    PARTNER_MANAGER = "partner-manager", "Partner manager"


PARTNER_ROLES = frozenset({Role.PARTNER_MEMBER, Role.PARTNER_MANAGER})
STAFF_ROLES = frozenset(Role) - PARTNER_ROLES - {Role.RESIDENT}

# Django groups carry Wagtail's permissions; whoever holds the role belongs to the group.
ROLE_GROUPS = {
    Role.BOOKING_OFFICER: "Booking officers",
    Role.FINANCE: "Finance",
    Role.FINANCE_APPROVER: "Finance approvers",
    Role.EDITOR: "Editors",
    Role.PUBLISHER: "Publishers",
    Role.EMERGENCY_PUBLISHER: "Emergency publishers",
    Role.JOURNEY_BUILDER: "Journey builders",
    Role.ADMINISTRATOR: "Administrators",
}
