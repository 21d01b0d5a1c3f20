"""Who may deal with the council for somebody else, and how that person agreed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class ActingFor(models.Model):
    """One person lets another deal with the council for them: their family, a friend, an agent. What the helper does is
    written down under the helper's own name. It begins when the helper has accepted, and ends on its last day, or when
    either of them, or an officer, ends it; it is never deleted."""

    class Relation(models.TextChoices):
        FAMILY = "family", "Family"
        FRIEND = "friend", "Friend or neighbour"
        CARER = "carer", "Carer"
        AGENT = "agent", "Agent or adviser"
        ATTORNEY = "attorney", "Attorney or deputy"

    class Consent(models.TextChoices):
        """How the person whose requests they are agreed."""

        ACCOUNT = "account", "They said so in their account"
        SPOKEN = "spoken", "They said so to an officer"
        WRITTEN = "written", "In writing"
        POWER = "power", "Power of attorney or deputyship, seen by an officer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    customer = models.ForeignKey(
        "requests.Customer", on_delete=models.PROTECT, related_name="helpers", help_text="Whose requests."
    )
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="acts_for",
        help_text="Nobody until the invitation was accepted.",
    )
    helper_name = models.CharField(max_length=200)
    invited_at_address = models.CharField(
        max_length=254, help_text="The email address or mobile number that the invitation went to."
    )
    token_hash = models.CharField(max_length=64, unique=True, help_text="Of the invitation's link.")
    relation = models.CharField(max_length=10, choices=Relation)
    services = models.ManyToManyField(
        "catalogue.Service", blank=True, related_name="+", help_text="Only these, where it is limited."
    )
    is_limited = models.BooleanField(
        default=False,
        help_text="To the services named. It stays so where those are gone: then it covers nothing.",
    )
    consent = models.CharField(max_length=10, choices=Consent)
    consent_words = models.CharField(
        max_length=500, blank=True, help_text="What an officer wrote down of how the person agreed."
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True, help_text="Empty: until it is ended.")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "acting for"
        constraints = [
            models.CheckConstraint(
                name="acting_for_is_accepted_by_the_helper",
                condition=Q(helper__isnull=True, accepted_at__isnull=True)
                | Q(helper__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="acting_for_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="acting_for_says_how_an_officer_was_told",
                condition=Q(consent="account") | ~Q(consent_words=""),
            ),
            models.UniqueConstraint(
                fields=["customer", "helper"],
                condition=Q(ended_at__isnull=True, helper__isnull=False),
                name="acting_for_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["helper"], name="acting_for_helper", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.id)
