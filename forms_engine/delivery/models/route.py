"""From a request to the back offices that have to hear of it."""

from django.db import models

from forms_engine.delivery.models.destination import Destination


class Route(models.Model):
    """A name that journeys give; every destination on it gets a delivery of its own."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    destinations = models.ManyToManyField(Destination, related_name="routes")

    def __str__(self) -> str:
        return self.name
