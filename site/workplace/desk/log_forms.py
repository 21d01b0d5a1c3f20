"""Logging a contact: three fields, and what the outcome makes necessary."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Service, Team
from forms_engine.requests.contacts.refused import ContactRefused
from forms_engine.requests.contacts.said import LONGEST_SIGNPOST, ContactSaid
from forms_engine.requests.models import Contact, Request
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import request_for
from workplace.desk.choices import service_meant, services_to_name, teams_to_hand_to, titles_to_point_to
from workplace.said import SaidForm, words_field

CHANNELS = {
    "phone": "Phone",
    "desk": "At the desk",
    "chat": "Chat",
    "email": "Email",
    "social": "Social media",
}
USUAL_CHANNEL = "phone"

Outcome = Contact.Outcome

# What an officer can say came of it. That a request was made is offered where one was.
OUTCOMES = (
    Outcome.ANSWERED,
    Outcome.SIGNPOSTED,
    Outcome.REQUEST_CHASED,
    Outcome.HANDED_ON,
    Outcome.CALL_BACK,
    Outcome.NOTHING,
)
HINTS = {
    Outcome.CALL_BACK: "You choose the time with them on the next page.",
    Outcome.NOTHING: "They rang off, or it was nobody for us.",
}


class LogForm(SaidForm):
    """What a contact was about, why, and what came of it. Cleaned, ``service`` is a Service, ``handed_to`` a Team or None
    and ``reference`` a Request that the principal may see, or None.

    ``key`` is made with the form, or is the contact's that it ends: sent again, nothing is logged a second time.
    ``opened`` is when that was.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    opened = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    service = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Service",
        max_length=200,
        widget=forms.Select,
        template_name="components/field/autocomplete.html",
        error_messages={"required": "Say which service it is about"},
    )
    reason = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Why did they get in touch?",
        choices=Contact.Reason.choices,
        widget=forms.RadioSelect,
        template_name="workplace/desk/field/reason.html",
        error_messages={"required": "Choose why they got in touch"},
    )
    outcome = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What came of it?",
        widget=forms.RadioSelect,
        template_name="workplace/desk/field/outcome.html",
        error_messages={"required": "Choose what came of it"},
    )
    signposted_to = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What did you tell them of?",
        help_text="An article, or somebody in the directory. Type to choose from our articles.",
        required=False,
        max_length=LONGEST_SIGNPOST,
        template_name="workplace/desk/field/signposted_to.html",
    )
    reference = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Reference of their request",
        required=False,
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-10"}
        ),
        template_name="components/field/text.html",
    )
    handed_to = forms.ModelChoiceField(
        queryset=Team.objects.none(),
        label="Which team?",
        required=False,
        to_field_name="slug",
        empty_label="Choose a team",
        template_name="components/field/select.html",
        error_messages={"invalid_choice": "Choose a team from the list"},
    )
    channel = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How did they reach us?",
        choices=list(CHANNELS.items()),
        template_name="components/field/select.html",
    )
    language = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="In which language?",
        choices=[("en", "English"), ("cy", "Welsh")],
        template_name="components/field/select.html",
    )
    note = words_field("Note for colleagues", rows=2, longest=2000)

    def __init__(
        self,
        *args: Any,
        principal: Principal,
        contact: Contact | None = None,
        ends: bool = False,
        focus: bool = False,
        channel: str = USUAL_CHANNEL,
        **kwargs: Any,
    ) -> None:
        """``ends``: this ends the ``contact`` under way, which is None where that was done meanwhile. ``channel`` is the one
        that was used last. ``focus``: the page begins in it."""
        self.principal, self.contact = principal, contact
        # A request that was made while they spoke is what came of it, whatever else was said.
        made = contact is not None and contact.request_id is not None and contact.entry_number is not None
        initial = {"channel": channel, "language": "en", "key": uuid4(), "opened": timezone.now().isoformat()}
        if contact is not None:
            initial |= {"key": contact.pk, "channel": contact.channel, "language": contact.language or "en"}
            if contact.service is not None:
                initial["service"] = contact.service.slug
            if made:
                initial["outcome"] = Outcome.REQUEST_MADE.value
            elif contact.request is not None:
                initial["reference"] = contact.request.reference
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.services = {service.slug: service for service in services_to_name()}
        names = [(slug, service.name) for slug, service in self.services.items()]
        self.fields["service"].widget.choices = [("", "Choose a service"), *names]
        outcomes = [Outcome.REQUEST_MADE] if made else [*OUTCOMES]
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(outcome.value, outcome.label) for outcome in outcomes]
        field.option_hints = {outcome.value: hint for outcome, hint in HINTS.items()}  # type: ignore[attr-defined]
        teams = self.fields["handed_to"]
        assert isinstance(teams, forms.ModelChoiceField)
        teams.queryset = teams_to_hand_to()
        self.titles = titles_to_point_to(principal)
        if focus and not self.is_bound:
            self.fields["service"].widget.attrs["autofocus"] = True
        if ends:
            del self.fields["channel"]

    def clean_service(self) -> Service:
        """The service that was chosen, or that what was typed can only mean."""
        offered = {slug: service.name for slug, service in self.services.items()}
        meant = service_meant(self.cleaned_data["service"], offered)
        if not meant:
            raise ValidationError("Choose a service from the list, or type more of its name")
        return self.services[meant]

    def clean(self) -> dict[str, Any]:
        """What the outcome needs, and nothing that it does not."""
        data = super().clean() or self.cleaned_data
        outcome = data.get("outcome", "")
        if outcome == Outcome.SIGNPOSTED and not (data.get("signposted_to") or "").strip():
            self.add_error("signposted_to", "Say what you told them of")
        if outcome == Outcome.HANDED_ON and not data.get("handed_to") and "handed_to" not in self.errors:
            self.add_error("handed_to", "Choose the team that you handed it to")
        data["reference"] = self._request(outcome, data.get("reference") or "")
        if outcome != Outcome.SIGNPOSTED:
            data["signposted_to"] = ""
        if outcome != Outcome.HANDED_ON:
            data["handed_to"] = None
        return data

    def said(self, customer: UUID | None = None) -> ContactSaid:
        """What was said, of a valid form; ``customer`` is whom they spoke with."""
        data = self.cleaned_data
        return ContactSaid(
            id=data.get("key"),
            started_at=data.get("opened"),
            service=data["service"].slug,
            reason=data["reason"],
            outcome=data["outcome"],
            channel=data.get("channel") or USUAL_CHANNEL,
            language=data["language"],
            request=data["reference"].reference if data["reference"] else "",
            signposted_to=data["signposted_to"],
            handed_to=data["handed_to"].slug if data["handed_to"] else "",
            note=data["note"],
            customer=customer,
        )

    def refused(self, refusal: ContactRefused) -> None:
        """Say on the form why the contact could not be kept."""
        name = {"request": "reference"}.get(refusal.field, refusal.field)
        self.add_error(name if name in self.fields else None, str(refusal))

    def _request(self, outcome: str, typed: str) -> Request | None:
        if outcome == Outcome.REQUEST_MADE and self.contact is not None:
            return self.contact.request
        if outcome != Outcome.REQUEST_CHASED:
            return None
        if not read_reference(typed):
            self.add_error("reference", "Enter the reference of their request, such as K7W-Q3X-T9D4")
            return None
        found = request_for(self.principal, typed)
        if found is None:
            self.add_error("reference", "There is no request with that reference that you may see")
        return found


class BeginForm(SaidForm):
    """Beginning to speak with somebody."""

    channel = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How do they reach us?",
        choices=list(CHANNELS.items()),
        template_name="components/field/select.html",
    )
