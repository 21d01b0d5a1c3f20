"""Asking somebody to act for oneself: the form, and why it may not be done, in its reader's language."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forms_engine.catalogue.models import Service
from forms_engine.catalogue.words import words_of
from forms_engine.notices.forms import AddressForm
from forms_engine.requests.helping.making import MOST_STANDING, Asked
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.helping.selectors import services_to_name
from forms_engine.requests.models import ActingFor
from themes.fields import DayField

TEXT_BOX = "components/field/text.html"
EVERYTHING, SOME = "everything", "some"

RELATIONS: list[tuple[str, Any]] = [
    (ActingFor.Relation.FAMILY, _("Family")),
    (ActingFor.Relation.FRIEND, _("Friend or neighbour")),
    (ActingFor.Relation.CARER, _("Carer")),
    (ActingFor.Relation.AGENT, _("Agent or adviser")),
    (ActingFor.Relation.ATTORNEY, _("Attorney or deputy")),
]

REFUSALS: dict[str, Any] = {
    "name": _("Enter their name"),
    "relation": _("Choose who they are to you"),
    "last-day": _("Enter a day that is today or later"),
    "no-texts": _("Enter an email address: we do not send text messages"),
    "yourself": _("Enter the address of somebody else: this is your own"),
    "too-many": format_lazy(
        _("You can have {most} helpers and invitations at a time. End one of them first."), most=MOST_STANDING
    ),
    "too-often": _("You have invited as many people as you can for today. Try again tomorrow, or call us."),
    "too-late": _("This invitation is over: it was used, taken back, or is too old. Ask for a new one."),
    "not-yours": _("You cannot do this from here. Go back to your account."),
}


class InviteForm(AddressForm):
    """Who is to help, with what, and for how long."""

    name = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Their name"),
        max_length=200,
        template_name=TEXT_BOX,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter their name")},
    )
    relation = forms.ChoiceField(  # type: ignore[call-arg]
        label=_("Who are they to you?"),
        choices=RELATIONS,
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={
            "required": _("Choose who they are to you"),
            "invalid_choice": _("Choose who they are to you"),
        },
    )
    covers = forms.ChoiceField(  # type: ignore[call-arg]
        label=_("What may they do for you?"),
        choices=[
            (EVERYTHING, _("Everything except what is sensitive, such as social care")),
            (SOME, _("Only the services I choose")),
        ],
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={
            "required": _("Choose what they may do for you"),
            "invalid_choice": _("Choose what they may do for you"),
        },
    )
    services = forms.MultipleChoiceField(  # type: ignore[call-arg]
        label=_("The services, if you chose only some"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/field/checkboxes.html",
        error_messages={"invalid_choice": _("Choose from the list")},
    )
    last_day = DayField(
        label=_("Until when? (optional)"),
        help_text=_("The last day, like 31 3 2027. Leave it empty if it is until one of you ends it."),
        required=False,
    )

    field_order = ("name", "address", "relation", "covers", "services", "last_day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(services_to_name())
        self.offered = {str(service.pk): service for service in offered}
        words = words_of(offered, get_language() or "en")
        services = self.fields["services"]
        assert isinstance(services, forms.MultipleChoiceField)
        services.choices = sorted(
            ((str(service.pk), words[service.pk].name) for service in offered),
            key=lambda one: str(one[1]).casefold(),
        )
        # Some twenty-five of them: shown where they are chosen from.
        self.fields["covers"].reveals = (SOME, "chosen-services")  # type: ignore[attr-defined]
        address = self.fields["address"]
        address.label = _("Their email address or mobile number")
        address.help_text = _("We send them a link there. They need an account of their own to accept.")
        address.widget.attrs["autocomplete"] = "off"
        address.error_messages["required"] = _("Enter their email address or mobile number")

    def clean(self) -> dict[str, Any]:
        """Some services are one at least."""
        said = super().clean() or self.cleaned_data
        if said.get("covers") == SOME and not said.get("services") and "services" not in self.errors:
            self.add_error("services", _("Choose one service at least"))
        return said

    def asked(self) -> Asked:
        """What was filled in, as it is asked of ``helping``."""
        said = self.cleaned_data
        chosen: list[Service] = []
        if said["covers"] == SOME:
            chosen = [self.offered[pk] for pk in said["services"]]
        return Asked(
            name=said["name"],
            address=said["address"],
            relation=said["relation"],
            services=chosen,
            last_day=said["last_day"],
            language=get_language() or "en",
        )

    def refuse(self, refused: HelpRefused) -> None:
        """Say why it cannot be done, at the field it is about."""
        self.add_error(
            refused.field if refused.field in self.fields else None,
            REFUSALS.get(refused.code, REFUSALS["not-yours"]),
        )
