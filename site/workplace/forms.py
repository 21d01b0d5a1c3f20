"""What an officer decides about a request."""

from typing import Any

from django import forms

from forms_engine.requests.models import Request
from forms_engine.requests.states import SET_BY_OFFICERS, RequestState, may_follow


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

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": request.state}
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        # All that an officer can ever set is accepted here, so that a page gone stale gets the service's words.
        field.choices = [
            (state.value, str(state.label)) for state in RequestState if state in SET_BY_OFFICERS
        ]
        self.offered = {state for state in SET_BY_OFFICERS if may_follow(request.state, state)}
        if not self.is_bound:
            field.choices = [choice for choice in field.choices if choice[0] in self.offered]
