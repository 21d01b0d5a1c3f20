"""Who is told when content changes."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audiences.keys import PARTNER, PUBLIC, STAFF, organisation_key
from forms_engine.delivery.models import Destination

SITES = [(PUBLIC, _("Public website")), (STAFF, _("Intranet")), (PARTNER, _("Extranet"))]


class Subscription(models.Model):
    """A destination that hears of changes to what one audience can read on its own host.

    ``last_number`` is the sequence number of the last event written for it; each change takes the next in its own
    transaction, so the numbers have no gaps and are in the order of the changes.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    destination = models.OneToOneField(
        Destination, on_delete=models.PROTECT, related_name="content_subscription"
    )
    audience = models.CharField(
        _("audience"),
        max_length=20,
        choices=SITES,
    )
    organisation = models.SlugField(
        _("organisation"),
        max_length=50,
        blank=True,
        help_text=_(
            "For the extranet: the organisation whose pages are told of besides those for all partners."
        ),
    )
    active = models.BooleanField(default=True)
    last_number = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=[PUBLIC, STAFF, PARTNER]), name="subscription_audience"
            ),
            models.CheckConstraint(
                condition=Q(organisation="") | Q(audience=PARTNER),
                name="subscription_organisation_is_a_partner",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def keys(self) -> frozenset[str]:
        """The audience keys of those it tells on behalf of."""
        keys = {PUBLIC, self.audience}
        if self.organisation:
            keys.add(organisation_key(self.organisation))
        return frozenset(keys)
