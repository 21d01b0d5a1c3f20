"""Marlshire's addresses: what a council's gazetteer answers, for the demonstration."""

import json
from functools import cached_property

from config.environment import ROOT
from forms_engine.locations.lookup import FoundAddress

ADDRESSES = ROOT / "content_fixtures" / "addresses.json"


class MarlshireAddresses:
    """The address provider of the demonstration (``forms_engine.locations.lookup.AddressProvider``)."""

    @cached_property
    def _all(self) -> list[FoundAddress]:
        return [FoundAddress(**row) for row in json.loads(ADDRESSES.read_text())]

    def by_postcode(self, postcode: str, patience: float) -> list[FoundAddress]:
        """The addresses of a postcode."""
        return [address for address in self._all if address.postcode == postcode]

    def by_uprn(self, uprn: str, patience: float) -> FoundAddress | None:
        """The address of that number."""
        return next((address for address in self._all if address.uprn == uprn), None)
