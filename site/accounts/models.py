"""Our own user: one per person, known by an email address, a mobile number or both."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.fields import E164, EmailAddressField, validate_e164
from accounts.managers import UserManager
from accounts.roles import Role

__all__ = ["Role", "RoleGrant", "User"]


class User(AbstractBaseUser, PermissionsMixin):
    """A person: resident, council staff or partner. ``uuid`` is the only id shown outside."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=150)
    email = EmailAddressField("email address", max_length=254, unique=True, null=True, blank=True)
    mobile = models.CharField(
        "mobile number", max_length=16, unique=True, null=True, blank=True, validators=[validate_e164]
    )
    is_staff = models.BooleanField("council staff", default=False, help_text="May sign in to the intranet.")
    is_active = models.BooleanField(default=True, help_text="Untick to close the account at once.")
    is_demo = models.BooleanField(default=False, editable=False, help_text="Works in demo mode only.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(email__isnull=False) | Q(mobile__isnull=False)), name="user_has_email_or_mobile"
            ),
            models.CheckConstraint(
                condition=Q(email__isnull=True) | (Q(email=Lower("email")) & ~Q(email="")),
                name="user_email_lower_case",
            ),
            models.CheckConstraint(
                condition=Q(mobile__isnull=True) | Q(mobile__regex=E164), name="user_mobile_e164"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The person's name, as they gave it."""
        return self.name

    def get_short_name(self) -> str:
        """The person's name: a first name cannot be cut out of a name in every culture."""
        return self.name


class RoleGrant(models.Model):
    """One role held by one person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=32, choices=Role.choices)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="one_grant_per_role")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"
