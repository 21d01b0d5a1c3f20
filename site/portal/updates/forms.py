"""What somebody wants news of, how often and in which language."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.addresses import read_email
from portal.models import Every
from portal.updates.offered import TOPIC, WARD, Choice, Offered

BOXES = "components/field/checkboxes.html"
RADIOS = "components/field/radios.html"
FROM_LIST = {"required": _("Choose from the list"), "invalid_choice": _("Choose from the list")}


class UpdatesForm(forms.Form):
    """The choices of one reader, among what is offered; the address too, where it is not known."""

    use_required_attribute = False
    email = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your email address"),
        help_text=_("We use it for these updates only. You can stop them at any time."),
        max_length=254,
        template_name="components/field/text.html",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "email",
                "inputmode": "email",
                "spellcheck": "false",
                "autocapitalize": "none",
            }
        ),
        error_messages={"required": _("Enter your email address")},
    )
    topics = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Topics"),
        help_text=_("We tell you which answers and pages are new, and which have changed."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name=BOXES,
        error_messages=FROM_LIST,
    )
    wards = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Wards"),
        help_text=_("We tell you how many problems were reported there, and how many were fixed."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name=BOXES,
        error_messages=FROM_LIST,
    )
    every = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("How often?"),
        help_text=_("We send nothing when there is nothing new."),
        choices=Every.choices,
        widget=forms.RadioSelect,
        template_name=RADIOS,
        error_messages=FROM_LIST,
    )
    language = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("In which language?"),
        choices=[("en", _("English")), ("cy", _("Welsh"))],
        widget=forms.RadioSelect,
        template_name=RADIOS,
        error_messages=FROM_LIST,
    )

    def __init__(self, *args: Any, offered: Offered, asks_address: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_address:
            del self.fields["email"]
        for name, there_are in (("topics", offered.topics), ("wards", offered.wards)):
            if not there_are:
                del self.fields[name]
                continue
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = list(there_are.items())

    def clean_email(self) -> str:
        """As accounts read it.

        Raises:
            ValidationError: when it is none.
        """
        found = read_email(self.cleaned_data["email"])
        if found is None:
            raise ValidationError(_("Enter an email address in the correct format, like name@example.com"))
        return found.value

    def clean(self) -> dict[str, Any]:
        """Something has to be chosen."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not self.choices:
            first = next((name for name in ("topics", "wards") if name in self.fields), None)
            self.add_error(first, _("Choose at least one"))
        return said

    @property
    def choices(self) -> frozenset[Choice]:
        """What was chosen, once it is clean."""
        said = self.cleaned_data
        return frozenset(
            [
                *((TOPIC, slug) for slug in said.get("topics", ())),
                *((WARD, code) for code in said.get("wards", ())),
            ]
        )


def shown(choices: frozenset[Choice], *, every: str, language: str) -> dict[str, Any]:
    """What a form shows at first."""
    return {
        "topics": [what for kind, what in choices if kind == TOPIC],
        "wards": [what for kind, what in choices if kind == WARD],
        "every": every,
        "language": language,
    }
