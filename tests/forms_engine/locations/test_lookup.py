"""Finding addresses: what a provider promises, and that its failures stop nobody."""

import json
import logging

import pytest

from config.environment import ROOT
from demo.addresses import MarlshireAddresses
from forms_engine.locations import lookup
from forms_engine.locations.lookup import AddressesUnavailable, FoundAddress, address_of, addresses_at
from forms_engine.runtime.text import postcode

pytestmark = pytest.mark.django_db

ROWS = json.loads((ROOT / "content_fixtures" / "addresses.json").read_text())


class Broken:
    """A provider that is away."""

    def by_postcode(self, postcode, patience):
        raise TimeoutError("no answer for ZZ2 2BB")

    by_uprn = by_postcode


@pytest.fixture
def broken(monkeypatch):
    monkeypatch.setattr(lookup, "_provider", lambda path: Broken())


def test_a_postcode_gives_its_addresses_in_the_order_of_the_street():
    found = addresses_at("ZZ2 2BB", asker="a")
    assert [address.line1 for address in found][:4] == [
        "1 Mill Lane",
        "2 Mill Lane",
        "3 Mill Lane",
        "4 Mill Lane",
    ]
    assert {address.town for address in found} == {"Thornbeck"}
    assert found[0].words == "1 Mill Lane, Thornbeck, Marlshire, ZZ2 2BB"


def test_a_uprn_gives_the_same_address_as_its_postcode():
    for address in addresses_at("ZZ7 1RA", asker="a"):
        assert address_of(address.uprn, asker="a") == address


def test_nothing_is_found_where_there_is_nothing():
    assert addresses_at("ZZ9 9ZZ", asker="a") == []
    assert address_of("1", asker="a") is None


def test_a_provider_that_fails_is_away_and_the_log_does_not_say_who_asked_for_what(broken, caplog):
    for ask in (lambda: addresses_at("ZZ2 2BB", asker="a"), lambda: address_of("1", asker="a")):
        with caplog.at_level(logging.ERROR), pytest.raises(AddressesUnavailable):
            ask()
    assert caplog.records and "ZZ2 2BB" not in caplog.text


def test_one_asker_has_a_budget_of_their_own():
    for _ in range(lookup.SEARCHES.attempts):
        addresses_at("ZZ2 2BB", asker="greedy")
    with pytest.raises(AddressesUnavailable):
        addresses_at("ZZ2 2BB", asker="greedy")
    assert addresses_at("ZZ2 2BB", asker="another")


def test_the_demonstrations_addresses_are_whole_and_each_its_own():
    found = [FoundAddress(**row) for row in ROWS]
    assert len(found) >= 60 and len({address.uprn for address in found}) == len(found)
    assert {address.town for address in found} == {
        "Marlford",
        "Eastwold",
        "Thornbeck",
        "Lower Hale",
        "Castle Marl",
    }
    for address in found:
        assert address.line1 and postcode(address.postcode) == address.postcode
        assert address.uprn.isdecimal() and len(address.uprn) == 12
        assert MarlshireAddresses().by_postcode(address.postcode, 1.0)
