"""What an officer says when they do something about a booking."""

from typing import Any

from django import forms

from forms_engine.booking.models import Slot
from payments.bills import pounds
from payments.giving_back import GivenBack, How
from workplace.said import SaidForm, words_field

# What "yes" does, which its customer is told as well.
FOLLOWS = {
    How.SENT: "It goes back to the card by itself.",
    How.BY_HAND: "It was not paid online: finance pay it back by hand.",
    How.CHECKED: "Finance check it first, then it goes back.",
}

MOST_PLACES = 1000


class _AboutABooking(SaidForm):
    """What is decided on a booking, with what the page showed of it: where that has changed, nothing is done."""

    seen = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)


class CancelForm(_AboutABooking):
    """The council or its customer does not want it any more. ``given`` is what would be paid back; where nothing would
    be, nothing is asked."""

    reason = words_field(
        "Why is it cancelled?",
        "Say why it is cancelled",
        "Its customer is told that you cancelled it, and reads this.",
    )
    refund = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        choices=[("yes", "Yes"), ("no", "No, it stays paid")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is to be paid back"},
        template_name="components/field/radios.html",
    )

    def __init__(self, *args: Any, given: GivenBack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        refund = self.fields["refund"]
        refund.initial = "yes"
        if given.pence:
            refund.label = f"Pay back the {pounds(given.pence)} that was paid?"
            refund.help_text = FOLLOWS[given.how]
        else:
            del self.fields["refund"]


class RefuseForm(_AboutABooking):
    """It is not agreed to."""

    reason = words_field("Why not?", "Say why you do not agree to it", "Its customer reads this.")


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
    reason = words_field(
        "Why is it moved?", "Say why it is moved", "Its customer is told the new time, and reads this."
    )


class MarkForm(_AboutABooking):
    """They came, or they did not."""

    reason = words_field(
        "What do you know about it? (optional)", "", "Colleagues read this. Its customer does not."
    )

    resolve = forms.BooleanField(required=False)


class CapacityForm(SaidForm):
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
