"""Finding UK addresses by postcode, through whatever provider an installation has (the setting ``ADDRESS_LOOKUP``).

A provider is a class without arguments that is an ``AddressProvider``. When it is slow, broken or asked too often, the
answer is ``AddressesUnavailable``: an address can always be typed, so nobody is ever stopped by it.
"""

import logging
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.throttle import Limit, take_slot
from forms_engine.locations.services import remember_points

logger = logging.getLogger(__name__)

PATIENCE = 4.0  # seconds that somebody waits for addresses before typing is quicker
SEARCHES = Limit(attempts=60, seconds=60 * 60)  # of one asker: what each costs, the council pays


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """One address of the council's gazetteer, with its Unique Property Reference Number and, where the gazetteer says,
    where it is (WGS 84 degrees)."""

    uprn: str
    line1: str
    line2: str
    town: str
    county: str
    postcode: str
    longitude: float | None = None
    latitude: float | None = None

    @property
    def words(self) -> str:
        """The address on one line."""
        parts = (self.line1, self.line2, self.town, self.county, self.postcode)
        return ", ".join(part for part in parts if part)


class AddressesUnavailable(Exception):
    """Addresses cannot be found just now."""


class AddressProvider(Protocol):
    """Where addresses come from. Both may raise anything when they fail, and have to fail within ``patience`` seconds."""

    def by_postcode(self, postcode: str, patience: float) -> list[FoundAddress]:
        """The addresses of a full postcode ("ZZ1 1AA"), in the order of the street; none where there are none."""
        ...

    def by_uprn(self, uprn: str, patience: float) -> FoundAddress | None:
        """The address of that number, or None."""
        ...


@cache
def _provider(path: str) -> AddressProvider:
    made: AddressProvider = import_string(path)()
    return made


def can_find_addresses() -> bool:
    """Whether this installation has a provider at all."""
    return bool(settings.ADDRESS_LOOKUP)


def addresses_at(postcode: str, *, asker: str) -> list[FoundAddress]:
    """The addresses of a full postcode, in the order of the street. ``asker`` (a submission's id) has a budget.

    Raises:
        AddressesUnavailable: when the provider fails, or has been asked too often.
    """
    _spend(asker)
    try:
        found = _provider(settings.ADDRESS_LOOKUP).by_postcode(postcode, PATIENCE)
    except Exception as error:
        # Its name only: what a provider says of a failure often quotes the postcode it was asked for.
        logger.error("addresses could not be found by postcode: %s", type(error).__name__)
        raise AddressesUnavailable from error
    remember_points((one.uprn, one.longitude, one.latitude) for one in found)
    return found


def address_of(uprn: str, *, asker: str) -> FoundAddress | None:
    """The address with that UPRN, or None where there is none.

    Raises:
        AddressesUnavailable: when the provider fails, or has been asked too often.
    """
    _spend(asker)
    try:
        found = _provider(settings.ADDRESS_LOOKUP).by_uprn(uprn, PATIENCE)
    except Exception as error:
        logger.error("an address could not be found by its UPRN: %s", type(error).__name__)
        raise AddressesUnavailable from error
    if found is not None:
        remember_points([(found.uprn, found.longitude, found.latitude)])
    return found


def _spend(asker: str) -> None:
    if take_slot(f"addresses:{asker}", SEARCHES) is None:
        raise AddressesUnavailable
