"""What an officer decides about a request."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms

from forms_engine.booking.models import Booking
from forms_engine.booking.wording import when_in_words
from forms_engine.requests.added_files import MOST_AT_ONCE, MOST_MEGABYTES, Sending
from forms_engine.requests.bookings import finishing
from forms_engine.requests.bookings.finishing import Choice
from forms_engine.requests.messages import LONGEST
from forms_engine.requests.models import Outcome, Request
from forms_engine.requests.states import SET_BY_OFFICERS, By, RequestState, moves_for
from themes.file_fields import ManyFilesField

# A state says to its customer how it stands; to an officer who chooses it, what they are about to say and what follows.
CHOICES: dict[RequestState, tuple[str, str]] = {
    RequestState.IN_PROGRESS: ("In progress", "Somebody is working on it."),
    RequestState.WAITING: (
        "Waiting for the customer",
        "You have asked them already, for example by phone. To ask them now, use “Ask the customer”.",
    ),
    RequestState.RESOLVED: ("Resolved", "What they asked for has been done."),
    RequestState.CLOSED: ("Closed", "Nothing more will be done. Say why in the message."),
    RequestState.CANCELLED: ("Cancelled", "It is not wanted any more. This cannot be undone."),
}


class DecisionForm(forms.Form):
    """The next state and the words for the customer. ``seen`` carries the state that the page showed, ``read`` the
    number of the newest entry of the timeline there."""

    use_required_attribute = False
    seen = forms.CharField(widget=forms.HiddenInput)
    read = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    state = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What happens next?",
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Choose what happens next"},
    )
    message = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Message to the customer",
        help_text="They read it on their request’s page. An email or text message tells them that it is there, and not what it says.",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        template_name="components/field/textarea.html",
    )

    appointment = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        choices=[
            (Choice.KEEP.value, "Keep it: they are still expected"),
            (Choice.CANCEL.value, "Cancel it: they are told, with your message as the reason"),
        ],
        required=False,
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        help_text="Only where you resolve or close the request. If you cancel it, the appointment is cancelled with it.",
    )

    outcome = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What came of it?",
        required=False,
        template_name="components/field/select.html",
        help_text="Only where you resolve or close the request. Its own words begin the message.",
        error_messages={"invalid_choice": "Choose one of these outcomes"},
    )

    def __init__(
        self,
        *args: Any,
        request: Request,
        message: str = "",
        appointment: Booking | None = None,
        outcomes: Sequence[Outcome] = (),
        **kwargs: Any,
    ) -> None:
        """``message`` is what was typed on a page that had gone stale, so that it is not lost. ``appointment`` is the one to
        come, about which is asked; ``outcomes`` are those that its service names."""
        kwargs["initial"] = {"seen": request.state, "message": message}
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        may = moves_for(request.state, By.OFFICER, received=request.received_at is not None)
        self.offered = SET_BY_OFFICERS.intersection(may)
        # A page that has gone stale may send any of them, and is told why not in the service's own words; only what
        # may follow is shown.
        field.choices = [
            (state.value, CHOICES[state][0]) for state in RequestState if state in SET_BY_OFFICERS
        ]
        field.widget.choices = [choice for choice in field.choices if choice[0] in self.offered]
        field.option_hints = {state.value: CHOICES[state][1] for state in self.offered}  # type: ignore[attr-defined]
        if appointment is None:
            del self.fields["appointment"]
        else:
            when = when_in_words(appointment.slot, "en")
            self.fields["appointment"].label = f"What about the appointment on {when}?"
        self.outcomes = {
            outcome.slug: outcome for outcome in outcomes if RequestState(outcome.ends) in self.offered
        }
        if self.outcomes:
            chosen = self.fields["outcome"]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = [("", "Choose what came of it"), *_by_end(self.outcomes.values())]
        else:
            del self.fields["outcome"]

    def clean(self) -> dict[str, Any]:
        """Whoever ends a request says what came of it, what becomes of its appointment, and why it is cancelled."""
        said = super().clean() or self.cleaned_data
        self._check_outcome(said)
        if "appointment" in self.fields and said.get("state") in finishing.ASKS_FIRST:
            if not said.get("appointment") and "appointment" not in self.errors:
                self.add_error("appointment", "Say whether to keep or to cancel the appointment")
            elif said.get("appointment") == Choice.CANCEL and not said.get("message", "").strip():
                self.add_error("message", "Say why the appointment is cancelled: the customer reads it")
        return said

    def _check_outcome(self, said: dict[str, Any]) -> None:
        if "outcome" not in self.fields or "outcome" in self.errors or not said.get("state"):
            return
        offered = [outcome for outcome in self.outcomes.values() if outcome.ends == said["state"]]
        chosen = self.outcomes.get(said.get("outcome", ""))
        if chosen is None and offered:
            self.add_error("outcome", "Choose what came of it")
        elif chosen is not None and chosen.ends != said["state"]:
            ends = RequestState(chosen.ends).label.lower()
            self.add_error(
                "outcome", f"“{chosen.name}” goes with a request that is {ends}: choose another, or none"
            )


def _by_end(outcomes: Iterable[Outcome]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices, under the state that goes with them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for outcome in outcomes:
        found.setdefault(str(RequestState(outcome.ends).label), []).append((outcome.slug, outcome.name))
    return list(found.items())


class WriteForm(forms.Form):
    """Words about a request, with files or without, for its customer or for colleagues only. ``read`` as in
    ``DecisionForm``; ``sending`` names the form, so that what is sent twice is kept once."""

    use_required_attribute = False
    sending = forms.UUIDField(widget=forms.HiddenInput, required=False)
    read = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    text = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What you want to say",
        max_length=LONGEST,
        error_messages={"required": "Write something"},
        widget=forms.Textarea(attrs={"rows": 4}),
        template_name="components/field/textarea.html",
    )
    attached = ManyFilesField(
        label="Photos or documents (optional)",
        help_text=f"{MOST_AT_ONCE} at most, each smaller than {MOST_MEGABYTES} MB",
        required=False,
        offers_camera=True,
    )
    readers = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Who reads it?",
        choices=[("customer", "The customer"), ("colleagues", "Colleagues only: a note")],
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Choose who reads it"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"sending": uuid4(), **self.initial}

    def sent(self) -> Sending:
        """Its files, as they are taken in."""
        return Sending(self.cleaned_data.get("attached") or (), self.cleaned_data.get("sending") or uuid4())


class NextStageForm(forms.Form):
    """Beginning the next stage for a customer. ``stage`` is the one that the page offered."""

    use_required_attribute = False
    stage = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Why are they not satisfied?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        template_name="components/field/textarea.html",
    )
