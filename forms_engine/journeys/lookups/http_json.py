"""A look-up by HTTP: one POST of a JSON object, answered by one, through the same careful client as deliveries.

    POST https://parking.example/notices        {"notice": "MS12345678", "registration": "AB12CDE"}
    200                                         {"data": {"amount": 3500, "state": "open"}}
    404 (or a found_when that is false)         nothing known

Inputs are sent in the body only, never in the address, which logs keep.
"""

import json
from typing import Annotated, Any, Literal

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, create_model, field_validator

from forms_engine.delivery.connectors import outbound
from forms_engine.journeys.lookups.interface import Kind, Provider

MOST_READ = 64 * 1024
NAME = r"^[a-z][a-z0-9_]{0,39}$"
NOTHING_THERE = frozenset({404, 410})
SHAPES: dict[str, Any] = {
    "text": str | None,
    "number": float | None,
    "money": Annotated[int, Field(strict=True)] | None,
    "date": str | None,
    "yes_no": bool | None,
}

Name = Annotated[str, Field(pattern=NAME)]


class OutputSettings(BaseModel):
    """One fact: where it is in the answer (``data.amount``), and what it is. Money is in pence."""

    model_config = ConfigDict(extra="forbid")

    path: str = Field(min_length=1, max_length=200)
    type: Literal["text", "number", "money", "date", "yes_no"] = "text"


class HttpJsonSettings(BaseModel):
    """Where it is asked, with what, and what of the answer is taken."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(
        title="Address",
        max_length=500,
        description="It is asked by POST. Starts with https:// and is on the operator's list.",
    )
    inputs: list[Name] = Field(
        title="What it is asked with",
        min_length=1,
        max_length=30,
        description="The names that the other system knows, one a line. Journeys say which answer is which.",
    )
    outputs: dict[Name, OutputSettings] = Field(
        title="What is taken of its answer",
        min_length=1,
        max_length=30,
        description="One a line: a name, the place in the answer, and what it is: amount_pence = data.amount, money. It is text "
        "unless you write number, money (in pence), date or yes_no.",
    )
    secret: str = Field(
        default="",
        title="Name of its secret",
        max_length=60,
        description="The operator's LOOKUP_SECRET_… to send as Bearer, in small letters: “parking” for LOOKUP_SECRET_PARKING. "
        "Never the secret itself.",
    )
    found_when: str = Field(
        default="",
        title="Found when",
        max_length=200,
        description="A place in the answer that says whether it was found, like data.found. Empty: an answer 404 says that "
        "nothing is known.",
    )

    @field_validator("url")
    @classmethod
    def _is_allowed(cls, url: str) -> str:
        try:
            outbound.check(url)
        except outbound.AddressRefused as error:
            raise ValueError(str(error)) from error
        return url


class WentWrong(Exception):
    """The other system did not answer as it should; says how, without a word of what was asked."""


class HttpJson:
    """One system that is asked by HTTP (``interface.Provider``)."""

    def __init__(self, chosen: HttpJsonSettings) -> None:
        self._chosen = chosen
        line = Annotated[str, Field(min_length=1, max_length=500)]
        inputs: dict[str, Any] = {name: (line, ...) for name in chosen.inputs}
        outputs: dict[str, Any] = {name: (SHAPES[one.type], None) for name, one in chosen.outputs.items()}
        self.inputs: type[BaseModel] = create_model("Inputs", __config__=ConfigDict(extra="forbid"), **inputs)
        self.outputs: type[BaseModel] = create_model("Outputs", **outputs)

    def look_up(self, given: BaseModel, patience: float) -> BaseModel | None:
        """Ask, and take what the settings name.

        Raises:
            WentWrong: when the answer is none, or not what it should be.
            outbound.AddressRefused, outbound.NotReached: when there is none at all.
        """
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._chosen.secret:
            secret = settings.LOOKUP_SECRETS.get(self._chosen.secret)
            if not secret:
                raise WentWrong(f"The operator has set no LOOKUP_SECRET_{self._chosen.secret.upper()}.")
            headers["Authorization"] = f"Bearer {secret}"
        answer = outbound.call(
            "POST",
            self._chosen.url,
            body=json.dumps(given.model_dump()).encode(),
            headers=headers,
            most=MOST_READ,
            within=patience,
        )
        if answer.status in NOTHING_THERE:
            return None
        if answer.status != 200 or not answer.whole:
            raise WentWrong(f"It answered {answer.status}{'' if answer.whole else ', and too much'}.")
        try:
            found = json.loads(answer.body)
        except ValueError as error:
            raise WentWrong("It answered what is no JSON.") from error
        if self._chosen.found_when and not at(found, self._chosen.found_when):
            return None
        return self.outputs.model_validate(
            {name: at(found, one.path) for name, one in self._chosen.outputs.items()}
        )


def at(value: Any, path: str) -> Any:
    """What stands at ``a.b.0.c`` of a JSON value; None where nothing does."""
    for part in path.split("."):
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isdecimal() and len(part) < 5 and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _build(chosen: HttpJsonSettings) -> Provider:
    return HttpJson(chosen)


HTTP_JSON = Kind(
    name="http-json",
    label="Asks another system by HTTP, with JSON",
    build=_build,
    settings=HttpJsonSettings,
)
