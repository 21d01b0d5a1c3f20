"""What a person says when they do something about a delivery or its destination."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from forms_engine.delivery.models import Destination
from workplace.said import SaidForm, words_field


class HandledForm(SaidForm):
    """It was seen to in another way."""

    note = words_field(
        "What did you do instead?",
        "Say what you did instead, so that the next person knows",
        "For example: gave it to Sam in Highways by phone, their case 4711. No details of the customer.",
    )


class RedirectForm(SaidForm):
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
    note = words_field("Why? (optional)")

    def __init__(self, *args: Any, choices: QuerySet[Destination], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = choices


class ArrivedForm(SaidForm):
    """The back office has it after all."""

    remote_id = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Their case number, if they have one (optional)",
        required=False,
        max_length=200,
        template_name="components/field/text.html",
    )
    note = words_field("Who told you?", "Say who told you, so that the next person knows")


class PauseForm(SaidForm):
    """A destination is left alone until somebody starts it again."""

    because = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Why, and until when?",
        help_text="Everybody who looks after it reads this.",
        max_length=300,
        error_messages={"required": "Say why, so that the next person knows when to start it again"},
        template_name="components/field/text.html",
    )
