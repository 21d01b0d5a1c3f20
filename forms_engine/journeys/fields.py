"""A question as a Django form field, and its answer on the way in and out.

The field carries what was typed; what is acceptable is the runtime's to say. A hidden question has no field: nobody
answers it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms

from forms_engine.definition.document import Question
from forms_engine.definition.question_types import ACCEPTED
from forms_engine.journeys.field_words import CHOOSE, accepted_files, said, usual_hint
from forms_engine.runtime.values import Answer, is_blank
from forms_engine.runtime.wording import YES_NO
from themes.fields import (
    AddressField,
    BankDetailsField,
    ChoicesField,
    DatePartsField,
    LocationField,
    MoneyField,
    MonthYearField,
    TypedField,
)
from themes.numbers import write_number, write_pence
from themes.widgets import FilesInput, LongSelect

CONFIRMED = "confirmed"

# What govuk-frontend has widths for, in characters.
WIDTHS = (2, 3, 4, 5, 10, 20, 30)


@dataclass(frozen=True, slots=True)
class _Box:
    """One line of text: how wide, which keyboard, and what else its <input> says."""

    width: str = ""
    attrs: dict[str, str] = field(default_factory=dict)


_AS_TYPED = {"spellcheck": "false"}
_CAPITALS = {"spellcheck": "false", "autocapitalize": "characters"}
_BOXES: dict[str, _Box] = {
    "short_text": _Box(),
    # Plain text inputs underneath: the runtime words every refusal, the browser only helps with the keyboard.
    "email": _Box("", {"type": "email", "autocomplete": "email", **_AS_TYPED}),
    "phone": _Box("20", {"type": "tel", "autocomplete": "tel"}),
    "website": _Box("", {"inputmode": "url", "autocapitalize": "none", **_AS_TYPED}),
    "postcode": _Box("10", {"autocomplete": "postal-code", **_CAPITALS}),
    "national_insurance": _Box("10", {**_CAPITALS}),
    "vehicle_registration": _Box("10", {**_CAPITALS}),
    "signature": _Box("", {"autocomplete": "name", **_AS_TYPED}),
    "time": _Box("5", {**_AS_TYPED}),
    "number": _Box("10", {"inputmode": "numeric", **_AS_TYPED}),
    "money": _Box("10", {"inputmode": "decimal", **_AS_TYPED}),
}


def form_field(question: Question, language: str, *, heading: bool = False) -> forms.Field:
    """The field of a question, in that language. With ``heading``, its label is the page's heading.

    Raises:
        KeyError: for a type that nobody answers (``hidden``).
    """
    made: Any = _MAKERS[question.type](question, language)
    made.label = question.label.in_language(language)
    made.help_text = question.hint.in_language(language) or usual_hint(question, language)
    made.required = False
    if question.type in _TEMPLATES:
        made.template_name = f"components/field/{_TEMPLATES[question.type]}.html"
    # Read by the field templates.
    made.is_page_heading, made.is_optional = heading, not question.required
    made.option_hints = {
        option.key: option.hint.in_language(language) for option in question.options if option.hint
    }
    made.exclusive = frozenset(option.key for option in question.options if option.exclusive)
    return made


def shown(question: Question, answer: Answer) -> Answer:
    """A kept answer as its field's initial value."""
    match question.type:
        case "declaration":
            return [CONFIRMED] if answer is True else []
        case "number":
            return write_number(answer)
        case "money":
            return write_pence(answer)
    return answer


def answer_of(question: Question, cleaned: Any) -> Answer:
    """What the question's field cleaned to as an answer; None where it was left blank. A ``file`` question's answer is
    the files kept, not what was sent just now."""
    if question.type == "declaration":
        return True if CONFIRMED in (cleaned or []) else None
    return None if is_blank(cleaned) else cleaned


# -- making them ------------------------------------------------------------------------------------------


def _text(question: Question, language: str) -> forms.Field:
    box = _BOXES[question.type]
    attrs = {**box.attrs, **({"autocomplete": question.autocomplete} if question.autocomplete else {})}
    if question.type == "number" and (question.decimals or (question.min is not None and question.min < 0)):
        # Numeric keyboards of phones have neither a point nor a minus sign.
        attrs["inputmode"] = "decimal" if question.decimals else "text"
    widget = forms.TextInput(attrs=attrs)
    widget.input_type = attrs.pop("type", "text")
    widget.attrs.pop("type", None)
    made: Any = MoneyField(widget=widget) if question.type == "money" else TypedField(widget=widget)
    made.width = box.width or _width(question.max_length)
    made.prefix = "£" if question.type == "money" else ""
    made.suffix = question.unit.in_language(language) if question.type == "number" else ""
    return made


def _width(longest: int) -> str:
    """The narrowest width that shows an answer of so many characters; "" where that is a whole line."""
    return next((str(width) for width in WIDTHS if 0 < longest <= width), "")


def _long_text(question: Question, language: str) -> forms.Field:
    attrs = {"rows": "8" if question.max_length > 1000 or question.max_words > 150 else "5"}
    limits = {"data-maxlength": question.max_length, "data-maxwords": question.max_words}
    attrs |= {name: str(limit) for name, limit in limits.items() if limit}
    if question.autocomplete:
        attrs["autocomplete"] = question.autocomplete
    return TypedField(strip=False, widget=forms.Textarea(attrs=attrs))


def _options(question: Question, language: str) -> list[tuple[str, str]]:
    return [(option.key, option.label.in_language(language)) for option in question.options]


def _yes_no(question: Question, language: str) -> forms.Field:
    choices = list(YES_NO.get(language.split("-")[0], YES_NO["en"]).items())
    return TypedField(widget=forms.RadioSelect(choices=choices))


def _radios(question: Question, language: str) -> forms.Field:
    return TypedField(widget=forms.RadioSelect(choices=_options(question, language)))


def _select(question: Question, language: str) -> forms.Field:
    attrs = {"autocomplete": question.autocomplete} if question.autocomplete else {}
    choices = [("", said(CHOOSE, language)), *_options(question, language)]
    return TypedField(widget=LongSelect(attrs=attrs, choices=choices))


def _checkboxes(question: Question, language: str) -> forms.Field:
    return ChoicesField(widget=forms.CheckboxSelectMultiple(choices=_options(question, language)))


def _declaration(question: Question, language: str) -> forms.Field:
    return ChoicesField(
        widget=forms.CheckboxSelectMultiple(choices=[(CONFIRMED, question.label.in_language(language))])
    )


def _file(question: Question, language: str) -> forms.Field:
    accept = question.accept or ("photo",)
    attrs: dict[str, Any] = {"accept": ",".join(_accepted_types(accept))}
    # Said either way: left out, Django's widget takes it for yes.
    attrs["multiple"] = question.max_files > 1
    # What is sent is taken in before the form is judged (``page_files``): the field has nothing to say of it.
    made: Any = forms.Field(widget=FilesInput(attrs=attrs))
    made.max_files = question.max_files
    made.accepted = accepted_files(question, accept, language)
    return made


# Beside their types: browsers know few of these types, but every ending.
_ENDINGS = {
    "photo": ("image/*", ".heic", ".heif"),
    "pdf": (".pdf",),
    "document": (".pdf", ".docx", ".odt", ".txt"),
    "spreadsheet": (".xlsx", ".ods", ".csv"),
}


def _accepted_types(accept: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(kind for name in accept for kind in (*_ENDINGS[name], *ACCEPTED[name])))


_MAKERS: dict[str, Callable[[Question, str], forms.Field]] = {
    **dict.fromkeys(_BOXES, _text),
    "long_text": _long_text,
    "yes_no": _yes_no,
    "radios": _radios,
    "select": _select,
    "autocomplete": _select,
    "checkboxes": _checkboxes,
    "declaration": _declaration,
    "date": lambda question, language: DatePartsField(autocomplete=question.autocomplete),
    "month_year": lambda question, language: MonthYearField(),
    "address": lambda question, language: AddressField(),
    "location": lambda question, language: LocationField(),
    "bank_details": lambda question, language: BankDetailsField(),
    "file": _file,
}

# Of the fields that do not bring their own.
_TEMPLATES = {
    **dict.fromkeys(_BOXES, "text"),
    "long_text": "textarea",
    "yes_no": "radios",
    "radios": "radios",
    "select": "select",
    "autocomplete": "autocomplete",
    "checkboxes": "checkboxes",
    "declaration": "checkboxes",
    "file": "file",
}
