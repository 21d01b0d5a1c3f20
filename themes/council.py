"""The council whose site this is: the few facts every page says about it.

They are the same for all three sites and change with an election or a telephone contract, so they live in one place
in code and are reviewed like code. A council that adopts Guildhall writes its own here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Council:
    """Name and ways of reaching it. ``*_href`` values are ready for a link."""

    name: str
    short_name: str
    kind: str | Promise
    phone: str
    phone_href: str
    hours: str | Promise
    address: str
    out_of_hours_phone: str
    out_of_hours_href: str


COUNCIL = Council(
    name="Marlshire Council",
    short_name="Marlshire",
    kind=_("Council"),
    phone="0300 555 0142",
    phone_href="tel:+443005550142",
    hours=_("Monday to Friday, 9am to 5pm"),
    address="County Hall, Market Square, Marlford, ZZ1 1AA",
    out_of_hours_phone="0300 555 0199",
    out_of_hours_href="tel:+443005550199",
)
