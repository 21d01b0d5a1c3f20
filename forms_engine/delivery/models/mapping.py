"""How a request's data becomes a back office's own fields: one numbered version after the other."""

from django.conf import settings
from django.db import models

from forms_engine.delivery.models.destination import Destination


class MappingVersion(models.Model):
    """One published mapping of a destination. Immutable: a trigger refuses every change. The newest is in use."""

    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="mapping_versions")
    number = models.PositiveIntegerField()
    document = models.JSONField(help_text="In the language of delivery.mapping.language.")
    expects = models.JSONField(
        default=dict,
        help_text="By journey, the questions it reads and the type each had when this was published.",
    )
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["destination", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["destination", "number"], name="one_mapping_version_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.destination_id} v{self.number}"
