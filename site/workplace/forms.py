"""What an officer decides about a request."""

from typing import Any

from django import forms

from forms_engine.requests.models import Request
from forms_engine.requests.states import SET_BY_OFFICERS, By, RequestState, moves_for


class DecisionForm(forms.Form):
    """The next state and the words for the customer. ``seen`` carries the state that the page showed."""

    use_required_attribute = False
    seen = forms.CharField(widget=forms.HiddenInput)
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
            (state.value, str(state.label)) for state in RequestState if state in SET_BY_OFFICERS
        ]
        shown = [(state.value, str(state.label)) for state in RequestState if state in self.offered]
        field.widget.choices = shown
