"""What back offices send: the same frame that we send them, type, timestamp and data."""

import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from ninja import Schema
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    model_validator,
)

from audiences.problems import Problem

# Beyond this their clock is wrong, and what they say would count as the newest for ever.
CLOCK_SLACK = timedelta(minutes=5)
# What ends a line, or steers a terminal.
_NO_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("holds a sign that cannot be stored")
    return text


def _one_line(text: str) -> str:
    # It becomes the subject of a letter, and a line that officers read.
    if _NO_LINE.search(text):
        raise ValueError("is one line of visible text")
    return text


def _address(text: str) -> str:
    if text:
        try:
            EmailValidator()(text)
        except ValidationError:
            raise ValueError("is one email address") from None
    return text


def _not_ahead(at: datetime) -> datetime:
    if at > timezone.now() + CLOCK_SLACK:
        raise ValueError("is in the future")
    return at


# Spaces around a text are nothing: what is made of them alone is empty.
Text = Annotated[str, StringConstraints(strip_whitespace=True)]
Line = Annotated[Text, Field(max_length=200), AfterValidator(_one_line)]
FilledLine = Annotated[Text, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
Words = Annotated[
    Text,
    Field(max_length=5000, description="Plain text for the customer, in their language if you can."),
    AfterValidator(_storable),
]
Happened = Annotated[
    AwareDatetime, Field(description="When it happened, by your clock."), AfterValidator(_not_ahead)
]


class Part(BaseModel):
    """Nothing beside what is named."""

    model_config = ConfigDict(extra="forbid")


class About(Part):
    """Which request is meant: by your number, or by ours. Give all you have."""

    case: Annotated[
        Line, Field(description="Your number of the case, as you answered our delivery with.")
    ] = ""
    delivery: Annotated[UUID | None, Field(description="The webhook-id of our delivery.")] = None
    reference: Annotated[
        Text, Field(max_length=20, description="Our reference."), AfterValidator(_one_line)
    ] = ""

    @model_validator(mode="after")
    def _names_something(self) -> "About":
        if not (self.case or self.delivery or self.reference):
            raise ValueError("name the case, the delivery or the reference")
        return self

    @property
    def ours(self) -> str:
        """Our number of it, where they name one."""
        return str(self.delivery) if self.delivery else self.reference


class StatusData(About):
    """How the case stands."""

    status: Annotated[Text, Field(min_length=1, max_length=100), AfterValidator(_one_line)]
    message: Words = ""
    sequence: Annotated[
        int | None,
        Field(
            ge=0,
            lt=2**63,
            description="Grows with each thing you say about a case. Without it, timestamp says what is newer.",
        ),
    ] = None


class MessageData(About):
    """Something to tell the customer."""

    message: Annotated[Text, Field(min_length=1, max_length=5000), AfterValidator(_storable)]


class AcknowledgedData(About):
    """You have it, and will deal with it."""


class Status(Part):
    """A case has another status."""

    type: Literal["request.status"]
    timestamp: Happened
    data: StatusData


class Message(Part):
    """A message for the customer."""

    type: Literal["request.message"]
    timestamp: Happened
    data: MessageData


class Acknowledged(Part):
    """The receipt of a delivery."""

    type: Literal["request.acknowledged"]
    timestamp: Happened
    data: AcknowledgedData


CALLBACK_TYPES = ("request.status", "request.message", "request.acknowledged")


class Callback(RootModel[Annotated[Status | Message | Acknowledged, Field(discriminator="type")]]):
    """One of the three."""


class Contact(Part):
    """Whom the case is about and how to reach them."""

    name: Line = ""
    email: Annotated[Text, Field(max_length=254), AfterValidator(_address)] = ""
    mobile: Annotated[str, Field(max_length=30, pattern=r"^[0-9+ ()\-]*$")] = ""


class Where(Part):
    """Where it is."""

    description: Line = ""
    postcode: Annotated[Text, Field(max_length=10), AfterValidator(_one_line)] = ""
    uprn: Annotated[str, Field(max_length=12, pattern=r"^[0-9]*$")] = ""
    latitude: Annotated[float | None, Field(ge=-90, le=90)] = None
    longitude: Annotated[float | None, Field(ge=-180, le=180)] = None

    @model_validator(mode="after")
    def _says_where(self) -> "Where":
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("give latitude and longitude together")
        if not (self.description or self.postcode or self.uprn or self.latitude is not None):
            raise ValueError("say where it is, or leave the location out")
        return self


class CaseData(Part):
    """A case that began with you."""

    case: FilledLine
    service: Annotated[str, Field(max_length=50, pattern=r"^[-a-z0-9]+$", description="The service's slug.")]
    title: FilledLine
    channel: Literal["web", "phone", "desk", "partner", "chat", "social", "email", "api"] = "phone"
    language: Annotated[str, Field(pattern=r"^(en|cy)$")] = "en"
    contact: Contact = Contact()
    location: Where | None = None
    message: Words = ""


class Case(Part):
    """A case has begun in your system."""

    type: Literal["case.begun"]
    timestamp: Happened
    data: CaseData


class LetterFile(Part):
    """The PDF."""

    name: FilledLine
    content: Annotated[str, Field(min_length=1, description="Base64.", json_schema_extra={"format": "byte"})]


class LetterData(About):
    """A letter or decision about a case."""

    title: FilledLine
    file: LetterFile


class LetterSent(Part):
    """You have written a letter."""

    type: Literal["letter.sent"]
    timestamp: Happened
    data: LetterData


class Taken(Schema):
    """Your message has been written down. Sent again, it is answered alike.

    ``outcome``: ``applied`` (the request has changed), ``noted`` (it has not), ``late`` (you had said something newer),
    ``unknown-status`` and ``unknown-case`` (kept, and applied once we know it), ``refused`` (kept, and a person looks at
    it), ``seen-to`` (a person has), ``test`` (it is about a test delivery, and changes nothing).
    """

    id: str
    outcome: str
    reference: str = ""


class WrongPart(Schema):
    """What is wrong with one part: a JSON Pointer (RFC 6901) to it, and why."""

    pointer: str
    message: str


class NotTaken(Problem):
    """What is wrong with a message, part by part."""

    errors: list[WrongPart] = []


def taking(*shapes: Any) -> dict[str, Any]:
    """The contract's words for a body that is checked after its signature and not by ninja."""
    schemas = [_inlined(shape.model_json_schema()) for shape in shapes]
    schema = schemas[0] if len(schemas) == 1 else {"oneOf": schemas}
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "security": [{"StandardWebhooks": []}],
        "parameters": [
            {
                "name": name,
                "in": "header",
                "required": True,
                "schema": {"type": "string"},
                "description": what,
            }
            for name, what in (
                ("webhook-id", "What you call this message: the same at every try."),
                ("webhook-timestamp", "When this try is sent, in seconds since 1970."),
                ("webhook-signature", "v1, and the base64 of HMAC-SHA256 over id.timestamp.body."),
            )
        ],
    }


def _inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema without references, which inside another document would lead elsewhere."""
    known = schema.pop("$defs", {})

    def inline(part: Any) -> Any:
        if isinstance(part, list):
            return [inline(one) for one in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            beside = {name: value for name, value in part.items() if name != "$ref"}
            return {**inline(known[part["$ref"].rpartition("/")[2]]), **inline(beside)}
        return {name: inline(value) for name, value in part.items()}

    inlined: dict[str, Any] = inline(schema)
    return inlined
