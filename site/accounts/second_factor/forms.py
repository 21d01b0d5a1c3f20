"""What people type for a second factor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """One code: six digits of an app, or one of the recovery codes. Spaces do not matter."""

    use_required_attribute = False
    code = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Code"),
        max_length=40,
        error_messages={"required": _("Enter the code"), "max_length": _("Enter the code as it is shown")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
        template_name="components/field/text.html",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].width = "10"  # type: ignore[attr-defined]  # read by the template of the field

    def clean_code(self) -> str:
        """The code without what people put between its digits."""
        return "".join(str(self.cleaned_data["code"]).replace("-", "").split())
