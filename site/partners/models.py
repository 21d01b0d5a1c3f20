"""Organisations that work with the council, who belongs to them, who is invited, and what became of it all."""

import datetime
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import EmailAddressField
from accounts.models import Role, User
from accounts.roles import PARTNER_ROLES
from audiences.models import LONGEST

ROLE_CHOICES = [(role.value, role.label) for role in Role if role in PARTNER_ROLES]

# The middle of an audience key (audiences.keys.KEY).
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"

CONFIRMED_FOR = datetime.timedelta(days=182)


def next_confirmation() -> datetime.date:
    """The day up to which what is confirmed today holds: half a year on."""
    return timezone.localdate() + CONFIRMED_FOR


class Organisation(models.Model):
    """A care provider, school, contractor or agent.

    Its slug is part of audience keys and never changes; an organisation is closed and never deleted. Triggers hold both.
    """

    class Kind(models.TextChoices):
        CARE_PROVIDER = "care-provider", _("Care provider")
        SCHOOL = "school", _("School")
        HEALTH = "health", _("Health service")
        CONTRACTOR = "contractor", _("Contractor")
        AGENT = "agent", _("Agent")
        CHARITY = "charity", _("Charity or community group")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = EmailAddressField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    owner = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="organisations_owned",
        help_text="The member of council staff who answers for who belongs to it.",
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    confirm_by = models.DateField(
        default=next_confirmation,
        help_text="The last day its members get in unless the owner confirms before that they still need to.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(slug__regex=SLUG), name="organisation_slug_fits_a_key"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it has members at all."""
        return self.state == self.State.OPEN


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Which memberships count."""

    def in_force(self) -> "MembershipQuerySet":
        """Active, not past their last day, of an open organisation that has been confirmed in time."""
        today = timezone.localdate()
        of_open = self.filter(
            organisation__state=Organisation.State.OPEN, organisation__confirm_by__gte=today
        )
        return of_open.filter(active=True).exclude(expires__lt=today)


class Membership(models.Model):
    """One person's place in one organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=32, choices=ROLE_CHOICES, default=Role.PARTNER_MEMBER)
    active = models.BooleanField(default=True)
    expires = models.DateField(
        null=True, blank=True, help_text="The last day it holds. Empty: until it is ended."
    )
    since = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the owner last said that the person still needs access."
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_per_organisation"),
            models.CheckConstraint(
                condition=Q(role__in=[value for value, _label in ROLE_CHOICES]),
                name="membership_role_is_a_partner_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.organisation_id}"

    @property
    def is_manager(self) -> bool:
        """Whether it is a partner manager's."""
        return self.role == Role.PARTNER_MANAGER


class Invitation(models.Model):
    """A letter to one address that lets whoever reads it join one organisation, once. Only its token's digest is kept.

    Sending it again makes a new token: the letters before open nothing any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = EmailAddressField(max_length=254)
    role = models.CharField(max_length=32, choices=ROLE_CHOICES, default=Role.PARTNER_MEMBER)
    last_day = models.DateField(null=True, blank=True, help_text="The last day of the membership it makes.")
    language = models.CharField(max_length=10, default="en")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    times_sent = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations_accepted"
    )

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, cancelled_at__isnull=True),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="invitation_accepted_or_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[value for value, _label in ROLE_CHOICES]),
                name="invitation_role_is_a_partner_role",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def has_expired(self) -> bool:
        """Whether its link is too old. It can be sent again."""
        return self.expires_at <= timezone.now()


class OrganisationToken(models.Model):
    """What a program of an organisation shows at the API of the extranet. Only a digest of it is kept.

    It is the organisation's, and no person's: it acts while the organisation is open and confirmed, and while whoever made it
    is still a manager there, as they have read it. ``journeys`` are the slugs it is limited to; none: to none in particular.
    """

    class Scope(models.TextChoices):
        SUBMIT = "submit", _("Send requests")
        READ = "read", _("Read what has become of them")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope))
    journeys = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    last_signs = models.CharField(max_length=4, editable=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(scopes=[]), name="organisation_token_has_a_scope"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at"), expires_at__lte=F("created_at") + LONGEST),
                name="organisation_token_lasts_a_year_at_most",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may(self) -> list[str]:
        """What it may be used for, in words."""
        return [str(self.Scope(scope).label) for scope in self.scopes]

    @property
    def state(self) -> str:
        """``active``, ``expired`` or ``revoked``."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at <= timezone.now() else "active"


class OrganisationEvent(models.Model):
    """One thing that happened in an organisation: who did what to whom, and when. A trigger lets the table only grow."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Organisation added")
        CHANGED = "changed", _("Details changed")
        INVITED = "invited", _("Invited")
        RESENT = "resent", _("Invitation sent again")
        CANCELLED = "cancelled", _("Invitation cancelled")
        JOINED = "joined", _("Joined")
        ROLE = "role", _("Role changed")
        EXTENDED = "extended", _("Last day changed")
        ENDED = "ended", _("Access ended")
        CONFIRMED = "confirmed", _("People confirmed")
        REMINDED = "reminded", _("Reminder to confirm sent")
        LAPSED = "lapsed", _("Access stopped: nobody confirmed")
        CLOSED = "closed", _("Organisation closed")
        REOPENED = "reopened", _("Organisation opened again")
        TOOK_OVER = "took-over", _("Draft taken over")
        RESET = "reset", _("Second factor reset")
        CARD = "card", _("Code card made")
        TOKEN = "token", _("API token made")
        REVOKED = "revoked", _("API token revoked")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    actor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="Nobody: the house itself."
    )
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="Whom it happened to."
    )
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(
        max_length=32, blank=True, choices=ROLE_CHOICES, help_text="The role from then on."
    )
    day = models.DateField(null=True, help_text="The last day, or the day to confirm by, from then on.")
    about = models.CharField(
        max_length=40, blank=True, help_text="What makes a reminder the only one of its sort."
    )
    token = models.ForeignKey(
        "partners.OrganisationToken", on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-at"], name="organisation_event_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "about"], condition=~Q(about=""), name="one_reminder_of_a_sort"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind}"
