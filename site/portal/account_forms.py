"""What somebody says of themselves in their account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_engine.definition.document import Question, Text
from forms_engine.journeys.address_search import Searched, search_posted
from forms_engine.locations.lookup import can_find_addresses
from forms_engine.requests.customers.access_needs import HINTS, NEEDS
from forms_engine.requests.customers.changing import LONGEST
from forms_engine.requests.customers.own_details import LONGEST_INTERPRETER, DetailsRefused
from forms_engine.requests.customers.preferences import MAY_DECLINE, ContactBy
from themes.fields import AddressField, AddressSearch

ADDRESS = Question(key="address", type="address", label=Text({"en": "Your address"}))


class OwnForm(forms.Form):
    """A form whose errors are ours to word."""

    use_required_attribute = False

    def refused(self, refusal: DetailsRefused) -> None:
        """Say on the form why it could not be kept."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


def _line(label: Any, longest: int, hint: Any = "", required: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=longest,
        widget=forms.TextInput(attrs=attrs),
        template_name="components/field/text.html",
        error_messages={"required": required},
    )


class DetailsForm(OwnForm):
    """What somebody is called, another number of theirs, and another address."""

    name = _line(_("Your name"), 150, required=_("Enter your name"), autocomplete="name", spellcheck="false")
    phone = _line(
        _("Another phone number (optional)"),
        LONGEST["phone"],
        _("Such as a landline. Your mobile number is kept with how you sign in."),
        autocomplete="tel",
        inputmode="tel",
    )
    forget_address = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Remove my address"),
        choices=[("yes", _("Remove my address"))],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/field/checkboxes.html",
    )

    def __init__(self, data: Any = None, *, language: str, asker: str, **kwargs: Any) -> None:
        """``asker`` is whose budget finding addresses is taken from."""
        self.searched = _search(data, language, asker)
        if self.searched is not None and self.searched.filled:
            data = data.copy()
            for part, text in self.searched.filled.items():
                data[f"address_{part}"] = text
        super().__init__(data, **kwargs)
        address = AddressField(label=_("Your new address"), required=False)
        if can_find_addresses():
            address.search = self.searched.search if self.searched else AddressSearch()
        self.fields["address"] = address

    def is_valid(self) -> bool:
        """Whether it can be kept: not where a button that finds an address was pressed."""
        return not (self.searched and self.searched.stays) and super().is_valid()

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with finding an address."""
        said = super().clean() or self.cleaned_data
        if self.searched and self.searched.problem:
            self.add_error("address", forms.ValidationError(self.searched.problem, code="search"))
        return said


def _search(data: Any, language: str, asker: str) -> Searched | None:
    if data is None or not can_find_addresses():
        return None
    return search_posted(ADDRESS, data, language=language, asker=asker)


class NeedsForm(OwnForm):
    """What somebody needs to be able to deal with the council."""

    access_needs = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("What would help you?"),
        help_text=_("Choose all that apply."),
        choices=list(NEEDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/field/checkboxes.html",
        error_messages={"invalid_choice": _("Choose from the list")},
    )
    interpreter_language = _line(
        _("Which language do you need an interpreter for?"),
        LONGEST_INTERPRETER,
        _("Only if you chose an interpreter. For example, Polish."),
    )
    needs = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Anything else we should know? (optional)"),
        help_text=_("For example, the best time to ring you, or that you need more time to answer."),
        required=False,
        max_length=LONGEST["needs"],
        widget=forms.Textarea(attrs={"rows": 4}),
        template_name="components/field/textarea.html",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["access_needs"].option_hints = HINTS  # type: ignore[attr-defined]  # read by the template


CONTACT_BY = [("", _("I do not mind")), *ContactBy.choices]
LANGUAGES = [("", _("The language I use at the time")), ("en", _("English")), ("cy", _("Welsh"))]


class PreferencesForm(OwnForm):
    """How somebody would rather hear from us, and of what besides the necessary."""

    contact_by = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("How would you rather hear from us?"),
        help_text=_("We use it where we can. If it cannot reach you, we try another way."),
        choices=CONTACT_BY,
        required=False,
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"invalid_choice": _("Choose from the list")},
    )
    language = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Which language should we speak and write to you in?"),
        choices=LANGUAGES,
        required=False,
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"invalid_choice": _("Choose from the list")},
    )
    wanted = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Which messages do you want, besides the ones you need?"),
        help_text=_(
            "What you have to know or do, we always tell you. Everything is in your account as well."
        ),
        choices=[(kind.value, kind.label) for kind in MAY_DECLINE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/field/checkboxes.html",
        error_messages={"invalid_choice": _("Choose from the list")},
    )

    def declines(self) -> list[str]:
        """The kinds that were not ticked, of a valid form."""
        return [kind.value for kind in MAY_DECLINE if kind.value not in self.cleaned_data["wanted"]]
