"""Saying which address: its postcode first, then one of those it has."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_engine.locations.lookup import AddressesUnavailable, FoundAddress, addresses_at, can_find_addresses
from forms_engine.runtime.text import postcode as read_postcode


class PostcodeForm(forms.Form):
    """A postcode. ``found`` are its addresses, once it is valid."""

    postcode = forms.CharField(
        label=_("Postcode"),
        help_text=_("For example, ZZ1 1AA"),
        max_length=20,
        error_messages={
            "required": _("Enter a postcode"),
            "max_length": _("Enter a full UK postcode, for example ZZ1 1AA"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "spellcheck": "false"}),
    )
    found: list[FoundAddress]

    def __init__(self, *args: Any, asker: str, phone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asker, self.phone, self.found = asker, phone, []
        self.fields["postcode"].width = "10"  # type: ignore[attr-defined]  # read by the field's template

    def clean_postcode(self) -> str:
        """The postcode as it is written, once its addresses are found."""
        postcode = read_postcode(self.cleaned_data["postcode"])
        if postcode is None:
            raise forms.ValidationError(_("Enter a full UK postcode, for example ZZ1 1AA"))
        down = _("We cannot look up addresses at the moment. Try again later, or call us on %(phone)s.")
        if not can_find_addresses():
            raise forms.ValidationError(down, params={"phone": self.phone})
        try:
            self.found = addresses_at(postcode, asker=f"answers:{self.asker}")
        except AddressesUnavailable as error:
            raise forms.ValidationError(down, params={"phone": self.phone}) from error
        if not self.found:
            raise forms.ValidationError(
                _("We do not know the postcode %(postcode)s. Check it and try again."),
                params={"postcode": postcode},
            )
        return postcode


class AddressForm(forms.Form):
    """One of the addresses that were found."""

    uprn = forms.ChoiceField(
        label=_("Address"),
        error_messages={"required": _("Choose an address"), "invalid_choice": _("Choose an address")},
    )
    postcode = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, found: list[FoundAddress], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["uprn"]
        field.template_name = "components/field/select.html"
        field.choices = [("", _("Choose an address")), *((one.uprn, one.words) for one in found)]
