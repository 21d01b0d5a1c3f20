"""What a person says when they do something about a delivery or its destination."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from forms_engine.delivery.models import Destination

TEXTAREA = "components/field/textarea.html"


def _note(label: str, required: str = "", help_text: str = "") -> forms.CharField:
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


class HandledForm(_Form):
    """It was seen to in another way."""

    note = _note(
        "What did you do instead?",
        "Say what you did instead, so that the next person knows",
        "For example: gave it to Sam in Highways by phone, their case 4711. No details of the customer.",
    )


class RedirectForm(_Form):
    """It goes to another destination."""

    to = forms.ModelChoiceField(
        label="Send to",
        queryset=Destination.objects.none(),
        empty_label="Choose a destination",
        error_messages={
            "required": "Choose where to send it",
            "invalid_choice": "Choose where to send it",
        },
        template_name="components/field/select.html",
    )
    note = _note("Why? (optional)")

    def __init__(self, *args: Any, choices: QuerySet[Destination], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = choices


class ArrivedForm(_Form):
    """The back office has it after all."""

    remote_id = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Their case number, if they have one (optional)",
        required=False,
        max_length=200,
        template_name="components/field/text.html",
    )
    note = _note("Who told you?", "Say who told you, so that the next person knows")


class PauseForm(_Form):
    """A destination is left alone until somebody starts it again."""

    because = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Why, and until when?",
        help_text="Everybody who looks after it reads this.",
        max_length=300,
        error_messages={"required": "Say why, so that the next person knows when to start it again"},
        template_name="components/field/text.html",
    )
