"""Reading tokens. The rest of this part keeps nothing: audience keys are on what they are the keys of."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audiences.keys import PARTNER, STAFF

LONGEST = datetime.timedelta(days=365)


class ReadingToken(models.Model):
    """What a program of ``user`` shows on the host of ``audience``. Only a digest of it is kept.

    It holds what its user would hold there at that moment, and no roles; it ends with them.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reading_tokens")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    audience = models.CharField(max_length=20, choices=[(STAFF, _("Intranet")), (PARTNER, _("Extranet"))])
    name = models.CharField(_("name"), max_length=60)
    scopes = ArrayField(models.CharField(max_length=40))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    last_signs = models.CharField(max_length=4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "audience"], name="reading_token_owner")]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=[STAFF, PARTNER]), name="reading_token_audience"),
            models.CheckConstraint(condition=~Q(scopes=[]), name="reading_token_has_a_scope"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at"), expires_at__lte=F("created_at") + LONGEST),
                name="reading_token_lasts_a_year_at_most",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """``active``, ``expired`` or ``revoked``."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at <= timezone.now() else "active"
