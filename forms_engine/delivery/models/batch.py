"""Deliveries that leave together in one file."""

import uuid

from django.db import models
from django.db.models import Q

from forms_engine.delivery.models.destination import Destination


class Batch(models.Model):
    """One file for one destination. Its name, and which deliveries are in it, are committed before it is written, so
    that whoever writes it again writes the same file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120, help_text="The file's.")
    settings = models.JSONField(
        help_text="The destination's when the batch was begun: they say how it is written."
    )
    sha256 = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField(help_text="When to write it, or to try again.")
    tries = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField(null=True, blank=True, help_text="When the file was safely there.")

    class Meta:
        verbose_name_plural = "batches"
        constraints = [
            models.UniqueConstraint(fields=["destination", "number"], name="one_batch_per_number"),
            models.UniqueConstraint(
                fields=["destination"],
                name="one_batch_under_way_per_destination",
                condition=Q(written_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name
