"""What people in finance say when they look for something, ask for it or decide on it."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from payments.bills import pounds
from payments.card_numbers import no_card_number
from payments.finding import NEEDS_ATTENTION
from payments.models import Charge, ChargeLine, Refund

TEXT = "components/field/text.html"
TEXTAREA = "components/field/textarea.html"
RADIOS = "components/field/radios.html"
SELECT = "components/field/select.html"

EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)  # others are somebody playing with the address
MOST_PENCE = 2**31 - 1

REASONS = [
    Refund.Reason.ASKED,
    Refund.Reason.NOT_PROVIDED,
    Refund.Reason.CANCELLED,
    Refund.Reason.OUR_MISTAKE,
    Refund.Reason.OVERPAID,
]


def read_pence(typed: str) -> int | None:
    """Pence from an amount as people write it ("12", "12.50", "£1,234.50"); None where it is none."""
    plain = typed.strip().removeprefix("£").replace(",", "").replace(" ", "")
    found = re.fullmatch(r"(\d{1,7})(?:\.(\d{2}))?", plain, re.ASCII)
    return int(found[1]) * 100 + int(found[2] or 0) if found else None


def read_day(typed: str) -> date | None:
    """A day as a date box sends it; None where it is none."""
    try:
        day = datetime.strptime(typed, "%Y-%m-%d").date()
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


class _Form(forms.Form):
    use_required_attribute = False


def _words(label: str, *, required: str = "", help_text: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=250,
        validators=[no_card_number],
        error_messages={"required": required},
        widget=forms.Textarea(attrs={"rows": rows}),
        template_name=TEXTAREA,
    )


def _line(label: str, required: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        help_text=help_text,
        max_length=60,
        validators=[no_card_number],
        error_messages={"required": required},
        template_name=TEXT,
    )


class FindForm(_Form):
    """Looking for payments; every part may be left out."""

    text = forms.CharField(required=False, max_length=255)
    amount = forms.CharField(required=False, max_length=20)
    day = forms.CharField(required=False, max_length=10)
    state = forms.ChoiceField(
        required=False,
        choices=[("", "Any"), (NEEDS_ATTENTION, "Needs attention"), *Charge.State.choices],
    )

    def clean_amount(self) -> int | None:
        """Pence."""
        typed = self.cleaned_data["amount"]
        pence = read_pence(typed) if typed else None
        if typed and (pence is None or pence > MOST_PENCE):
            raise forms.ValidationError("Enter an amount such as 12.50")
        return pence

    def clean_day(self) -> date | None:
        """A day."""
        typed = self.cleaned_data["day"]
        day = read_day(typed) if typed else None
        if typed and day is None:
            raise forms.ValidationError("Enter a day such as 2026-11-22")
        return day


class AskRefundForm(_Form):
    """A refund, whole or by line. ``seen`` is what the page showed as refundable."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    how = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How much goes back?",
        widget=forms.RadioSelect,
        template_name=RADIOS,
        error_messages={"required": "Choose how much goes back"},
    )
    reason = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Why?",
        choices=[(reason.value, reason.label) for reason in REASONS],
        widget=forms.RadioSelect,
        template_name=RADIOS,
        error_messages={"required": "Choose why it goes back"},
    )
    note = _words(
        "Anything a colleague should know (optional)",
        help_text="Only people in finance and auditors read it. No personal details.",
    )

    def __init__(
        self, *args: Any, seen: int, left: Sequence[tuple[ChargeLine, str, int]], **kwargs: Any
    ) -> None:
        """``left`` is each line, what it is called, and the pence that may still go back of it."""
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
        self.left = {line.pk: pence for line, _, pence in left if pence}
        how = self.fields["how"]
        assert isinstance(how, forms.ChoiceField)
        how.choices = [("whole", f"All that is left: {pounds(seen)}")]
        if not self.left:
            how.initial = "whole"
            return
        how.choices = [*how.choices, ("lines", "Only part of it, by line")]
        for line, label, pence in left:
            if pence:
                self.fields[f"line_{line.pk}"] = self._part(label, pence)

    @staticmethod
    def _part(label: str, pence: int) -> forms.CharField:
        part = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
            label=label,
            help_text=f"Up to {pounds(pence)}",
            required=False,
            max_length=20,
            template_name=TEXT,
        )
        part.prefix, part.width = "£", "5"  # type: ignore[attr-defined]
        return part

    @property
    def parts(self) -> list[forms.BoundField]:
        """The boxes of the lines."""
        return [self[name] for name in self.fields if name.startswith("line_")]

    def clean(self) -> dict[str, Any]:
        """``lines`` becomes pence by the line's key, None where all goes back."""
        said = super().clean() or {}
        said["lines"] = None
        if said.get("how") != "lines":
            return said
        lines: dict[int, int] = {}
        for pk, most in self.left.items():
            typed = said.get(f"line_{pk}") or ""
            pence = read_pence(typed) if typed.strip() else 0
            if pence is None:
                self.add_error(f"line_{pk}", "Enter an amount such as 12.50")
            elif pence > most:
                self.add_error(f"line_{pk}", f"Only {pounds(most)} is left of it")
            elif pence:
                lines[pk] = pence
        if not lines and not self.errors:
            self.add_error(f"line_{next(iter(self.left))}", "Enter how much goes back of at least one line")
        said["lines"] = lines
        return said


class NoteForm(_Form):
    """Words that may be left out."""

    note = _words("Anything to add? (optional)", help_text="Only people in finance and auditors read it.")


class DeclineForm(_Form):
    """A refund is not given."""

    note = _words("Why not?", required="Say why, so that the next person knows")


class ByHandForm(_Form):
    """A refund of a counter payment was paid by hand."""

    reference = _line(
        "Reference of the transfer or receipt", "Enter the reference under which it was paid back"
    )


class BankedForm(_Form):
    """A counter payment was seen at the bank."""

    reference = _line(
        "Reference on the bank statement", "Enter the reference that stands on the bank statement"
    )


class SeenToForm(_Form):
    """What was flagged is seen to."""

    note = _words(
        "What did you do about it?",
        required="Say what you did, so that the next person knows",
        help_text="Only people in finance and auditors read it. No personal details.",
    )


class TakeBackForm(_Form):
    """A payment at the counter is taken back."""

    why = _words("Why is it taken back?", required="Say why it is taken back", rows=2)


class BecauseForm(_Form):
    """An exception is accepted, or is not any more."""

    because = _words("Accepted, because…", required="Say why, so that the next person knows", rows=2)
