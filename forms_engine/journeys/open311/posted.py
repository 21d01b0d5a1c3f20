"""Reading a posted report: the specification's own fields and ``attribute[code]``, as answers to the journey's questions."""

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms_engine.definition.document import Definition, Question
from forms_engine.journeys.open311.attributes import (
    ADDRESS_PARTS,
    AGREED,
    DECLARATION,
    address_of,
    answer_of,
    codes_of,
)
from forms_engine.journeys.open311.offering import Layout, OfferedService
from forms_engine.journeys.open311.refusals import Refusal
from forms_engine.locations.lookup import (
    AddressesUnavailable,
    FoundAddress,
    can_find_addresses,
)
from forms_engine.locations.lookup import (
    address_of as look_up,
)
from forms_engine.runtime.text import is_lines
from forms_engine.runtime.values import Answer

Fields = Mapping[str, Sequence[str]]

# attribute[code]=value, and for several choices attribute[code][]=value or attribute[code][0]=value.
_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,100})\](?:\[\d{0,3}\])?\Z")
# What a sender may call a report of theirs, so that posting it twice makes one.
OWN_IDS = ("external_id", "fixmystreet_id")
LONGEST_ID = 180  # with its name before it, it fits where it is kept: a number that is cut would be another's
MOST_PHOTOS = 10
LONGEST_URL = 2000
LONGEST_REMARK = 4000  # characters, by the specification
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
# Neither says what is reported: the secret, and where the answer is to be sent.
_NOT_OF_THE_REPORT = frozenset({"api_key", "device_id", "account_id", "jurisdiction_id"})


@dataclass(frozen=True, slots=True)
class PostedReport:
    """A report as it was posted. ``digest`` is the same for the same words again; ``external_id`` is what the sender
    calls it, if they said; ``photos`` are links; ``remark`` is a description that no question of the journey's takes."""

    answers: dict[str, Answer]
    agreed: bool
    external_id: str
    digest: str
    photos: tuple[str, ...]
    remark: str = ""


def read_report(
    fields: Fields, service: OfferedService, *, asker: str, uploads: Sequence[str] = ()
) -> PostedReport:
    """Read a posted form for a service. ``asker`` has a budget of addresses looked up; ``uploads`` are digests of files
    that came along.

    Raises:
        Refusal: 400 for attributes the service does not have, for no location, or for an unreadable field.
    """
    definition, layout = service.definition, service.layout
    attributes = _attributes(fields)
    unknown = attributes.keys() - codes_of(definition, layout) - set(OWN_IDS)
    if unknown:
        raise Refusal(
            400, *(f"attribute[{code}] is not an attribute of {service.code}." for code in sorted(unknown))
        )
    answers: dict[str, Answer] = _of_attributes(layout, attributes)
    answers |= _of_own_fields(definition, layout, fields, attributes)
    location = _location(layout.location, fields, asker)
    if location is not None:
        answers[layout.location.key] = location
    return PostedReport(
        answers={key: answer for key, answer in answers.items() if answer is not None},
        agreed=[value.strip().lower() for value in attributes.get(DECLARATION, ())] == [AGREED],
        external_id=_own_id(attributes),
        digest=_digest(fields, uploads),
        photos=_photos(fields),
        remark="" if layout.description else _remark(fields),
    )


def read_own_id(fields: Fields) -> str:
    """What the sender of a posted form calls the report; "" where they do not say.

    Raises:
        Refusal: 400 where it is too long, or cannot be read.
    """
    return _own_id(_attributes(fields))


def _attributes(fields: Fields) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if any("\0" in part for name, values in fields.items() for part in (name, *values)):
        raise Refusal(400, "A report is text, and this one holds a sign that cannot be stored.")
    for name, values in fields.items():
        if not name.startswith("attribute"):
            continue
        matched = _ATTRIBUTE.match(name)
        if matched is None:
            raise Refusal(
                400, "An attribute is written attribute[code], or attribute[code][] for several choices."
            )
        found.setdefault(matched[1], []).extend(values)
    return found


def _of_attributes(layout: Layout, attributes: Mapping[str, Sequence[str]]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for asked in layout.attributes:
        question = asked.question
        if question.type == "address":
            answers[question.key] = address_of(question, attributes)
        else:
            answers[question.key] = answer_of(question, attributes.get(question.key, ()))
    return answers


def _of_own_fields(
    definition: Definition, layout: Layout, fields: Fields, attributes: Mapping[str, Sequence[str]]
) -> dict[str, Answer]:
    """The description and who reports. An attribute of the same question, where one is posted, goes before."""
    names = " ".join(part for part in (_first(fields, "first_name"), _first(fields, "last_name")) if part)
    said = {
        definition.contact.name: names,
        definition.contact.email: _first(fields, "email"),
        definition.contact.mobile: _first(fields, "phone"),
    }
    if layout.description:
        said[layout.description.key] = _first(fields, "description")
    answers: dict[str, Answer] = {}
    for key, value in said.items():
        if not key:
            continue
        posted = answer_of(definition.questions_by_key[key], attributes.get(key, ()))
        answers[key] = value or None if posted is None else posted
    return answers


def _location(question: Question, fields: Fields, asker: str) -> Answer:
    point, words = _point(fields), _first(fields, "address_string")
    number = _first(fields, "address_id")
    if point is None and not words and not number:
        raise Refusal(400, "Say where it is: lat and long, address_string, or address_id.")
    found = _looked_up(number, asker) if number else None
    if question.type == "address":
        if found:
            return {part: getattr(found, part) for part in (*ADDRESS_PARTS, "uprn")}
        return _as_address(words) if words else None
    described = words or (found.words if found else "")
    place = {"description": described, "postcode": found.postcode if found else ""}
    return {**{part: value for part, value in place.items() if value}, **(point or {})}


def _point(fields: Fields) -> dict[str, float] | None:
    latitude, longitude = _first(fields, "lat"), _first(fields, "long")
    if not latitude and not longitude:
        return None
    try:
        point = {"latitude": float(latitude), "longitude": float(longitude)}
    except ValueError:
        point = {}
    if not point or not all(math.isfinite(degrees) for degrees in point.values()):
        raise Refusal(400, "lat and long are both needed, as degrees (WGS 84), like 51.5074 and -0.1278.")
    return point


def _looked_up(number: str, asker: str) -> FoundAddress:
    if not can_find_addresses():
        raise Refusal(400, "address_id cannot be used here. Send lat and long, or address_string.")
    if not number.isdecimal() or len(number) > 12:
        raise Refusal(400, "address_id is a Unique Property Reference Number (UPRN).")
    try:
        found = look_up(number, asker=asker)
    except AddressesUnavailable:
        raise Refusal(
            503, "Addresses cannot be looked up just now. Send lat and long, or address_string."
        ) from None
    if found is None:
        raise Refusal(400, "There is no address with that address_id.")
    return found


def _as_address(words: str) -> dict[str, str]:
    """An address on one line in its parts: its postcode, the town before that, and the rest."""
    postcodes = _POSTCODE.findall(words)
    rest = words.replace(postcodes[-1], "") if postcodes else words
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    town = parts.pop() if len(parts) > 1 else ""
    return {
        "line1": ", ".join(parts[:1]),
        "line2": ", ".join(parts[1:]),
        "town": town,
        "postcode": postcodes[-1] if postcodes else "",
    }


def _remark(fields: Fields) -> str:
    remark = _first(fields, "description")
    if len(remark) > LONGEST_REMARK:
        raise Refusal(400, f"description has {LONGEST_REMARK} characters at most.")
    if not is_lines(remark):
        raise Refusal(400, "description is made of ordinary characters.")
    return remark


def _own_id(attributes: Mapping[str, Sequence[str]]) -> str:
    for name in OWN_IDS:
        for value in attributes.get(name, ()):
            if len(value) > LONGEST_ID:
                raise Refusal(400, f"attribute[{name}] has {LONGEST_ID} characters at most.")
            if value.strip():
                # Two senders' numbers under one key would otherwise meet.
                return f"{name}:{value.strip()}"
    return ""


def _photos(fields: Fields) -> tuple[str, ...]:
    given = [url.strip() for name in ("media_url", "media_url[]") for url in fields.get(name, ())]
    photos = tuple(dict.fromkeys(url for url in given if url))
    if len(photos) > MOST_PHOTOS:
        raise Refusal(400, f"{MOST_PHOTOS} photos at most.")
    if any(len(url) > LONGEST_URL or not url.startswith(("https://", "http://")) for url in photos):
        raise Refusal(400, "media_url is the http address of a photo.")
    return photos


def _digest(fields: Fields, uploads: Sequence[str]) -> str:
    said: list[Any] = sorted(
        (name, list(values)) for name, values in fields.items() if name not in _NOT_OF_THE_REPORT
    )
    return hashlib.sha256(json.dumps([said, list(uploads)]).encode()).hexdigest()


def _first(fields: Fields, name: str) -> str:
    return next((value.strip() for value in fields.get(name, ()) if value.strip()), "")
