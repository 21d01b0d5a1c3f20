"""A connector's settings as form fields: one for each field of its pydantic model, with the words written there."""

import json
import types
import typing
from enum import Enum
from typing import Any

from django import forms
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from forms_engine.catalogue.models import Queue

PREFIX = "settings_"


class LinesField(forms.CharField):
    """Texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """A list as lines."""
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip()]


def settings_fields(model: type[BaseModel]) -> dict[str, forms.Field]:
    """A form field for each setting, by its name with ``PREFIX``. What it may be is the model's to say."""
    return {f"{PREFIX}{name}": _field(name, info) for name, info in model.model_fields.items()}


def given_settings(model: type[BaseModel], cleaned: dict[str, Any]) -> dict[str, Any]:
    """What was typed, for the model to judge; what was left blank is left to its default."""
    given = {name: cleaned.get(f"{PREFIX}{name}") for name in model.model_fields}
    return {name: value for name, value in given.items() if value not in (None, "", [])}


def _field(name: str, info: FieldInfo) -> forms.Field:
    required = info.is_required()
    made = _made(name, _plain(info.annotation), info, required=required)
    made.label = info.title or name.replace("_", " ").capitalize()
    made.help_text = info.description or ""
    default = info.get_default(call_default_factory=True)
    if not required and default is not None:
        made.initial = default.value if isinstance(default, Enum) else default
    return made


def _made(name: str, kind: Any, info: FieldInfo, *, required: bool) -> forms.Field:
    if name == "queue" and kind is str:
        choices = [("", "Choose a queue"), *Queue.objects.order_by("name").values_list("slug", "name")]
        return forms.ChoiceField(choices=choices, required=required)
    if kind is bool:
        return forms.BooleanField(required=False)
    if kind is int:
        return forms.IntegerField(required=required)
    if kind is float:
        return forms.FloatField(required=required)
    if typing.get_origin(kind) is typing.Literal:
        return forms.ChoiceField(
            choices=[(one, str(one)) for one in typing.get_args(kind)], required=required
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return forms.ChoiceField(choices=[(one.value, str(one.value)) for one in kind], required=required)
    if typing.get_origin(kind) in {list, tuple} and typing.get_args(kind)[0] is str:
        return LinesField(required=required)
    if kind is str:
        return forms.CharField(required=required, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    return forms.JSONField(
        required=required, encoder=json.JSONEncoder, widget=forms.Textarea(attrs={"rows": 5})
    )


def _plain(annotation: Any) -> Any:
    """The type without "or nothing"."""
    if typing.get_origin(annotation) in {typing.Union, types.UnionType}:
        kinds = [one for one in typing.get_args(annotation) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else annotation
    return annotation
