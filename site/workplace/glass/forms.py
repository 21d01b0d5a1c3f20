"""Which request and why; and whether it was right."""

from django import forms

from forms_engine.requests.models import BrokenGlass
from forms_engine.requests.need_to_know import breaking, reviewing
from workplace.said import SaidForm, words_field


class GlassForm(SaidForm):
    """A whole reference, and the reason."""

    reference = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Reference of the request",
        help_text="The whole of it, like K7W-Q3X-T9D4.",
        max_length=20,
        error_messages={
            "required": "Enter the reference of the request",
            "max_length": "A reference has 12 letters and digits: enter it as it was given to you",
        },
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}
        ),
        template_name="components/field/text.html",
    )
    reason = words_field(
        "Why do you need to read it now?",
        required="Say why you need to read it",
        help_text="Who might come to harm, and why its team cannot be asked. Its team reads this.",
        longest=breaking.LONGEST,
    )


class ReviewForm(SaidForm):
    """Right or wrong, with words."""

    finding = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Was it right to look?",
        choices=BrokenGlass.Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it was right to look"},
        template_name="components/field/radios.html",
    )
    words = words_field(
        "Why do you think so?",
        required="Say why you think so",
        help_text="Whoever looked may be shown this.",
        longest=reviewing.LONGEST,
    )
