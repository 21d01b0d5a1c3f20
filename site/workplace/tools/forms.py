"""Writing down an address to keep at hand."""

from typing import Any

from django import forms

from workplace.said import SaidForm
from workplace.tools.addresses import NoAddress, address_in
from workplace.tools.services import LONGEST_TITLE

NO_TITLE = "Enter what you want to call it"


def title_field(label: str) -> forms.CharField:
    """What a bookmark is called."""
    return forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        max_length=LONGEST_TITLE,
        error_messages={"required": NO_TITLE},
        template_name="components/field/text.html",
    )


class AddressForm(SaidForm):
    """An address, and what it is called."""

    title = title_field("What do you want to call it?")
    url = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Address",
        help_text="Such as /policies/ on the intranet, or https://www.gov.uk/ elsewhere.",
        max_length=1000,
        error_messages={"required": "Enter the address"},
        template_name="components/field/text.html",
    )

    def __init__(self, *args: Any, own_host: str = "", **kwargs: Any) -> None:
        """``own_host`` is the host of the intranet: a whole address on it is kept as a path."""
        super().__init__(*args, **kwargs)
        self.own_host = own_host

    def clean_url(self) -> str:
        """As it is kept.

        Raises:
            ValidationError: for what leads nowhere one may go, such as ``javascript:``.
        """
        try:
            return address_in(self.cleaned_data["url"], own_host=self.own_host)
        except NoAddress as error:
            raise forms.ValidationError(str(error)) from error


class TitleForm(SaidForm):
    """Another name for a bookmark."""

    title = title_field("Name")
