"""Handing a request on."""

from typing import Any

from django import forms

from forms_engine.catalogue.models import Queue
from forms_engine.requests.handing_on import queues_to_hand_on_to
from forms_engine.requests.models import Request

LONGEST = 2000


class HandOnForm(forms.Form):
    """Which queue a request belongs in, and why. ``seen`` is the one that the page showed."""

    use_required_attribute = False
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    queue = forms.ModelChoiceField(
        queryset=Queue.objects.none(),
        label="Queue",
        to_field_name="slug",
        empty_label="Choose a queue",
        template_name="components/field/select.html",
    )
    why = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Why does it belong there?",
        max_length=LONGEST,
        help_text="The officers there read this. The customer does not.",
        widget=forms.Textarea(attrs={"rows": 3}),
        template_name="components/field/textarea.html",
    )

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        initial = {"seen": request.queue.slug if request.queue else ""}
        super().__init__(*args, **{"auto_id": "hand_on_%s", "initial": initial, **kwargs})
        field = self.fields["queue"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queues_to_hand_on_to(request)
        field.label_from_instance = lambda queue: f"{queue.name} ({queue.team.name})"  # type: ignore[method-assign, assignment]
