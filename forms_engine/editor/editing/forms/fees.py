"""A fee line as a form: what it is for, how much, per what, and who pays less."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.formsets import formset_factory

from forms_engine.editor.editing.changes.finding import Part, copied, english, objects
from forms_engine.editor.editing.changes.keys import key_from
from forms_engine.editor.editing.forms.bounds import PoundsField
from forms_engine.editor.editing.forms.texts import TextField, put, put_text

FIXED, TABLE, LOOKED_UP = "fixed", "table", "looked-up"
NOBODY: Part = {
    "any": []
}  # what a new row or concession begins with: it holds for nobody until somebody says for whom


class RowForm(forms.Form):
    """One row of the table: its amount. Its condition has a screen of its own."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    amount_pence = PoundsField(label="Pounds", required=False)


class ConcessionForm(forms.Form):
    """Who pays less, and how."""

    WAYS = (("percent_off", "percent off"), ("pence_off", "pounds off"), ("pays_pence", "pounds to pay"))

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    way = forms.ChoiceField(label="How", choices=WAYS, required=False)
    amount = forms.DecimalField(
        label="How much",
        min_value=0,
        max_digits=8,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput({"step": "0.01", "class": "gh-short"}),
    )

    def __init__(self, *args: Any, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"] = TextField(languages, label="For whom")
        self.order_fields(["number", "label", "amount", "way"])

    def clean(self) -> dict[str, Any]:
        """A concession says for whom and how much; percent are at most a hundred."""
        cleaned = super().clean() or {}
        started = cleaned.get("label") or cleaned.get("amount") is not None
        if started and not cleaned.get("DELETE"):
            if not (cleaned.get("label") or {}).get("en") and "label" not in self.errors:
                self.add_error("label", "Say for whom it is.")
            if cleaned.get("amount") is None and "amount" not in self.errors:
                self.add_error("amount", "Say how much.")
        percent = cleaned.get("amount") if cleaned.get("way") == "percent_off" else None
        if percent is not None and (percent > 100 or percent != int(percent)):
            self.add_error("amount", "Give whole percent, 100 at most.")
        return cleaned


class FeeForm(forms.Form):
    """One fee line. ``line()`` gives it back; conditions stay as they are, on their own screens."""

    ledger_code = forms.CharField(
        label="Ledger code",
        max_length=40,
        required=False,
        help_text="Where finance books it. Publishing needs one.",
    )
    vat_code = forms.CharField(label="VAT code", max_length=10, required=False)
    how = forms.ChoiceField(
        label="How much it is",
        choices=[
            (FIXED, "One amount"),
            (TABLE, "It depends on the answers: a table"),
            (LOOKED_UP, "An amount that is looked up"),
        ],
        widget=forms.RadioSelect,
    )
    amount_pence = PoundsField(label="Pounds", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        before: Part,
        languages: tuple[str, ...],
        units: list[tuple[str, str]],
        amounts: Sequence[tuple[str, str]] = (),
    ) -> None:
        """``units``: what a fee can be counted by; ``amounts``: what is looked up as money; both as (key, label)."""
        rows, concessions = objects(before.get("rows")), objects(before.get("concessions"))
        super().__init__(
            data,
            initial={"how": TABLE if rows else LOOKED_UP if before.get("amount_from") else FIXED, **before},
        )
        self.before, self.languages = before, languages
        self.fields["label"] = TextField(languages, label="What it is for", required=True)
        self.fields["per"] = forms.ChoiceField(
            label="Times",
            choices=[("", "Once"), *((key, f"For each: {label}") for key, label in units)],
            required=False,
        )
        self.fields["amount_from"] = forms.ChoiceField(
            label="Which looked-up amount", choices=[("", "None"), *amounts], required=False
        )
        self.order_fields(["label", "how", "amount_pence", "amount_from", "per", "ledger_code", "vat_code"])
        row_forms = formset_factory(RowForm, extra=1, can_delete=True, max_num=200)
        self.rows = row_forms(
            data,
            prefix="rows",
            initial=[{"number": number, **row} for number, row in enumerate(rows)],
        )
        concession_forms = formset_factory(ConcessionForm, extra=1, can_delete=True, max_num=50)
        self.concessions = concession_forms(
            data,
            prefix="concessions",
            initial=[_shown(number, one) for number, one in enumerate(concessions)],
            form_kwargs={"languages": languages},
        )

    def is_valid(self) -> bool:
        """Whether the line, its rows and its concessions will do."""
        return bool(
            super().is_valid() and self.rows.is_valid() and self.concessions.is_valid() and self._has_amount()
        )

    def _has_amount(self) -> bool:
        if self.cleaned_data["how"] == TABLE and not self._rows():
            self.add_error("how", "Give the table at least one row.")
        if self.cleaned_data["how"] == LOOKED_UP and not self.cleaned_data.get("amount_from"):
            self.add_error("amount_from", "Choose an amount that a page looks up.")
        if self.cleaned_data["how"] == FIXED and self.cleaned_data.get("amount_pence") is None:
            self.add_error("amount_pence", "Say how much, 0 for nothing.")
        return not self.errors

    def line(self) -> Part:
        """The line as it is now, without a key where it is new."""
        given, line = self.cleaned_data, copied(self.before)
        put_text(line, "label", given["label"], self.languages)
        put(line, "per", given["per"])
        for name in ("ledger_code", "vat_code"):
            put(line, name, given[name])
        line.pop("rows", None)
        line.pop("amount_pence", None)
        line.pop("amount_from", None)
        if given["how"] == LOOKED_UP:
            line["amount_from"] = given["amount_from"]
        elif given["how"] == TABLE:
            line["rows"] = self._rows()
        else:
            line["amount_pence"] = given["amount_pence"]
        put(line, "concessions", self._concessions())
        return line

    def _rows(self) -> list[Part]:
        before = objects(self.before.get("rows"))
        found = []
        for form in self.rows.forms:
            given = form.cleaned_data
            if given.get("DELETE") or given.get("amount_pence") is None:
                continue
            number = given.get("number")
            old = copied(before[number]) if number is not None and number < len(before) else {"when": NOBODY}
            found.append({**old, "amount_pence": given["amount_pence"]})
        # The first row of a new table is what everybody pays.
        if not before and found:
            found[0].pop("when", None)
        return found

    def _concessions(self) -> list[Part]:
        before = objects(self.before.get("concessions"))
        taken = {str(one.get("key")) for one in before}
        found = []
        for form in self.concessions.forms:
            given = form.cleaned_data
            if given.get("DELETE") or given.get("amount") is None:
                continue
            number = given.get("number")
            old = before[number] if number is not None and number < len(before) else None
            one: Part = {"when": NOBODY} if old is None else copied(old)
            put_text(one, "label", given["label"], self.languages)
            if old is None:
                one["key"] = key_from(english(one["label"]), taken, "concession")
                taken.add(one["key"])
            for way, _words in ConcessionForm.WAYS:
                one.pop(way, None)
            amount = given["amount"]
            one[given["way"]] = int(amount if given["way"] == "percent_off" else amount * 100)
            found.append(one)
        return found


def _shown(number: int, concession: Part) -> Part:
    way = next((way for way, _words in ConcessionForm.WAYS if concession.get(way) is not None), "percent_off")
    amount = concession.get(way)
    if isinstance(amount, int) and way != "percent_off":
        amount = f"{amount / 100:.2f}"
    return {"number": number, "label": concession.get("label"), "way": way, "amount": amount}
