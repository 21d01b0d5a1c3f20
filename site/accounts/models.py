"""Our own user: one per person, known by an email address, a mobile number or both."""

import uuid
from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.fields import E164, EmailAddressField, validate_e164
from accounts.managers import UserManager
from accounts.roles import Role
from accounts.second_factor.card_models import CardCode, CodeCard
from accounts.staff.models import BreakGlassUse

__all__ = [
    "AddressCode",
    "AddressKind",
    "BreakGlassUse",
    "CardCode",
    "CodeCard",
    "Role",
    "RoleGrant",
    "SignedIn",
    "TakenSlot",
    "User",
]


class AddressKind(models.TextChoices):
    """What a code can be sent to, and an account be known by."""

    EMAIL = "email", "Email address"
    MOBILE = "mobile", "Mobile number"


class User(AbstractBaseUser, PermissionsMixin):
    """A person: resident, council staff or partner. ``uuid`` is the only id shown outside."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=150)
    email = EmailAddressField("email address", max_length=254, unique=True, null=True, blank=True)
    mobile = models.CharField(
        "mobile number", max_length=16, unique=True, null=True, blank=True, validators=[validate_e164]
    )
    mobile_verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    session_mark = models.CharField(
        max_length=32, blank=True, editable=False, help_text="Part of what sessions are checked against."
    )
    is_staff = models.BooleanField("council staff", default=False, help_text="May sign in to the intranet.")
    is_active = models.BooleanField(default=True, help_text="Untick to close the account at once.")
    is_demo = models.BooleanField(default=False, editable=False, help_text="Works in demo mode only.")
    # Null and not "": most accounts have none, and those that have one share it with nobody.
    work_identity = models.CharField(  # noqa: DJ001
        max_length=600,
        unique=True,
        null=True,
        editable=False,
        help_text="What the council's own sign-in knows the person by: tenant and object id. Never an address.",
    )
    work_seen_at = models.DateTimeField(
        null=True, editable=False, help_text="When the council's own sign-in last let the person in."
    )
    is_break_glass = models.BooleanField(
        "break-glass account", default=False, editable=False, help_text="For emergencies: each use is told."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(email__isnull=False) | Q(mobile__isnull=False) | Q(work_identity__isnull=False)),
                name="user_is_known_by_something",
            ),
            models.CheckConstraint(
                condition=Q(is_break_glass=False) | Q(work_identity__isnull=True),
                name="user_break_glass_is_local",
            ),
            models.CheckConstraint(
                condition=Q(email__isnull=True) | (Q(email=Lower("email")) & ~Q(email="")),
                name="user_email_lower_case",
            ),
            models.CheckConstraint(
                condition=Q(mobile__isnull=True) | Q(mobile__regex=E164), name="user_mobile_e164"
            ),
            models.CheckConstraint(
                condition=Q(mobile_verified_at__isnull=True) | Q(mobile__isnull=False),
                name="user_verified_mobile_is_there",
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

    def get_session_auth_hash(self) -> str:
        """What a session has to hold to count: a new password, or a new ``session_mark``, ends all made before."""
        return self._marked(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same with the secret keys there were before."""
        for found in super().get_session_auth_fallback_hash():
            yield self._marked(found)

    def _marked(self, session_hash: str) -> str:
        if not self.session_mark:
            return session_hash
        return salted_hmac(
            "accounts.session_mark", session_hash + self.session_mark, algorithm="sha256"
        ).hexdigest()


class RoleGrant(models.Model):
    """One role held by one person, and who gave it: a role given twice stays until both have taken it back."""

    class Source(models.TextChoices):
        LOCAL = "local", "Given here"
        OPENID = "openid", "Given by the council's own sign-in"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=32, choices=Role.choices)
    source = models.CharField(max_length=6, choices=Source, default=Source.LOCAL)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "source"], name="one_grant_per_role_and_source")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class AddressCode(models.Model):
    """A six-digit code sent to an address to show that whoever asked for it reads what is sent there.

    The session of the browser that asked holds its id and no other browser can use it, so nobody uses up another's
    tries. Only a digest of the code is kept.
    """

    class Purpose(models.TextChoices):
        SIGN_IN = "sign-in", "Signing in"
        CHANGE = "change", "A new address for an account"
        CONFIRM = "confirm", "Showing again who you are"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose)
    kind = models.CharField(max_length=10, choices=AddressKind)
    address = models.CharField(max_length=254)
    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="+", help_text="Whose account it is about."
    )
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # A code to sign in with is sent before anything is looked up: it cannot say who has an account.
            models.CheckConstraint(
                condition=Q(purpose="sign-in", user__isnull=True)
                | (~Q(purpose="sign-in") & Q(user__isnull=False)),
                name="address_code_knows_its_user",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class SignedIn(models.Model):
    """One session that somebody is signed in with. No network address is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    audience = models.CharField(max_length=10)
    method = models.CharField(max_length=10, blank=True)
    browser = models.CharField(
        max_length=20, blank=True, help_text="Such as Firefox; empty where it is unknown."
    )
    system = models.CharField(max_length=20, blank=True, help_text="Such as Windows or iPhone.")
    since = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-last_used_at"]

    def __str__(self) -> str:
        return str(self.id)


class TakenSlot(models.Model):
    """One try of a limit (``accounts.throttle``), taken until a moment, or a code that was used while it lives.

    A table of its own and not the shared cache: whoever floods a cache has it drop what others are counted by.
    """

    name = models.CharField(
        primary_key=True, max_length=40, help_text="A digest and a number; nobody's address."
    )
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
