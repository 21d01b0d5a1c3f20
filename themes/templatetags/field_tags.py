"""What the field templates need to know about a bound field, beyond what Django's templates can ask."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, MultiWidget
from django.utils.safestring import SafeString

from themes.maps import BaseMap, find_base_map
from themes.widgets import PartsWidget

register = template.Library()


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or check box."""

    id: str
    name: str
    value: str
    label: str
    hint: str
    is_chosen: bool
    is_exclusive: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One box of a field that has several. ``autocomplete``, ``inputmode``, ``maxlength`` and ``spellcheck`` may be
    empty; ``is_wrong`` marks the box that an error is about."""

    key: str
    id: str
    name: str
    value: str
    is_hidden: bool
    autocomplete: str
    inputmode: str
    maxlength: str
    spellcheck: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file already sent: ``size`` in bytes; ``state`` is how far its virus check is, empty where there is none."""

    id: str
    name: str
    size: int
    state: str


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary. ``href`` is empty for an error of the form as a whole."""

    href: str
    text: str


@register.simple_tag
def control(field: BoundField, css: str, described_by: str = "", **attrs: Any) -> SafeString:
    """The field's own widget with our classes: ``{% control field "govuk-input" %}``.

    ``described_by`` names a further element that describes it, after its hint and its error. Attributes are written
    with underscores for hyphens.
    """
    base = css.split()[0]
    classes = [css, f"{base}--error" if field.errors else "", field.field.widget.attrs.get("class", "")]
    extra = {name.replace("_", "-"): value for name, value in attrs.items() if value}
    descriptions = " ".join(filter(None, [field.aria_describedby, described_by]))
    if descriptions:
        extra["aria-describedby"] = descriptions
    return field.as_widget(attrs={**extra, "class": " ".join(filter(None, classes))})


@register.simple_tag
def choices(field: BoundField) -> list[Choice]:
    """The choices of radio buttons or check boxes, each with its hint from the field's ``option_hints``; those in the
    field's ``exclusive`` are ticked alone."""
    hints = getattr(field.field, "option_hints", {})
    exclusive: Collection[str] = getattr(field.field, "exclusive", ())
    found = []
    for option in field.subwidgets:
        value = str(option.data["value"])
        found.append(
            Choice(
                id=str(option.data["attrs"].get("id", "")),
                name=str(option.data["name"]),
                value=value,
                label=str(option.data["label"]),
                hint=str(hints.get(value, "")),
                is_chosen=bool(option.data["selected"]),
                is_exclusive=value in exclusive,
            )
        )
    return found


@register.simple_tag
def parts(field: BoundField) -> dict[str, Part]:
    """The boxes of a field that has several, by the name of the part."""
    widget = field.field.widget
    if not isinstance(widget, MultiWidget):
        raise TypeError(f"{field.name} has one box only")
    context = field.subwidgets[0].data["subwidgets"]
    wrong = _wrong_parts(field)
    found = {}
    for suffix, box in zip(widget.widgets_names, context, strict=True):  # type: ignore[attr-defined]  # stubs lack it
        key, attrs = suffix.lstrip("_"), box["attrs"]
        found[key] = Part(
            key=key,
            id=str(attrs.get("id", "")),
            name=str(box["name"]),
            value="" if box["value"] is None else str(box["value"]),
            is_hidden=bool(box["is_hidden"]),
            autocomplete=str(attrs.get("autocomplete", "")),
            inputmode=str(attrs.get("inputmode", "")),
            maxlength=str(attrs.get("maxlength", "")),
            spellcheck=str(attrs.get("spellcheck", "")),
            is_wrong=bool(field.errors) and (key in wrong or not wrong),
        )
    return found


def _wrong_parts(field: BoundField) -> set[str]:
    """The boxes that the field's errors are about; empty where one of them is about all, or there is none."""
    by_code = getattr(field.field.widget, "WRONG_PART", {})
    codes = [error.code for error in field.errors.as_data()]
    return {by_code[code] for code in codes} if all(code in by_code for code in codes) else set()


@register.simple_tag
def sent_files(field: BoundField) -> list[SentFile]:
    """The files already sent: the field's initial value, a list of dictionaries with ``id``, ``name`` and ``size``. The
    field's ``file_states`` says how far each is, by its id."""
    states = getattr(field.field, "file_states", {})
    return [
        SentFile(str(file["id"]), str(file["name"]), int(file["size"]), states.get(str(file["id"]), ""))
        for file in field.initial or []
    ]


@register.simple_tag
def error_links(form: BaseForm) -> list[ErrorLink]:
    """Every error of the form in the order of the page, those of the whole form first."""
    links = [ErrorLink("", str(text)) for text in form.non_field_errors()]
    for field in form:
        for error in field.errors.as_data():
            links += [ErrorLink(f"#{_id_at_fault(field, error.code)}", str(text)) for text in error.messages]
    return links


def _id_at_fault(field: BoundField, code: str | None) -> str:
    widget = field.field.widget
    part = widget.WRONG_PART.get(code or "") if isinstance(widget, PartsWidget) else None
    return widget.id_of(str(field.auto_id), part) if part else first_id(field)


@register.filter
def limit_of(attrs: dict[str, Any]) -> str:
    """The most characters a text area's widget says it takes (its ``data-maxlength``), or ""."""
    return str(attrs.get("data-maxlength", ""))


@register.filter
def word_limit_of(attrs: dict[str, Any]) -> str:
    """The most words a text area's widget says it takes (its ``data-maxwords``), or ""."""
    return str(attrs.get("data-maxwords", ""))


@register.filter
def typed(field: BoundField) -> str:
    """What a drop-down list was sent where that is none of its choices: JavaScript lets people type."""
    value = str(field.value() or "")
    return "" if any(str(key) == value for key, _label in field.field.widget.choices) else value


@register.simple_tag
def base_map() -> BaseMap | None:
    """The map that a place is pointed out on; None where the council has none."""
    return find_base_map()


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the first thing in the field that takes the focus."""
    return str(field.id_for_label or f"{field.auto_id}_0")
