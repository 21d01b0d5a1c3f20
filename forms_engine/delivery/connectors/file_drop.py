"""One file for each delivery, left in a folder: local, or by SFTP."""

import json
import re
from typing import Any

from django.conf import settings
from pydantic import Field, field_validator
from pydantic_core.core_schema import ValidationInfo

from forms_engine.delivery.connectors.interface import Connector, ConnectorSettings, render_json
from forms_engine.delivery.drops.interface import DropFailed
from forms_engine.delivery.drops.places import drop_named
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.outcome import Fault, Outcome

NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9-]")


class DropSettings(ConnectorSettings):
    """Which folder. What connectors that leave files have in common."""

    drop: str = Field(
        title="File drop",
        description="The name of one of the drops that the operator has set up (FILE_DROPS).",
        max_length=40,
    )
    folder: str = Field(
        default="",
        title="Folder",
        description="A folder inside the drop, one plain name; empty for the drop itself. It has to be there.",
        max_length=60,
        pattern=r"^([A-Za-z0-9_][A-Za-z0-9_-]*)?$",
    )

    @field_validator("drop")
    @classmethod
    def _is_set_up(cls, drop: str, info: ValidationInfo) -> str:
        if info.context and info.context.get("typed") and drop not in settings.FILE_DROPS:
            known = ", ".join(sorted(settings.FILE_DROPS)) or "none"
            raise ValueError(f"the operator has set up no such drop (there are: {known})")
        return drop


def file_name(delivery: Delivery) -> str:
    """``<reference>-<delivery id>.json``: the same at every try, and nobody else's."""
    reference = _reference(delivery.message or delivery.body)
    test = "TEST-" if delivery.is_marked_test else ""
    return f"{test}{reference}-{delivery.id}.json" if reference else f"{test}{delivery.id}.json"


def send(delivery: Delivery) -> Outcome:
    """Leave the file, and then its manifest: where that is, the file is whole. Tried again, what is there already is
    left alone, taken or not."""
    chosen = DropSettings(**delivery.destination.settings)
    name = file_name(delivery)
    manifest = f"{name}.sha256"
    try:
        drop = drop_named(chosen.drop, chosen.folder)
        if delivery.attempts_made > 1:
            lies = drop.listing()
            taken = lies.has_taken(name)
            lost = delivery.replay_at is not None  # what was taken is wanted once more
            # What they refused was put before a person, who has sent it again: their refusal is answered.
            refused = (
                f"{name}.err" in lies.here and delivery.attempts.filter(fault=Fault.THIS_ONE.value).exists()
            )
            if refused:
                drop.remove(f"{name}.err")
            elif (taken and not lost) or {name, manifest} <= lies.here:
                return Outcome(None, f"{name} is there already.", acknowledged=taken)
        drop.put({name: delivery.body.encode(), manifest: f"{delivery.sha256}  {name}\n".encode()})
    except DropFailed as error:
        return Outcome(error.fault, str(error))
    return Outcome(None, f"Left as {name}.")


def _reference(told: str) -> str:
    """What a person would look for: the reference, as far as it fits a file name."""
    try:
        data: Any = json.loads(told).get("data")
    except (ValueError, AttributeError):
        return ""
    found = data.get("reference", "") if isinstance(data, dict) else ""
    return NOT_IN_NAMES.sub("", found)[:40] if isinstance(found, str) else ""


CONNECTOR = Connector(
    kind="file",
    label="A file in a folder (local or SFTP)",
    settings=DropSettings,
    render=render_json,
    send=send,
    replays=True,
)
