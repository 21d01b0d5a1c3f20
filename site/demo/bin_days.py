"""Marlshire's bin days, for the demonstration: what the waste contractor's calendar says. The look-up of the journey about missed
bins reads the same (``demo.lookups``)."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.environment import ROOT
from content.address_lookups.interface import Answer, Day, Row, Section
from demo.addresses import MarlshireAddresses

FIXTURE = ROOT / "content_fixtures" / "lookups.json"
WEEKS = 26  # as far as the contractor plans


@dataclass(frozen=True, slots=True)
class Bin:
    """A bin, and in which weeks it is taken: 0 and 1 take turns, None is every week."""

    key: str
    name: str | Promise
    holds: str | Promise
    week: int | None


BINS = (
    Bin("rubbish", _("Black bin"), _("Rubbish that cannot be recycled"), 0),
    Bin(
        "recycling",
        _("Blue bin and blue sack"),
        _("Glass, tins, plastics and cartons; paper and card in the sack"),
        1,
    ),
    Bin("food", _("Green caddy"), _("Food"), None),
)


@cache
def _fixture() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FIXTURE.read_text())
    return found


def weekday_of(postcode: str) -> int | None:
    """On which day of the week a street has its bins taken, Monday being 0; None where the contractor does not go."""
    found: int | None = _fixture()["bin_days"].get(postcode.replace(" ", "").upper())
    return found


def collections(postcode: str, since: date, weeks: int = WEEKS) -> list[tuple[date, date, Bin]]:
    """Every collection of a street from ``since`` on: the day, the usual day, the bin. Crews do not work on some days."""
    weekday = weekday_of(postcode)
    if weekday is None:
        return []
    moved = {
        date.fromisoformat(usual): date.fromisoformat(day) for usual, day in _fixture()["moved_days"].items()
    }
    # A week earlier, so that a day that was put off until after ``since`` is found.
    first = since - timedelta(days=7)
    first += timedelta(days=(weekday - first.weekday()) % 7)
    found = []
    for number in range(weeks + 1):
        usual = first + timedelta(weeks=number)
        day = moved.get(usual, usual)
        turn = usual.toordinal() // 7 % 2
        found += [(day, usual, one) for one in BINS if day >= since and one.week in (None, turn)]
    return sorted(found, key=lambda one: (one[0], BINS.index(one[2])))


class BinDays:
    """The demonstration's provider (``content.address_lookups.interface.Provider``)."""

    slug = "bin-days"
    name = _("Bin days")
    phone = "0300 555 0175"

    @cached_property
    def _addresses(self) -> MarlshireAddresses:
        return MarlshireAddresses()

    def answers(self, uprn: str, day: date, patience: float) -> Answer | None:
        """The collections of half a year at that property, and what goes in which bin."""
        address = self._addresses.by_uprn(uprn, patience)
        found = collections(address.postcode, day) if address else []
        if not found:
            return None
        return Answer(
            days=[
                Day(
                    on=taken,
                    what=one.name,
                    key=one.key,
                    note=_("A different day, because of the holidays") if taken != usual else "",
                    icon="bin",
                )
                for taken, usual, one in found
            ],
            sections=[Section(_("What goes in which bin"), [Row(one.name, one.holds) for one in BINS])],
        )


BIN_DAYS = BinDays()
