"""Where a postcode is, so that a list can be put in order of distance. Found with the council's gazetteer."""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from forms_engine.locations.distance import metres_between
from forms_engine.locations.lookup import AddressesUnavailable, addresses_at, can_find_addresses
from forms_engine.runtime.text import postcode as read_postcode

METRES_A_MILE = 1609.344
KEPT_SECONDS = 24 * 60 * 60
NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Point:
    """WGS 84 degrees."""

    latitude: float
    longitude: float

    def miles_to(self, latitude: float, longitude: float) -> float:
        """How far it is, as the crow flies."""
        return metres_between(self.latitude, self.longitude, latitude, longitude) / METRES_A_MILE


class NotNear(Exception):
    """The list cannot be put in order of distance; its words say why and what to do."""


def point_of(typed: str, *, asker: str) -> Point:
    """The middle of a postcode. Where one is is kept for a day, under a digest; ``asker`` has a budget for the rest.

    Raises:
        NotNear: for what is no postcode, one the gazetteer does not know, or a gazetteer that does not answer.
    """
    postcode = read_postcode(typed)
    if postcode is None:
        raise NotNear(_("Enter a full UK postcode, for example ZZ1 1AA"))
    if not can_find_addresses():
        raise NotNear(_("We cannot look up postcodes. The list is in alphabetical order."))
    name = hmac.digest(settings.SECRET_KEY.encode(), f"near:{postcode}".encode(), hashlib.sha256).hex()
    kept = cache.get(f"near:{name}")
    if kept is None:
        kept = _looked_up(postcode, asker)
        cache.set(f"near:{name}", kept, KEPT_SECONDS)
    if kept == NOWHERE:
        raise NotNear(
            _("We do not know the postcode %(postcode)s. Check it and try again.") % {"postcode": postcode}
        )
    return Point(*kept)


def _looked_up(postcode: str, asker: str) -> tuple[float, float] | str:
    try:
        found = addresses_at(postcode, asker=f"near:{asker}")
    except AddressesUnavailable as error:
        raise NotNear(
            _(
                "We cannot look up postcodes at the moment. Try again in an hour. The list is in alphabetical order."
            )
        ) from error
    points = [
        (one.latitude, one.longitude)
        for one in found
        if one.latitude is not None and one.longitude is not None
    ]
    if not points:
        return NOWHERE
    return sum(one[0] for one in points) / len(points), sum(one[1] for one in points) / len(points)
