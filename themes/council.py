"""The council whose site this is: the few facts every page says about it.

This is what holds where nobody has said otherwise; a council that adopts Guildhall writes its own here, or in the admin:
parts above register where each site's name and contact details are kept, and pages and letters show those.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A link and what it is called."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Logo:
    """A council's own mark, as a picture."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Council:
    """Name and ways of reaching it. ``*_href`` values are ready for a link.

    ``kind`` is what is left of the name without ``short_name``; ``name_first`` says which of the two comes first.
    ``look`` is the address of the style sheet of its own look, ``colour`` its main colour; empty where it has none.
    """

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
    own_name: str = ""
    logo: Logo | None = None
    look: str = ""
    colour: str = ""

    @property
    def kind_first(self) -> bool:
        """Whether the kind of council stands before its short name, as in "Cyngor Marlshire"."""
        return bool(self.kind) and str(self.name).startswith(str(self.kind))


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

# What is not the place in a council's name, in English and in Welsh.
_KIND = re.compile(
    r"^(?P<before>Cyngor(?: (?:Sir|Dinas|Bwrdeistref(?: Sirol)?|Tref|Cymuned))?)\s+(?P<rest>\S.*)$"
    r"|^(?P<place>.*?\S)\s+(?P<after>(?:(?:County|City|Borough|District|Metropolitan|Town|Parish|Unitary) )*Council)$"
)

Source = Callable[[HttpRequest], Council]
NameSource = Callable[[str], str]
PhoneSource = Callable[[], str]

_source: Source | None = None
_name_source: NameSource | None = None
_phone_source: PhoneSource | None = None
_last_known = COUNCIL


def named(council: Council, name: str) -> Council:
    """The council under another name: "Harrow Vale County Council" is short "Harrow Vale"."""
    found = _KIND.match(name)
    short = (found["rest"] or found["place"]) if found else name
    kind = (found["before"] or found["after"]) if found else ""
    return replace(council, name=name, short_name=short, kind=kind, own_name=name)


def register(
    source: Source, name_source: NameSource | None = None, phone_source: PhoneSource | None = None
) -> None:
    """Ask ``source`` for the council as a request's site describes it, and, where there is no request, ``name_source`` for its
    name in a language and ``phone_source`` for its number: they answer "" where nobody has given it another."""
    global _source, _name_source, _phone_source
    _source, _name_source, _phone_source = source, name_source, phone_source


def council_for(request: HttpRequest) -> Council:
    """The council as pages of the request's site show it."""
    global _last_known
    if _source is None:
        return COUNCIL
    found = _last_known = _source(request)
    return found


def council_name() -> str:
    """The council's name in the active language, for letters."""
    own = _name_source(get_language() or "en") if _name_source else ""
    return own or str(COUNCIL.name)


def council_phone() -> str:
    """The council's phone number, for letters."""
    own = _phone_source() if _phone_source else ""
    return own or COUNCIL.phone


def last_known() -> Council:
    """The council as this process last knew it. For pages that must ask nothing: the database may be what is broken."""
    return _last_known
