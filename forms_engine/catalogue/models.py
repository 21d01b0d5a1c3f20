"""What the council offers: services, the teams and queues behind them, journeys and their published versions."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from wagtail.models import TranslatableMixin

from forms_engine.catalogue.absences import Absence as Absence
from forms_engine.catalogue.closures import ClosureDay as ClosureDay
from forms_engine.definition.document import COLLEAGUES


def public_only() -> list[str]:
    """The default audience of a journey."""
    return ["public"]


class Team(models.Model):
    """Who does the work; may be a contractor's."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="teams", blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="teams_led",
        help_text="One of its members.",
    )
    organisation = models.SlugField(
        blank=True,
        help_text="The partner organisation whose people do its work, on the extranet; empty for a team of the council's.",
    )

    class Meta:
        indexes = [
            models.Index(fields=["organisation"], name="team_outside", condition=~models.Q(organisation=""))
        ]

    def __str__(self) -> str:
        return self.name


class Queue(models.Model):
    """Where requests wait for a team's officers."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="queues")

    def __str__(self) -> str:
        return self.name


class Service(TranslatableMixin, models.Model):
    """Something the council does for people. The English row is the one that requests point at."""

    class Openness(models.TextChoices):
        OPEN = "open", "Open: every officer may see its requests"
        TEAM_ONLY = "team-only", "Team only: nothing shows outside the team"
        RESTRICTED = "restricted", "Restricted: the team's restricted-case officers only"

    slug = models.SlugField()
    name = models.CharField(max_length=120)
    summary = models.CharField(max_length=255, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="services")
    openness = models.CharField(max_length=20, choices=Openness, default=Openness.OPEN)
    lgsl_number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Its number in the Local Government Services List, where one exists."
    )
    phone = models.CharField(max_length=30, blank=True)
    opening_hours = models.CharField(max_length=120, blank=True)

    class Meta(TranslatableMixin.Meta):
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["slug", "locale"], name="one_service_per_slug_and_locale"),
        ]

    def __str__(self) -> str:
        return self.name


class Journey(models.Model):
    """One apply, book, pay or report journey: what its versions have in common.

    While it is paused nobody starts or goes on with it: they read ``paused_message`` instead. A practice journey is an
    editor's trial of a draft: it is never listed, and its requests are the practice service's own.
    """

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(
        max_length=10, choices=[(kind, kind) for kind in ("apply", "book", "pay", "report")]
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="journeys")
    audience_keys = ArrayField(models.CharField(max_length=80), default=public_only)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_message = models.JSONField(
        default=dict,
        blank=True,
        help_text="A text by language, as in a definition: what people read meanwhile.",
    )
    is_practice = models.BooleanField(default=False)
    colleagues = models.CharField(
        max_length=10,
        default="as-service",
        db_default="as-service",
        choices=[(who, who) for who in COLLEAGUES],
        help_text="Who of a partner organisation sees what one of it sent, as the definition says.",
    )

    class Meta:
        indexes = [GinIndex(fields=["audience_keys"], name="journey_audience_keys")]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_paused(self) -> bool:
        """Whether people read the pause's message instead of the journey."""
        return self.paused_at is not None

    def paused_message_in(self, language: str) -> str:
        """The pause's message in a language, or in English where that is missing."""
        return str(self.paused_message.get(language.split("-")[0]) or self.paused_message.get("en", ""))


class JourneyVersion(models.Model):
    """One published definition. Immutable: a trigger refuses every change but its withdrawal."""

    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "number"], name="one_journey_version_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.journey_id} v{self.number}"
