"""How an officer writes down that a customer agreed to be helped."""

from typing import Any

from django import forms

from audiences.principal import Principal
from forms_engine.notices.forms import AddressForm
from forms_engine.requests.helping.at_work import services_for
from forms_engine.requests.helping.making import LONGEST_NAME, MOST_STANDING, Asked
from forms_engine.requests.helping.recording import LONGEST_WORDS
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.models import ActingFor
from themes.fields import DayField
from workplace.said import words_field

LANGUAGES = [("en", "English"), ("cy", "Welsh")]

REFUSALS = {
    "name": "Enter the helper’s name",
    "relation": "Choose who they are to the customer",
    "last-day": "Enter a day that is today or later",
    "no-texts": "Enter an email address: the council sends no text messages",
    "consent": "Choose how the customer agreed",
    "consent-words": "Write down how the customer agreed",
    "services": "Choose services whose requests you may see",
    "too-many": f"They have {MOST_STANDING} helpers and invitations already. End one first.",
    "not-yours": "There is no such customer any more. Find them again.",
}


def _one_of(label: str, choices: list[tuple[str, Any]], missing: str) -> forms.ChoiceField:
    return forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": missing, "invalid_choice": missing},
    )


class RecordForm(AddressForm):
    """Who is to help, with what, until when, and how the customer agreed."""

    consent = _one_of(
        "How did they agree?",
        [(one.value, one.label) for one in ActingFor.Consent if one != ActingFor.Consent.ACCOUNT],
        "Choose how the customer agreed",
    )
    consent_words = words_field(
        "What did you see or hear?",
        "Write down how the customer agreed",
        "Such as: rang on 3 March, identity checked with a code; or: registered power of attorney seen, its number and day.",
        longest=LONGEST_WORDS,
    )
    name = forms.CharField(  # type: ignore[call-arg]
        label="The helper’s name",
        max_length=LONGEST_NAME,
        template_name="components/field/text.html",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the helper’s name"},
    )
    relation = _one_of(
        "Who are they to the customer?",
        [(one.value, one.label) for one in ActingFor.Relation],
        "Choose who they are to the customer",
    )
    services = forms.MultipleChoiceField(  # type: ignore[call-arg]
        label="Only these services (optional)",
        help_text="Choose none for everything that is open to every officer. What is team-only or restricted has to be named.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/field/checkboxes.html",
        error_messages={"invalid_choice": "Choose from the list"},
    )
    last_day = DayField(label="Until when? (optional)", help_text="The last day.", required=False)
    language = _one_of("Write to the helper in", LANGUAGES, "Choose a language")

    field_order = (
        "consent",
        "consent_words",
        "name",
        "address",
        "relation",
        "services",
        "last_day",
        "language",
    )

    def __init__(self, principal: Principal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"language": "en"}, **kwargs})
        self.offered = {str(service.pk): service for service in services_for(principal)}
        services = self.fields["services"]
        assert isinstance(services, forms.MultipleChoiceField)
        services.choices = [(pk, service.name) for pk, service in self.offered.items()]
        address = self.fields["address"]
        address.label, address.help_text = "The helper’s email address or mobile number", ""
        address.widget.attrs["autocomplete"] = "off"
        address.error_messages["required"] = "Enter the helper’s email address or mobile number"

    def asked(self) -> Asked:
        """What was filled in, as ``helping`` takes it."""
        said = self.cleaned_data
        return Asked(
            name=said["name"],
            address=said["address"],
            relation=said["relation"],
            services=[self.offered[pk] for pk in said["services"]],
            last_day=said["last_day"],
            language=said["language"],
        )

    def refuse(self, refused: HelpRefused) -> None:
        """Say why it was not written down, at the field it is about."""
        field = refused.field if refused.field in self.fields else None
        self.add_error(field, REFUSALS.get(refused.code, REFUSALS["not-yours"]))
