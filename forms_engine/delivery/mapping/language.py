"""The language of mappings: which of a back office's fields is filled from what. ``docs/callbacks-and-mappings.md`` is
for those who write one.

A document says which fields every request fills (``fields``), and which each journey's answers fill (``journeys``).
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError, model_validator

FORMAT = "guildhall-mapping/1"
MOST_FIELDS = 300
PATH = r"^[A-Za-z_][A-Za-z0-9_\-]*(\.[A-Za-z_][A-Za-z0-9_\-]*){0,5}$"

Scalar = str | int | float | bool


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class AnswerSource(_Part):
    """A question's answer; of one with parts (an address, a location), one part."""

    answer: str
    part: str = ""


class WordsSource(_Part):
    """A question's answer as people read it."""

    words: str


class ContactSource(_Part):
    """Who asked."""

    contact: Literal["name", "email", "mobile"]


class LocationSource(_Part):
    """Where it is."""

    location: Literal["description", "postcode", "uprn", "latitude", "longitude", "ward", "ward_code"]


class RequestSource(_Part):
    """Something of the request itself."""

    request: Literal[
        "reference", "title", "service", "journey", "received_at", "channel", "language", "paid_pence", "link"
    ]


class ConstantSource(_Part):
    """Always the same."""

    constant: Scalar


class FilesSource(_Part):
    """Of the files sent for a question (``*``: of all), a list with one part of each."""

    files: str
    part: Literal["url", "bearer", "id", "name", "content_type", "sha256"] = "url"


class JoinedSource(_Part):
    """Several as one text; what is empty is left out."""

    joined: tuple["Source", ...] = Field(min_length=1, max_length=20)
    by: str = Field(default=", ", alias="with", max_length=10)


class FirstSource(_Part):
    """The first that is not empty."""

    first_of: tuple["Source", ...] = Field(min_length=1, max_length=20)


class EachSource(_Part):
    """A list with one object for each item of a group; answers are the item's."""

    each: str
    fields: tuple["MappedField", ...] = Field(min_length=1, max_length=MOST_FIELDS)


_KINDS = (
    "answer",
    "words",
    "contact",
    "location",
    "request",
    "constant",
    "files",
    "joined",
    "first_of",
    "each",
)


def _kind(value: Any) -> str | None:
    names = value if isinstance(value, dict) else getattr(type(value), "model_fields", {})
    found = [kind for kind in _KINDS if kind in names]
    return found[0] if len(found) == 1 else None


Source = Annotated[
    Annotated[AnswerSource, Tag("answer")]
    | Annotated[WordsSource, Tag("words")]
    | Annotated[ContactSource, Tag("contact")]
    | Annotated[LocationSource, Tag("location")]
    | Annotated[RequestSource, Tag("request")]
    | Annotated[ConstantSource, Tag("constant")]
    | Annotated[FilesSource, Tag("files")]
    | Annotated[JoinedSource, Tag("joined")]
    | Annotated[FirstSource, Tag("first_of")]
    | Annotated[EachSource, Tag("each")],
    Discriminator(
        _kind,
        custom_error_type="no_source",
        custom_error_message="Say where it comes from: exactly one of " + ", ".join(_KINDS),
    ),
]


class MappedField(_Part):
    """One field of theirs.

    ``to`` is its path in their object (``caller.name``). ``table`` turns each value into theirs; what is not in it is
    ``otherwise``, or an error. ``otherwise`` also stands in for nothing. ``date`` writes a date or time with YYYY, MM,
    DD, HH, mm and ss. ``as`` makes it a text, a number, a whole number or true and false. Without ``required``, a field
    that has nothing is left out.
    """

    to: str = Field(pattern=PATH, max_length=120)
    source: Source = Field(alias="from")
    table: dict[str, Scalar] | None = Field(default=None, max_length=2000)
    otherwise: Scalar | None = None
    date: str = Field(default="", max_length=30)
    as_: Literal["", "text", "number", "whole", "true_false"] = Field(default="", alias="as")
    required: bool = False

    @model_validator(mode="after")
    def _fits(self) -> "MappedField":
        if self.date and self.table is not None:
            raise ValueError("has a date format and a table: it can have one of them")
        if isinstance(self.source, EachSource) and (self.table is not None or self.date or self.as_):
            raise ValueError("is a list of objects: only its own fields can have a table, a date or a type")
        return self


class JourneyFields(_Part):
    """What one journey's requests fill besides."""

    fields: tuple[MappedField, ...] = Field(max_length=MOST_FIELDS)


class MappingDocument(_Part):
    """A whole mapping."""

    format: Literal["guildhall-mapping/1"]
    fields: tuple[MappedField, ...] = Field(default=(), max_length=MOST_FIELDS)
    journeys: dict[str, JourneyFields] = Field(default_factory=dict, max_length=200)

    @model_validator(mode="after")
    def _is_sound(self) -> "MappingDocument":
        if not self.fields and not self.journeys:
            raise ValueError("fills no field: write fields, or journeys with fields")
        for field in self.fields:
            if any(isinstance(part, _OF_A_JOURNEY) for part in sources_in(field.source)):
                raise ValueError(f"fields: {field.to}: answers belong under the journey that asks for them")
        _refuse_double("fields", self.fields)
        for slug, journey in self.journeys.items():
            _refuse_double(f"journeys.{slug}", (*self.fields, *journey.fields))
        return self

    def fields_for(self, journey: str) -> tuple[MappedField, ...]:
        """What a request of that journey fills."""
        own = self.journeys.get(journey)
        return (*self.fields, *(own.fields if own else ()))


_OF_A_JOURNEY = (AnswerSource, WordsSource, EachSource)


class MappingRefused(ValueError):
    """A document is no mapping; ``problems`` says why, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


def read_mapping(document: Any) -> MappingDocument:
    """A decoded JSON document as a mapping.

    Raises:
        MappingRefused: when it is none.
    """
    if not isinstance(document, dict):
        raise MappingRefused(["A mapping is one JSON object."])
    try:
        return MappingDocument.model_validate(document)
    except ValidationError as error:
        raise MappingRefused([_words(one) for one in error.errors()]) from error


def sources_in(source: Any) -> Iterator[Any]:
    """A source and all that it is made of, the fields of a list's items too."""
    yield source
    parts = getattr(source, "joined", ()) or getattr(source, "first_of", ())
    for part in parts:
        yield from sources_in(part)
    if isinstance(source, EachSource):
        for field in source.fields:
            yield from sources_in(field.source)


def _refuse_double(place: str, fields: tuple[MappedField, ...]) -> None:
    taken: set[str] = set()
    for field in fields:
        steps = field.to.split(".")
        above = {".".join(steps[:count]) for count in range(1, len(steps))}
        if field.to in taken or above & taken or any(one.startswith(f"{field.to}.") for one in taken):
            raise ValueError(f"{place}: {field.to} is filled twice")
        taken.add(field.to)
        if isinstance(field.source, EachSource):
            _refuse_double(f"{place}.{field.to}", field.source.fields)


def _words(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"] if part not in _KINDS or isinstance(part, int))
    what = str(error["msg"]).removeprefix("Value error, ")
    return f"{where}: {what}." if where else f"{what[:1].upper()}{what[1:]}."
