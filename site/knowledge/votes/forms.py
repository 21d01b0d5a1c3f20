"""Why an article did not help."""

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.votes.models import LONGEST_COMMENT, Reason


class ReasonForm(forms.Form):
    """A reason, and a few words for who writes the article."""

    reason = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("What was wrong?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": _("Choose what was wrong.")},
    )
    comment = forms.CharField(  # type: ignore[call-arg]
        label=_("Tell us more (optional)"),
        help_text=_(
            "For example, what you were looking for. Do not give your name or anything else about you: we cannot answer "
            "here."
        ),
        required=False,
        max_length=LONGEST_COMMENT,
        template_name="components/field/textarea.html",
        widget=forms.Textarea(attrs={"rows": 4, "data-maxlength": LONGEST_COMMENT}),
        error_messages={"max_length": _("Use no more than %(limit_value)d characters.")},
    )
