"""What administrators change about a destination, in the audit log: what it was, and what it is now."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from wagtail.log_actions import LogFormatter, log, registry

from accounts.models import User
from forms_engine.delivery.admin.forms import DestinationForm
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.models import Destination

ACTION = "guildhall.destination"
MOST_SHOWN = 20

Shown = dict[str, str]


def shown(destination: Destination) -> Shown:
    """What an administrator may change of it, by what they read beside it. Settings hold no secret; what an address may
    carry of one (a name before the host, a query) is left out all the same."""
    return dict(_shown(destination))


def note_change(destination: Destination, before: Shown, by: User) -> None:
    """Write down what is another than ``before``, where anything is."""
    now = shown(destination)
    changes = [
        {"what": name, "from": before.get(name, ""), "to": now.get(name, "")}
        for name in {**before, **now}
        if before.get(name, "") != now.get(name, "")
    ]
    if changes:
        log(instance=destination, action=ACTION, user=by, data={"changes": changes})


def note_said(destination: Destination, said: str, by: User) -> None:
    """Write down in words what was done: a key made, the destination given up."""
    log(instance=destination, action=ACTION, user=by, data={"said": said})


def latest_changes(destination: Destination) -> list[Any]:
    """The newest lines about it."""
    return list(
        registry.get_logs_for_instance(destination).select_related("user").order_by("-timestamp")[:MOST_SHOWN]
    )


class DestinationChanged(LogFormatter):
    """The line as the admin shows it."""

    label = "Change a destination"

    def format_message(self, log_entry: Any) -> str:
        """Each change from what to what."""
        if said := log_entry.data.get("said"):
            return str(said)
        told = (
            f"{one['what']}: from “{one['from']}” to “{one['to']}”"
            for one in log_entry.data.get("changes", ())
        )
        return f"Changed {'; '.join(told)}"


def _shown(destination: Destination) -> Iterator[tuple[str, str]]:
    for name in DestinationForm.Meta.fields:
        value = getattr(destination, name)
        label = DestinationForm.Meta.labels.get(name, name.replace("_", " ").capitalize())
        yield label, _words(value)
    fields = CONNECTORS[destination.kind].settings.model_fields
    for name, value in (destination.settings or {}).items():
        info = fields.get(name)
        yield (info.title if info else None) or name, _words(value)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value))
    text = "" if value is None else str(value)
    return _without_secrets(text) if "://" in text else text


def _without_secrets(url: str) -> str:
    try:
        parts = urlsplit(url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    except ValueError:
        return "an address"
