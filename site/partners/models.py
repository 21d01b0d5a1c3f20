"""Organisations that work with the council, and who belongs to them."""

from django.db import models
from django.utils import timezone

from accounts.models import Role, User
from accounts.roles import PARTNER_ROLES

ROLE_CHOICES = [(role.value, role.label) for role in Role if role in PARTNER_ROLES]


class Organisation(models.Model):
    """A care provider, school, contractor or agent. Its slug is part of an audience key and never changes."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Which memberships count."""

    def in_force(self) -> "MembershipQuerySet":
        """Active and not past their last day."""
        return self.filter(active=True).exclude(expires__lt=timezone.localdate())


class Membership(models.Model):
    """One person's place in one organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=32, choices=ROLE_CHOICES, default=Role.PARTNER_MEMBER)
    active = models.BooleanField(default=True)
    expires = models.DateField(
        null=True, blank=True, help_text="The last day it holds. Empty: until it is ended."
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_per_organisation"),
            models.CheckConstraint(
                condition=models.Q(role__in=[value for value, _ in ROLE_CHOICES]),
                name="membership_role_is_a_partner_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.organisation_id}"
