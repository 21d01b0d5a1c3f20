"""Where something is, and the areas that the council's land is divided into."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q


class Area(models.Model):
    """A ward, parish or other part of the land, by its official code. Never deleted, as Locations name it: one that is
    given up is ``retired`` and nothing new is found in it. WGS 84 degrees."""

    class Kind(models.TextChoices):
        WARD = "ward", "Ward"
        DIVISION = "division", "Electoral division"
        PARISH = "parish", "Parish or community"
        DISTRICT = "district", "District"
        NEIGHBOURHOOD = "neighbourhood", "Neighbourhood or work area"

    code = models.CharField(max_length=20, unique=True, help_text="Such as E05000650, from the ONS.")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    polygons = models.JSONField(
        help_text="As a GeoJSON MultiPolygon's coordinates: polygons of rings of [longitude, latitude]."
    )
    sha256 = models.CharField(max_length=64, help_text="Of the polygons.")
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    imported_at = models.DateTimeField(auto_now=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name", "code"]
        constraints = [
            models.CheckConstraint(
                name="area_has_an_extent", condition=Q(west__lt=F("east"), south__lt=F("north"))
            )
        ]
        indexes = [
            models.Index(
                fields=["west", "east", "south", "north"],
                name="area_extent",
                condition=Q(retired_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PropertyPoint(models.Model):
    """Where a property is, as the gazetteer said when it was last asked: so that a chosen address has a point without
    asking again while a request is being sent."""

    uprn = models.CharField(max_length=12, primary_key=True, help_text="Unique Property Reference Number.")
    latitude = models.FloatField()
    longitude = models.FloatField()
    seen_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.uprn


class Location(models.Model):
    """A point, an address or words for where something is, as far as known. WGS 84 degrees."""

    description = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    uprn = models.CharField(max_length=12, blank=True, help_text="Unique Property Reference Number.")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    area_codes = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, help_text="Every area it is in."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="location_has_both_coordinates_or_none",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["postcode"], name="location_postcode", condition=~Q(postcode="")),
            models.Index(fields=["uprn"], name="location_uprn", condition=~Q(uprn="")),
            # What officers type of an address: the beginnings of its words.
            GinIndex(SearchVector("description", config="simple"), name="location_words"),
            # What is near a point: requests that may be about the same.
            models.Index(
                fields=["latitude", "longitude"], name="location_point", condition=Q(latitude__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.description or self.postcode or f"{self.latitude}, {self.longitude}"
