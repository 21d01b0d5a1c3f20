"""What Marlshire's journeys look up, for the demonstration: stand-ins for the parking system, the waste contractor's and the
libraries'.

A notice or a library card whose number ends in 9 has a system that is away, and one that ends in 8 one that is too slow, so that
both can be seen.
"""

import json
import time
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from config.environment import ROOT
from demo.bin_days import collections
from forms_engine.journeys.lookups.interface import Kind, Provider

FIXTURE = ROOT / "content_fixtures" / "lookups.json"


class NoticeAsked(BaseModel):
    """Two facts that only somebody with the notice in their hand knows."""

    model_config = ConfigDict(extra="forbid")

    notice: str = Field(max_length=20)
    registration: str = Field(max_length=10)


class Notice(BaseModel):
    """What the parking system knows of a notice. Amounts in pence."""

    state: Literal["open", "paid", "cancelled", "with the court"]
    amount_pence: int
    issued_on: date
    street: str
    discount_until: date | None = None


class PenaltyNotices:
    """Marlshire's parking system."""

    inputs: type[BaseModel] = NoticeAsked
    outputs: type[BaseModel] = Notice

    def look_up(self, given: BaseModel, patience: float) -> BaseModel | None:
        """The notice of that number, if it was given to that vehicle.

        Raises:
            ConnectionError: for numbers that stand for a parking system that is away.
        """
        assert isinstance(given, NoticeAsked)
        number = given.notice.replace(" ", "").upper()
        _away_or_slow(number, patience)
        row = _fixture()["penalty_notices"].get(number)
        if row is None or row["registration"] != given.registration.replace(" ", "").upper():
            return None
        issued = date.today() - timedelta(days=row["days_ago"])
        discount_until = issued + timedelta(days=14)
        is_discounted = row["state"] == "open" and date.today() <= discount_until
        return Notice(
            state=row["state"],
            amount_pence=0
            if row["state"] != "open"
            else row["amount_pence"] // 2
            if is_discounted
            else row["amount_pence"],
            issued_on=issued,
            street=row["street"],
            discount_until=discount_until if is_discounted else None,
        )


class HomeAsked(BaseModel):
    """Which home: its postcode will do, as a street has its bins taken on one day."""

    model_config = ConfigDict(extra="forbid")

    postcode: str = Field(max_length=10)


class BinDays(BaseModel):
    """When the bins are next taken."""

    rubbish_on: date
    recycling_on: date


class Bins:
    """The waste contractor's calendar."""

    inputs: type[BaseModel] = HomeAsked
    outputs: type[BaseModel] = BinDays

    def look_up(self, given: BaseModel, patience: float) -> BaseModel | None:
        """The next days for a postcode of Marlshire's."""
        assert isinstance(given, HomeAsked)
        next_of: dict[str, date] = {}
        for day, _usual, taken in collections(given.postcode, date.today(), weeks=4):
            next_of.setdefault(taken.key, day)
        if not next_of:
            return None
        return BinDays(rubbish_on=next_of["rubbish"], recycling_on=next_of["recycling"])


class AccountAsked(BaseModel):
    """Two facts that the holder of a library card knows."""

    model_config = ConfigDict(extra="forbid")

    card: str = Field(max_length=20)
    postcode: str = Field(max_length=10)


class Account(BaseModel):
    """How a library account stands. What is owed is in pence."""

    state: Literal["owed", "clear"]
    owed_pence: int


class LibraryAccounts:
    """The libraries' own system."""

    inputs: type[BaseModel] = AccountAsked
    outputs: type[BaseModel] = Account

    def look_up(self, given: BaseModel, patience: float) -> BaseModel | None:
        """The account of that card, if its holder lives at that postcode.

        Raises:
            ConnectionError: for numbers that stand for a system that is away.
        """
        assert isinstance(given, AccountAsked)
        number = given.card.replace(" ", "")
        _away_or_slow(number, patience)
        row = _fixture()["library_accounts"].get(number)
        if row is None or row["postcode"] != given.postcode.replace(" ", "").upper():
            return None
        owed = row["owed_pence"]
        return Account(state="owed" if owed else "clear", owed_pence=owed)


def _away_or_slow(number: str, patience: float) -> None:
    if number.endswith("9"):
        raise ConnectionError("The system is away.")
    if number.endswith("8"):
        time.sleep(min(patience, 5.0) + 0.2)


def _library_accounts(_settings: Any) -> Provider:
    return LibraryAccounts()


def _penalty_notices(_settings: Any) -> Provider:
    return PenaltyNotices()


def _bins(_settings: Any) -> Provider:
    return Bins()


@cache
def _fixture() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FIXTURE.read_text())
    return found


PENALTY_NOTICES = Kind("demo-penalty-notices", "Marlshire’s parking system (demonstration)", _penalty_notices)
LIBRARY_ACCOUNTS = Kind(
    "demo-library-accounts", "Marlshire’s library accounts (demonstration)", _library_accounts
)
BIN_DAYS = Kind("demo-bin-days", "Marlshire’s bin calendar (demonstration)", _bins)
