"""What has to be known of an Open311 server before anything is filed with it."""

from typing import Literal

from pydantic import Field, field_validator

from forms_engine.delivery.connectors.interface import ConnectorSettings
from forms_engine.delivery.connectors.typed_urls import allowed_when_typed

# The specification's own: an attribute of one of these names would be another field.
LONGEST_CODE = 100


class Open311Settings(ConnectorSettings):
    """Where it is, who we are to it, and how a request becomes one of its reports."""

    url: str = Field(
        title="Address",
        description="Of the server, with its version, like https://open311.contractor.example/v2. Starts with https:// and "
        "is on the operator's list.",
        max_length=500,
    )
    jurisdiction_id: str = Field(
        default="",
        title="Jurisdiction",
        description="Which council a server of several is asked about; empty where it serves one.",
        max_length=200,
    )
    api_key: str = Field(
        default="",
        title="API key",
        description="The name that the operator gave the key in OPEN311_API_KEYS. Never the key itself.",
        max_length=40,
    )
    service_code: str = Field(
        title="Service code", description="What they call what is reported.", min_length=1, max_length=200
    )
    form: Literal["xml", "json"] = Field(
        default="xml", title="Format", description="Every server has XML; choose JSON where it has that too."
    )
    attributes: dict[str, str] = Field(
        default_factory=dict,
        title="Attributes",
        description="One a line, by their code, and where the value comes from: KIND = answers.category. Others are reference, "
        "contact.name, location.ward.name and so on. A mapping of the destination's goes before.",
    )
    reference_attribute: str = Field(
        default="external_id",
        title="Attribute for our reference",
        description="The attribute that our reference is sent in; empty where they take none. It is in the description too.",
        max_length=LONGEST_CODE,
    )
    again: Literal["look-up", "same"] = Field(
        default="look-up",
        title="Before filing again",
        description="“look-up”: after a try that may have arrived, their list of requests is searched for our reference "
        "first. “same”: they take two posts with the same reference for one, so that nothing has to be searched.",
    )
    asks: Literal["requests", "updates", "nothing"] = Field(
        default="requests",
        title="How states come back",
        description="“requests”: each case is asked about until it is closed. “updates”: by FixMyStreet's list of "
        "updates (servicerequestupdates). “nothing”: they tell us otherwise, or not at all.",
    )
    every_minutes: int = Field(
        default=5,
        title="Asked every so many minutes",
        description="How often we ask them how our cases stand.",
        ge=1,
        le=24 * 60,
    )

    _is_allowed = field_validator("url")(allowed_when_typed)
