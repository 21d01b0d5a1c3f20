"""Finding an address by its postcode within a page's form, without JavaScript: the page is posted, and comes back with
the addresses to choose from, or with the one chosen filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms_engine.definition.document import Question
from forms_engine.journeys.field_words import CHOOSE_ADDRESS, NO_ADDRESSES, said
from forms_engine.locations.lookup import AddressesUnavailable, address_of, addresses_at
from forms_engine.runtime.problems import problem
from forms_engine.runtime.text import postcode
from themes.fields import AddressSearch
from themes.widgets import AddressWidget, fingerprint


@dataclass(frozen=True, slots=True)
class Searched:
    """What a posted address field asked for: where its search stands, boxes to fill in, what is wrong with the search,
    and whether the page is to be shown again instead of going on."""

    search: AddressSearch
    filled: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    stays: bool = False


def search_posted(question: Question, data: Mapping[str, str], *, language: str, asker: str) -> Searched:
    """Do what the posted form asks of an address question: its "find" and "choose" buttons, and what somebody meant who
    typed a postcode or chose an address and went on."""
    key = question.key
    typed, picked = data.get(f"{key}_search", "").strip(), data.get(f"{key}_pick", "")
    has_lines = any(data.get(f"{key}_{part}", "").strip() for part in AddressWidget.PARTS)
    if f"{key}_choose" in data or (picked and not has_lines and f"{key}_find" not in data):
        return _choose(typed, picked, has_lines, language, asker, stays=f"{key}_choose" in data)
    if f"{key}_find" in data or (typed and not has_lines):
        return _find(question, typed, has_lines, language, asker, pressed=f"{key}_find" in data)
    return Searched(AddressSearch(typed, is_open=has_lines))


def _find(
    question: Question, typed: str, has_lines: bool, language: str, asker: str, *, pressed: bool
) -> Searched:
    written = postcode(typed)
    if written is None:
        refused = problem(question, "bad-postcode").message.in_language(language)
        return Searched(AddressSearch(typed, is_open=has_lines), problem=refused, stays=True)
    try:
        found = addresses_at(written, asker=asker)
    except AddressesUnavailable:
        # Going on is never stopped by it: typing is.
        return Searched(AddressSearch(typed, is_open=True, is_away=True), stays=pressed)
    if not found:
        words = said(NO_ADDRESSES, language, postcode=written)
        return Searched(AddressSearch(written, is_open=has_lines), problem=words, stays=True)
    choices = tuple((address.uprn, address.words) for address in found)
    return Searched(AddressSearch(written, choices, is_open=has_lines), stays=True)


def _choose(typed: str, picked: str, has_lines: bool, language: str, asker: str, *, stays: bool) -> Searched:
    try:
        address = address_of(picked, asker=asker) if picked else None
        if address is None:
            written = postcode(typed)
            found = addresses_at(written, asker=asker) if written else []
            choices = tuple((one.uprn, one.words) for one in found)
            words = said(CHOOSE_ADDRESS, language)
            return Searched(AddressSearch(typed, choices, is_open=has_lines), problem=words, stays=True)
    except AddressesUnavailable:
        return Searched(AddressSearch(typed, is_open=True, is_away=True), stays=stays)
    lines = {part: getattr(address, part) for part in AddressWidget.PARTS}
    filled = {**lines, "uprn": address.uprn, "uprn_of": fingerprint(lines)}
    return Searched(AddressSearch(typed, is_open=True), filled, stays=stays)
