"""Asking for a reading token."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from audiences.keys import PARTNER, STAFF
from audiences.services import DAYS
from audiences.tokens.scopes import CONTENT_READ, SCOPES


def day_choices() -> list[tuple[int, str]]:
    """How long a token may last, in the words of whoever reads the form."""
    return [(days, ngettext("%d day", "%d days", days) % days) for days in DAYS]


class TokenForm(forms.Form):
    """What a token is called and how long it lasts."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=60,
        help_text=_("So that you know it again, for example “Screens in reception”."),
        error_messages={"required": _("Say what the token is for")},
    )
    days = forms.TypedChoiceField(
        label=_("How long does it last?"), choices=day_choices, coerce=int, initial=DAYS[1]
    )


class TokenForSomebodyForm(TokenForm):
    """An administrator's: besides, whose it is and on which site."""

    email = forms.EmailField(label=_("Email address of its owner"))
    audience = forms.ChoiceField(label=_("Site"), choices=[(STAFF, _("Intranet")), (PARTNER, _("Extranet"))])
    scope = forms.ChoiceField(
        label=_("What it may be used for"), choices=list(SCOPES.items()), initial=CONTENT_READ, required=False
    )
    field_order = ["email", "audience", "scope", "name", "days"]

    def clean_scope(self) -> str:
        """Reading, where nothing is chosen."""
        return str(self.cleaned_data["scope"] or CONTENT_READ)

    def clean_email(self) -> str:
        """Only somebody who has an account.

        Raises:
            ValidationError: for an address that is no account's.
        """
        email = str(self.cleaned_data["email"]).lower()
        if not User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Nobody has an account with this email address."))
        return email
