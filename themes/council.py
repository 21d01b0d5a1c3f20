"""The council whose site this is: the few facts every page says about it.

This is what holds where nobody has said otherwise; a council that adopts Guildhall writes its own here. A part above
registers where each site's own contact details are kept, and pages show those.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A link and what it is called."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Council:
    """Name and ways of reaching it. ``*_href`` values are ready for a link."""

    name: str | Promise
    short_name: str
    kind: str | Promise
    phone: str
    phone_href: str
    hours: str | Promise
    address: str
    out_of_hours_phone: str
    out_of_hours_href: str
    email: str = ""
    social_links: tuple[NamedLink, ...] = ()
    footer_links: tuple[NamedLink, ...] = ()


COUNCIL = Council(
    name=_("Marlshire Council"),
    short_name="Marlshire",
    kind=_("Council"),
    phone="0300 555 0142",
    phone_href="tel:+443005550142",
    hours=_("Monday to Friday, 9am to 5pm"),
    address="County Hall, Market Square, Marlford, ZZ1 1AA",
    out_of_hours_phone="0300 555 0199",
    out_of_hours_href="tel:+443005550199",
)

Source = Callable[[HttpRequest], Council]

_source: Source | None = None


def register(source: Source) -> None:
    """Ask ``source`` for the council as a request's site describes it."""
    global _source
    _source = source


def council_for(request: HttpRequest) -> Council:
    """The council as pages of the request's site show it."""
    return _source(request) if _source else COUNCIL
