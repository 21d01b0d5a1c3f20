"""A form's field for a text by language: one box for each language of the site, kept as one JSON object."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer, get_default_renderer
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


class WordsWidget(forms.MultiWidget):
    """A box for each language, each under the language's name."""

    def __init__(self, *, rows: int = 0) -> None:
        """``rows`` makes the boxes that many lines high; 0 makes them single lines."""
        self.languages = [code for code, _name in settings.LANGUAGES]
        box = (
            (lambda name, code: forms.Textarea(attrs={"rows": rows, "aria-label": name, "lang": code}))
            if rows
            else (lambda name, code: forms.TextInput(attrs={"aria-label": name, "lang": code}))
        )
        super().__init__({code: box(name, code) for code, name in settings.LANGUAGES})

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        """The text of each language, in the site's order."""
        return [str((value or {}).get(code, "")) for code in self.languages]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Each box after the name of its language."""
        context = self.get_context(name, value, attrs)
        boxes = [
            f'<p><span aria-hidden="true">{label}</span> {_drawn(box, renderer)}</p>'
            for box, (_code, label) in zip(context["widget"]["subwidgets"], settings.LANGUAGES, strict=True)
        ]
        return mark_safe("".join(boxes))  # noqa: S308  # every part is a template's or the settings' own


def _drawn(box: dict[str, Any], renderer: BaseRenderer | None) -> str:
    return (renderer or get_default_renderer()).render(box["template_name"], {"widget": box})


class WordsField(forms.MultiValueField):
    """A text by language. Where it is required, English is; the others may be added later."""

    def __init__(self, *, rows: int = 0, longest: int = 2000, **kwargs: Any) -> None:
        """``longest`` is in letters, for each language."""
        fields = [
            forms.CharField(required=False, max_length=longest, strip=True) for _code in settings.LANGUAGES
        ]
        super().__init__(fields, widget=WordsWidget(rows=rows), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """The languages that have a text.

        Raises:
            ValidationError: where there is one in another language and none in English.
        """
        pairs = zip(settings.LANGUAGES, data_list or [], strict=False)
        words = {code: text for (code, _name), text in pairs if text}
        if (words or self.required) and "en" not in words:
            raise ValidationError(_("Write it in English: it is what others fall back on."))
        return words
