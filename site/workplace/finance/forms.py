"""What people in finance say when they look for something, ask for it or decide on it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from payments.bills import pounds
from payments.card_numbers import no_card_number
from payments.finding import NEEDS_ATTENTION
from payments.models import Charge, ChargeLine, Refund
from themes import numbers
from workplace.said import SaidForm, words_field

TEXT = "components/field/text.html"
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
    """Pence from an amount as people write it ("12", "12.50", "£1,234.50"); None where it is none of ours."""
    pence = numbers.read_pence(typed)
    return pence if isinstance(pence, int) and 0 <= pence <= MOST_PENCE else None


def read_day(typed: str) -> date | None:
    """A day as a date box sends it; None where it is none."""
    try:
        day = datetime.strptime(typed, "%Y-%m-%d").date()
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _words(label: str, *, required: str = "", help_text: str = "", rows: int = 3) -> forms.CharField:
    return words_field(label, required, help_text, rows=rows, longest=250, validators=[no_card_number])


def _line(label: str, required: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        help_text=help_text,
        max_length=60,
        validators=[no_card_number],
        error_messages={"required": required},
        template_name=TEXT,
    )


class FindForm(SaidForm):
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
        if typed and pence is None:
            raise forms.ValidationError("Enter an amount such as 12.50")
        return pence

    def clean_day(self) -> date | None:
        """A day."""
        typed = self.cleaned_data["day"]
        day = read_day(typed) if typed else None
        if typed and day is None:
            raise forms.ValidationError("Enter a day such as 2026-11-22")
        return day


class DaysForm(SaidForm):
    """Only what arrived on some days; both ends count, and each may be left out."""

    first = forms.CharField(required=False, max_length=10)
    last = forms.CharField(required=False, max_length=10)

    def clean_first(self) -> date | None:
        """A day."""
        return self._day("first")

    def clean_last(self) -> date | None:
        """A day, not before the first."""
        last, first = self._day("last"), self.cleaned_data.get("first")
        if first and last and last < first:
            raise forms.ValidationError("The last day is before the first")
        return last

    def _day(self, name: str) -> date | None:
        typed = self.cleaned_data[name]
        day = read_day(typed) if typed else None
        if typed and day is None:
            raise forms.ValidationError("Enter a day such as 2026-11-22")
        return day


class AskRefundForm(SaidForm):
    """A refund, whole or by line. ``seen`` is what the page showed as refundable."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    how = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How much goes back?",
        widget=forms.RadioSelect,
        template_name=RADIOS,
        error_messages={"required": "Choose how much goes back"},
    )
    where = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Where does it go?",
        choices=[
            ("card", "To the card again"),
            ("bank", "By bank transfer, paid by hand. You have agreed on it with the payer"),
        ],
        widget=forms.RadioSelect,
        template_name=RADIOS,
        error_messages={"required": "Choose where it goes"},
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
        self,
        *args: Any,
        seen: int,
        left: Sequence[tuple[ChargeLine, str, int]],
        has_failed: bool,
        **kwargs: Any,
    ) -> None:
        """``left`` is each line, what it is called, and the pence that may still go back of it; ``has_failed``, whether a
        refund to the card has failed."""
        super().__init__(*args, **kwargs)
        if not has_failed:
            del self.fields["where"]
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


class NoteForm(SaidForm):
    """Words that may be left out."""

    note = _words("Anything to add? (optional)", help_text="Only people in finance and auditors read it.")


class DeclineForm(SaidForm):
    """A refund is not given."""

    note = _words("Why not?", required="Say why, so that the next person knows")


class ByHandForm(SaidForm):
    """A refund of a counter payment was paid by hand."""

    reference = _line(
        "Reference of the transfer or receipt", "Enter the reference under which it was paid back"
    )


class BankedForm(SaidForm):
    """A counter payment was seen at the bank."""

    reference = _line(
        "Reference on the bank statement", "Enter the reference that stands on the bank statement"
    )


class SeenToForm(SaidForm):
    """What was flagged is seen to."""

    note = _words(
        "What did you do about it?",
        required="Say what you did, so that the next person knows",
        help_text="Only people in finance and auditors read it. No personal details.",
    )


class TakeBackForm(SaidForm):
    """A payment at the counter is taken back."""

    why = _words("Why is it taken back?", required="Say why it is taken back", rows=2)


class BecauseForm(SaidForm):
    """An exception is accepted, or is not any more."""

    because = _words("Accepted, because…", required="Say why, so that the next person knows", rows=2)
