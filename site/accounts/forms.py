"""What people type to sign in, and to change how they do."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.addresses import Address, read_address, read_email, read_mobile
from accounts.models import AddressKind, User

TEXT_BOX = "components/field/text.html"
HIDDEN_BOX = "components/field/password.html"

# What Django's validators say, by their codes, in our words and languages: it has no Welsh for them.
_REFUSED: dict[str | None, Any] = {
    "password_too_short": _("Use 12 characters or more"),
    "password_too_common": _("Choose a password that fewer people use"),
    "password_too_similar": _("Choose a password that is not like your name or address"),
}


class SignInForm(forms.Form):
    """Email address and password. The template says what is wrong; the form never says who exists."""

    use_required_attribute = False
    email = forms.EmailField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Email address"),
        max_length=254,
        error_messages={
            "required": _("Enter your email address"),
            "invalid": _("Enter an email address in the correct format, like name@example.com"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        template_name=TEXT_BOX,
    )
    password = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Password"),
        max_length=1024,
        strip=False,
        error_messages={"required": _("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        template_name=HIDDEN_BOX,
    )

    def clean_email(self) -> str:
        """The address in the form accounts keep it."""
        return str(self.cleaned_data["email"]).lower()


class AddressForm(forms.Form):
    """Where to send a code: an email address, or a mobile number where the council sends text messages."""

    use_required_attribute = False
    address = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        max_length=254,
        template_name=TEXT_BOX,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "inputmode": "email",
                "spellcheck": "false",
                "autocapitalize": "none",
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["address"]
        if settings.SMS_PROVIDER:
            field.label = _("Your email or mobile number")
            field.error_messages["required"] = _("Enter your email address or mobile number")
        else:
            field.label = _("Your email")
            field.error_messages["required"] = _("Enter your email address")

    def clean_address(self) -> Address:
        """The address as accounts keep it."""
        typed = str(self.cleaned_data["address"])
        if settings.SMS_PROVIDER:
            found = read_address(typed)
            wrong = _(
                "Enter an email address, like name@example.com, or a UK mobile number, like 07700 900123"
            )
        else:
            found = read_email(typed)
            wrong = _("Enter an email address in the correct format, like name@example.com")
        if found is None:
            raise forms.ValidationError(wrong)
        return found


class NewAddressForm(forms.Form):
    """A new email address or mobile number for an account."""

    use_required_attribute = False
    address = forms.CharField(max_length=254, template_name=TEXT_BOX)  # type: ignore[call-arg]  # stubs lack template_name

    def __init__(self, *args: Any, kind: AddressKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        field = self.fields["address"]
        if kind == AddressKind.EMAIL:
            field.label = _("Email address")
            field.help_text = _("We will send a code to it.")
            field.error_messages["required"] = _("Enter an email address")
            field.widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        else:
            field.label = _("Mobile number")
            field.help_text = _("We will send a code to it by text message.")
            field.error_messages["required"] = _("Enter a mobile number")
            field.widget = forms.TextInput(
                attrs={
                    "type": "tel",
                    "autocomplete": "tel",
                    "inputmode": "tel",
                    "class": "govuk-input--width-20",
                }
            )

    def clean_address(self) -> Address:
        """The address as accounts keep it."""
        typed = str(self.cleaned_data["address"])
        if self.kind == AddressKind.EMAIL:
            found, wrong = (
                read_email(typed),
                _("Enter an email address in the correct format, like name@example.com"),
            )
        else:
            found, wrong = read_mobile(typed), _("Enter a UK mobile number, like 07700 900123")
        if found is None:
            raise forms.ValidationError(wrong)
        return found


class CodeForm(forms.Form):
    """The six digits we sent."""

    use_required_attribute = False
    code = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your code"),
        help_text=_("6 digits, from the message we sent."),
        max_length=20,
        template_name=TEXT_BOX,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": _("Enter the code from the message")},
    )


class NameForm(forms.Form):
    """The name of somebody who has no account yet."""

    use_required_attribute = False
    name = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your name"),
        help_text=_("As you would like us to write it."),
        max_length=150,
        template_name=TEXT_BOX,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Enter your name")},
    )


class NewPasswordForm(forms.Form):
    """A password somebody wants to have, typed once: the box can show it."""

    use_required_attribute = False
    password = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("New password"),
        help_text=_("12 characters or more. Three words that do not belong together make a good one."),
        max_length=1024,
        strip=False,
        error_messages={"required": _("Enter a password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        template_name=HIDDEN_BOX,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """The password, if it is good enough."""
        password = str(self.cleaned_data["password"])
        try:
            validate_password(password, self.user)
        except forms.ValidationError as refused:
            raise forms.ValidationError(
                [_REFUSED.get(one.code, one) for one in refused.error_list]
            ) from refused
        return password


class OwnPasswordForm(forms.Form):
    """The password of whoever is signed in, once more."""

    use_required_attribute = False
    password = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your password"),
        max_length=1024,
        strip=False,
        error_messages={"required": _("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        template_name=HIDDEN_BOX,
    )


class PasskeyNameForm(forms.Form):
    """What its owner calls a passkey."""

    use_required_attribute = False
    name = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Name of the passkey"),
        help_text=_("So that you can tell it from others, for example: My phone."),
        max_length=60,
        template_name=TEXT_BOX,
        error_messages={"required": _("Enter a name")},
    )
