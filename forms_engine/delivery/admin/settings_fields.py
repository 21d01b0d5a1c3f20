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


class PairsField(LinesField):
    """Texts by name, one a line: ``name = text``."""

    def prepare_value(self, value: Any) -> Any:
        """Names and texts as lines."""
        return (
            "\n".join(f"{name} = {text}" for name, text in value.items())
            if isinstance(value, dict)
            else value
        )

    def clean(self, value: Any) -> Any:
        """The texts by their names.

        Raises:
            ValidationError: for a line without a name or a text, or a name that comes twice.
        """
        pairs: dict[str, str] = {}
        for line in super().clean(value):
            name, _, text = (part.strip() for part in line.partition("="))
            if not name or not text or name in pairs:
                raise forms.ValidationError(f"Write one a line, a name and what belongs to it: see “{line}”.")
            pairs[name] = text
        return pairs


def settings_fields(model: type[BaseModel], prefix: str = PREFIX) -> dict[str, forms.Field]:
    """A form field for each setting, by its name with ``prefix``. What it may be is the model's to say."""
    return {f"{prefix}{name}": _field(name, info) for name, info in model.model_fields.items()}


def given_settings(model: type[BaseModel], cleaned: dict[str, Any], prefix: str = PREFIX) -> dict[str, Any]:
    """What was typed, for the model to judge; what was left blank is left to its default."""
    given = {name: cleaned.get(f"{prefix}{name}") for name in model.model_fields}
    return {name: value for name, value in given.items() if value not in (None, "", [], {})}


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
    if typing.get_origin(kind) in {list, tuple} and _is_text(typing.get_args(kind)[0]):
        return LinesField(required=required)
    if typing.get_origin(kind) is dict and _is_text(typing.get_args(kind)[1]):
        return PairsField(required=required)
    if kind is str:
        return forms.CharField(required=required, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    return forms.JSONField(
        required=required, encoder=json.JSONEncoder, widget=forms.Textarea(attrs={"rows": 5})
    )


def _is_text(kind: Any) -> bool:
    return kind is str or (typing.get_origin(kind) is typing.Annotated and typing.get_args(kind)[0] is str)


def _plain(annotation: Any) -> Any:
    """The type without "or nothing"."""
    if typing.get_origin(annotation) in {typing.Union, types.UnionType}:
        kinds = [one for one in typing.get_args(annotation) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else annotation
    return annotation
