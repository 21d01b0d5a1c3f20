"""What an officer decides about a request."""

from typing import Any

from django import forms

from forms_engine.requests.messages import LONGEST
from forms_engine.requests.models import Request
from forms_engine.requests.states import SET_BY_OFFICERS, By, RequestState, moves_for

# A state says to its customer how it stands; to an officer who chooses it, what they are about to say and what follows.
CHOICES: dict[RequestState, tuple[str, str]] = {
    RequestState.IN_PROGRESS: ("In progress", "Somebody is working on it."),
    RequestState.WAITING: (
        "Waiting for the customer",
        "Say in the message what you need from them.",
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
        help_text="They see it on their request's page, and get it by email if they gave an address.",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        template_name="components/field/textarea.html",
    )

    def __init__(self, *args: Any, request: Request, message: str = "", **kwargs: Any) -> None:
        """``message`` is what was typed on a page that had gone stale, so that it is not lost."""
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


class WriteForm(forms.Form):
    """Words about a request, for its customer or for colleagues only. ``read`` as in ``DecisionForm``."""

    use_required_attribute = False
    read = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    text = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What you want to say",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        template_name="components/field/textarea.html",
    )
    readers = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Who reads it?",
        choices=[("customer", "The customer"), ("colleagues", "Colleagues only: a note")],
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
    )


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
