"""What people type to sign in."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
        template_name="components/field/text.html",
    )
    password = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Password"),
        max_length=1024,
        strip=False,
        error_messages={"required": _("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        template_name="components/field/password.html",
    )

    def clean_email(self) -> str:
        """The address in the form accounts keep it."""
        return str(self.cleaned_data["email"]).lower()
