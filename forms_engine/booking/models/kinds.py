"""What can be booked, and under which rules."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.catalogue.models import Service, Team


class ResourceKind(models.Model):
    """A kind of appointment: what a journey's ``booking.resource_kind`` names, with the rules that all of it share.

    Texts are kept by language, as in a definition; English stands in for what is missing.
    """

    class RefundRule(models.TextChoices):
        ALWAYS = "always", "Always, however late it is cancelled"
        IN_TIME = "in_time", "When it is cancelled before the deadline"
        NEVER = "never", "Never"

    slug = models.SlugField(max_length=60, unique=True)
    name = models.JSONField(
        default=dict, help_text="By language: what residents book, such as Registrar appointment."
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="resource_kinds")
    minutes = models.PositiveSmallIntegerField(help_text="How long one takes.")
    notice_hours = models.PositiveSmallIntegerField(
        default=0, help_text="How long before it begins a time can still be chosen."
    )
    days_ahead = models.PositiveSmallIntegerField(default=60, help_text="How far ahead times are offered.")
    needs_approval = models.BooleanField(
        default=False, help_text="An officer has to agree; the place is kept meanwhile."
    )
    chooses_resource = models.BooleanField(
        default=False, help_text="Residents choose where or with whom; otherwise any that is free will do."
    )
    cancel_hours = models.PositiveSmallIntegerField(
        default=24, help_text="Until how long before it begins its customer may cancel."
    )
    move_hours = models.PositiveSmallIntegerField(
        default=24, help_text="Until how long before it begins its customer may move it."
    )
    refund_rule = models.CharField(max_length=10, choices=RefundRule, default=RefundRule.IN_TIME)
    most_live = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many one person may have at once; blank for no limit."
    )
    nothing_free = models.JSONField(
        default=dict, blank=True, help_text="By language: what to do when no time is free."
    )
    what_to_bring = models.JSONField(default=dict, blank=True, help_text="By language.")
    script = models.TextField(
        blank=True, help_text="For the officer: what to say and ask. Residents never see it."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="resource_kind_takes_time"),
            models.CheckConstraint(
                condition=Q(most_live__isnull=True) | Q(most_live__gt=0),
                name="resource_kind_can_be_booked_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name_in("en") or self.slug

    def name_in(self, language: str) -> str:
        """Its name in a language (a code such as ``cy``)."""
        return _in(self.name, language)

    def nothing_free_in(self, language: str) -> str:
        """What to do when no time is free."""
        return _in(self.nothing_free, language)

    def what_to_bring_in(self, language: str) -> str:
        """What to bring along."""
        return _in(self.what_to_bring, language)


class Resource(models.Model):
    """A room, officer, site or van. An exclusive one does one thing at a time, whatever it is booked for."""

    class What(models.TextChoices):
        ROOM = "room", "Room"
        OFFICER = "officer", "Officer"
        SITE = "site", "Site"
        VAN = "van", "Van"

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    what = models.CharField(max_length=10, choices=What)
    kind = models.ForeignKey(ResourceKind, on_delete=models.PROTECT, related_name="resources")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    address = models.TextField(blank=True, help_text="Where to come to.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose diary it is, where it is somebody's.",
    )
    is_exclusive = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


def _in(words: dict[str, str], language: str) -> str:
    return str(words.get(language.split("-")[0]) or words.get("en", ""))
