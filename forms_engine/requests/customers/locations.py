"""Which locations are the same: each request keeps where it is about in a row of its own."""

from django.db.models import Q, QuerySet

from forms_engine.locations.models import Location

# Some 20 metres to each side, in degrees at our latitudes: a pin set again at the same spot.
NEAR_LATITUDE, NEAR_LONGITUDE = 0.0002, 0.0003

MOST_ALIKE = 1000


def same_as(location: Location) -> QuerySet[Location]:
    """The rows that say the same as this one, itself included: of the same property; else of the same words at the same
    postcode; else, where there are neither, of (almost) the same point."""
    if location.uprn:
        return Location.objects.filter(uprn=location.uprn)
    if location.postcode:
        same = Q(postcode=location.postcode, description__iexact=location.description)
        return Location.objects.filter(same, uprn="")
    if location.latitude is not None and location.longitude is not None:
        near = Q(
            latitude__range=(location.latitude - NEAR_LATITUDE, location.latitude + NEAR_LATITUDE),
            longitude__range=(location.longitude - NEAR_LONGITUDE, location.longitude + NEAR_LONGITUDE),
        )
        return Location.objects.filter(near, uprn="", postcode="")
    return Location.objects.filter(pk=location.pk)


def ids_of_same(location: Location) -> list[int]:
    """Their ids, the newest ``MOST_ALIKE`` at most. One query."""
    found = list(same_as(location).order_by("-pk").values_list("pk", flat=True)[:MOST_ALIKE])
    return found if location.pk in found else [location.pk, *found]
