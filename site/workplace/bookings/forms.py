"""What an officer says when they do something about a booking."""

from typing import Any

from django import forms

from forms_engine.booking.models import Slot

TEXTAREA = "components/field/textarea.html"
MOST_PLACES = 1000


def _reason(label: str, required: str = "", help_text: str = "") -> forms.CharField:
    return forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=1000,
        error_messages={"required": required},
        widget=forms.Textarea(attrs={"rows": 3}),
        template_name=TEXTAREA,
    )


class _Form(forms.Form):
    use_required_attribute = False


class _AboutABooking(_Form):
    """What is decided on a booking, with what the page showed of it: where that has changed, nothing is done."""

    seen = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)


class CancelForm(_AboutABooking):
    """The council or its customer does not want it any more. ``paid`` is what would be paid back, in words; where
    nothing would be, nothing is asked."""

    reason = _reason(
        "Why is it cancelled?",
        "Say why it is cancelled",
        "Its customer is told that you cancelled it, and reads this.",
    )
    refund = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        choices=[("yes", "Yes"), ("no", "No, it stays paid")],
        widget=forms.RadioSelect,
        help_text="A refund is proposed to finance, who pay it.",
        error_messages={"required": "Say whether it is to be paid back"},
        template_name="components/field/radios.html",
    )

    def __init__(self, *args: Any, paid: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["refund"].initial = "yes"
        if paid:
            self.fields["refund"].label = f"Pay back the {paid} that was paid?"
        else:
            del self.fields["refund"]


class RefuseForm(_AboutABooking):
    """It is not agreed to."""

    reason = _reason("Why not?", "Say why you do not agree to it", "Its customer reads this.")


class MoveForm(_AboutABooking):
    """Another time, of those that were offered."""

    slot = forms.IntegerField(
        min_value=1,
        max_value=2**62,
        error_messages={
            "required": "Choose a time",
            "invalid": "Choose a time",
            "max_value": "Choose a time",
        },
    )
    reason = _reason(
        "Why is it moved?", "Say why it is moved", "Its customer is told the new time, and reads this."
    )


class MarkForm(_AboutABooking):
    """They came, or they did not."""

    reason = _reason(
        "What do you know about it? (optional)", "", "Colleagues read this. Its customer does not."
    )


class CapacityForm(_Form):
    """How many can book one time."""

    capacity = forms.IntegerField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How many can book this time?",
        help_text="0 takes it off the list of times. Whoever has booked it already keeps their place.",
        min_value=0,
        max_value=MOST_PLACES,
        error_messages={
            "required": "Say how many can book this time",
            "invalid": "Enter a whole number, such as 3",
            "min_value": "Enter 0 or more",
            "max_value": f"Enter {MOST_PLACES:,} or fewer",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        template_name="components/field/text.html",
    )

    def __init__(self, *args: Any, slot: Slot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].initial = slot.capacity
