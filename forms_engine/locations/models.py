"""Where something is."""

from django.db import models


class Location(models.Model):
    """A point, an address or words for where something is, as far as known. WGS 84 degrees."""

    description = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    uprn = models.CharField(max_length=12, blank=True, help_text="Unique Property Reference Number.")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="location_has_both_coordinates_or_none",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.description or self.postcode or f"{self.latitude}, {self.longitude}"
