"""What the field templates need to know about a bound field, beyond what Django's templates can ask."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, MultiWidget
from django.utils.safestring import SafeString

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


@dataclass(frozen=True, slots=True)
class Part:
    """One box of a field that has several. ``autocomplete`` and ``inputmode`` may be empty."""

    key: str
    id: str
    name: str
    value: str
    is_hidden: bool
    autocomplete: str
    inputmode: str
    maxlength: str


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
    """The choices of radio buttons or check boxes, each with its hint from the field's ``option_hints``."""
    hints = getattr(field.field, "option_hints", {})
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
        )
    return found


@register.simple_tag
def current_files(field: BoundField) -> list[str]:
    """The names of the files already sent: the field's initial value is a file, a list of files, or a list of
    dictionaries with a ``name``."""
    initial = field.initial or []
    files = initial if isinstance(initial, list | tuple) else [initial]
    return [str(one["name"] if isinstance(one, dict) else getattr(one, "name", one)) for one in files]


@register.simple_tag
def error_links(form: BaseForm) -> list[ErrorLink]:
    """Every error of the form in the order of the page, those of the whole form first."""
    links = [ErrorLink("", str(text)) for text in form.non_field_errors()]
    for field in form:
        links += [ErrorLink(f"#{first_id(field)}", str(text)) for text in field.errors]
    return links


@register.filter
def limit_of(attrs: dict[str, Any]) -> str:
    """The most characters a text area's widget says it takes (its ``data-maxlength``), or ""."""
    return str(attrs.get("data-maxlength", ""))


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the first thing in the field that takes the focus."""
    return str(field.id_for_label or f"{field.auto_id}_0")
