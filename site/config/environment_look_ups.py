"""What the house may look up, and with whom: addresses, facts for journeys, what holds for an address."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.environment_values import read_words

HTTP_JSON = "forms_engine.journeys.lookups.http_json.HTTP_JSON"
# The demonstration's stand-ins: for Marlshire's gazetteer, and for systems of other people's.
DEMO_ADDRESSES = "demo.addresses.MarlshireAddresses"
DEMO_KINDS = ("demo.lookups.PENALTY_NOTICES", "demo.lookups.BIN_DAYS", "demo.lookups.LIBRARY_ACCOUNTS")
DEMO_ANSWERS = ("demo.bin_days.BIN_DAYS",)


@dataclass(frozen=True, slots=True)
class LookUps:
    """``addresses``: the gazetteer's class; empty where addresses are typed. ``kinds``: what journeys may look things up
    with, and ``secrets`` by the name that look-ups know them by. ``answers``: what answers for one address."""

    addresses: str
    kinds: list[str]
    secrets: dict[str, str]
    answers: list[str]


def read_look_ups(env: Mapping[str, str], *, demo: bool) -> LookUps:
    """Read ADDRESS_LOOKUP, LOOKUP_KINDS, LOOKUP_SECRET_… and ADDRESS_ANSWERS."""
    return LookUps(
        addresses=env.get("ADDRESS_LOOKUP", DEMO_ADDRESSES if demo else ""),
        kinds=read_words(env, "LOOKUP_KINDS", ",".join([HTTP_JSON, *(DEMO_KINDS if demo else ())])),
        secrets={
            name.removeprefix("LOOKUP_SECRET_").lower(): value
            for name, value in env.items()
            if name.startswith("LOOKUP_SECRET_") and value
        },
        answers=read_words(env, "ADDRESS_ANSWERS", ",".join(DEMO_ANSWERS if demo else ())),
    )
