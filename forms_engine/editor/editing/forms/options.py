"""The options of a choice, a row each; a long list as lines of text."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from forms_engine.editor.editing.changes.finding import Part, objects
from forms_engine.editor.editing.changes.options import from_lines, keyed, lines_of, pasted
from forms_engine.editor.editing.forms.texts import TextField, put_text

MOST_ROWS = 40  # options; a longer list is edited as text, as nobody scrolls through hundreds of boxes
SPARE_ROWS = 2


class OptionForm(forms.Form):
    """One option."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, languages: tuple[str, ...], exclusive: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"] = TextField(languages, label="Answer")
        self.fields["hint"] = TextField(languages, label="Hint")
        if exclusive:
            self.fields["exclusive"] = forms.BooleanField(label="None of these: ticked alone", required=False)

    def clean(self) -> dict[str, Any]:
        """A row needs its answer unless it is empty altogether, or going."""
        cleaned = super().clean() or {}
        wanted = (cleaned.get("key") or cleaned.get("hint")) and not cleaned.get("DELETE")
        if wanted and "label" not in self.errors and not cleaned.get("label", {}).get("en"):
            self.add_error("label", "Write the answer, or remove the row.")
        return cleaned


class _OptionRows(BaseFormSet):
    """Rows in the order their numbers give."""


class OptionsForm:
    """All options of one question or list: rows, or lines where they are many. ``options()`` gives them back."""

    prefix = "options"

    def __init__(
        self, data: Any, before: Any, *, languages: tuple[str, ...], exclusive: bool = False
    ) -> None:
        self.before, self.languages = objects(before), languages
        self.as_lines = len(self.before) > MOST_ROWS
        self.lines = _LinesForm(
            data,
            prefix="lines",
            initial={"all": lines_of(self.before, languages)} if self.as_lines else None,
            as_lines=self.as_lines,
            languages=languages,
        )
        rows = formset_factory(
            OptionForm, formset=_OptionRows, extra=SPARE_ROWS, can_order=True, can_delete=True, max_num=200
        )
        self.rows: Any = None
        if not self.as_lines:
            self.rows = rows(
                data,
                prefix=self.prefix,
                initial=self.before,
                form_kwargs={"languages": languages, "exclusive": exclusive},
            )

    def is_valid(self) -> bool:
        """Whether every row will do."""
        return bool(self.lines.is_valid() and (self.rows is None or self.rows.is_valid()))

    def options(self) -> list[Part]:
        """The options as they are now, with keys; those that were there keep theirs."""
        if self.as_lines:
            return from_lines(self.lines.cleaned_data["all"], self.before, self.languages)
        by_key = {option.get("key"): option for option in self.before}
        found = []
        # Rows that have no number yet come last, in the order they stand.
        rows = [
            form
            for form in self.rows.forms
            if form.cleaned_data.get("label") and not form.cleaned_data.get("DELETE")
        ]
        for form in sorted(rows, key=lambda row: row.cleaned_data.get("ORDER") or 10_000):
            cleaned = form.cleaned_data
            old = by_key.get(cleaned["key"], {})
            option: Part = {name: old[name] for name in ("label", "hint") if name in old}
            put_text(option, "label", cleaned["label"], self.languages)
            put_text(option, "hint", cleaned["hint"], self.languages)
            if cleaned.get("exclusive"):
                option["exclusive"] = True
            found.append({**option, **({"key": cleaned["key"]} if old else {})})
        return pasted(self.lines.cleaned_data["more"], keyed(found, self.before))


class _LinesForm(forms.Form):
    """Options as text, one a line."""

    def __init__(self, *args: Any, as_lines: bool, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        translated = " Write a translation behind a bar: Yes | Ydw." if len(languages) > 1 else ""
        name, label, help_text, rows = (
            ("all", "Answers", f"One answer a line.{translated}", 20)
            if as_lines
            else (
                "more",
                "Paste a list",
                "One answer a line: they are added below the others when you save.",
                4,
            )
        )
        self.fields[name] = forms.CharField(
            label=label,
            help_text=help_text,
            required=False,
            strip=False,
            widget=forms.Textarea({"rows": rows, "data-controller": "w-autosize"}),
        )
