"""A text in every language that a journey is offered in, side by side."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from forms_engine.definition.reading import LONGEST_TEXT

SOURCE = "en"
LANGUAGE_NAMES = {"en": "English", "cy": "Welsh"}

Text = dict[str, str]


def language_name(code: str) -> str:
    """A language's English name; its code where we have none."""
    return LANGUAGE_NAMES.get(code, code)


class TextWidget(forms.MultiWidget):
    """One box a language. With ``lines``, boxes of that many lines that grow."""

    template_name = "editor/editing/widgets/text.html"

    def __init__(self, languages: tuple[str, ...], lines: int = 0) -> None:
        self.languages = languages
        self.use_fieldset = len(languages) > 1

        def box(language: str) -> forms.Widget:
            attrs: dict[str, Any] = {"lang": language}
            return (
                forms.Textarea({**attrs, "rows": lines, "data-controller": "w-autosize"})
                if lines
                else forms.TextInput(attrs)
            )

        super().__init__({language: box(language) for language in languages})

    def decompress(self, value: Any) -> list[str]:
        """The words of each language."""
        words = value if isinstance(value, Mapping) else {}
        return [str(words.get(language) or "") for language in self.languages]

    def id_for_label(self, id_: str) -> str:
        """The label is the first box's."""
        return f"{id_}_0" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's, with each box's language beside it."""
        context = super().get_context(name, value, attrs)
        for box, language in zip(context["widget"]["subwidgets"], self.languages, strict=True):
            box["language"] = language_name(language)
        return context


class TextField(forms.MultiValueField):
    """A text of the journey language: an object by language without those left empty. English is required where the
    field is, the others never: a missing translation is the linter's to report."""

    def __init__(self, languages: tuple[str, ...] = (SOURCE,), *, lines: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        self.needs_english = bool(kwargs.pop("required"))
        super().__init__(
            fields=[
                forms.CharField(required=False, max_length=LONGEST_TEXT, strip=True)
                for _language in languages
            ],
            widget=TextWidget(languages, lines),
            require_all_fields=False,
            required=False,
            **kwargs,
        )
        self.languages = languages

    def compress(self, data_list: list[str]) -> Text:
        """The words of each language that has any."""
        words = [str(one or "").replace("\r\n", "\n") for one in data_list]
        return {language: one for language, one in zip(self.languages, words, strict=False) if one}

    def clean(self, value: Any) -> Text:
        """The text, in English at least where one is wanted."""
        text: Text = super().clean(value) or {}
        if self.needs_english and not text.get(SOURCE):
            raise ValidationError("Write this in English.", code="required")
        return text


def put_text(holder: dict[str, Any], name: str, text: Text, languages: tuple[str, ...]) -> None:
    """Set a text of a part: languages that were not shown stay as they are, and an empty text is left out."""
    before = holder.get(name)
    others = {
        language: words
        for language, words in (before.items() if isinstance(before, dict) else ())
        if language not in languages
    }
    if text or others:
        holder[name] = {**others, **text}
    else:
        holder.pop(name, None)


def put(holder: dict[str, Any], name: str, value: Any, default: Any = None) -> None:
    """Set a part, or leave it out where it is nothing or the default."""
    if value is None or value == "" or value == [] or value == {} or value == default:
        holder.pop(name, None)
    else:
        holder[name] = value
