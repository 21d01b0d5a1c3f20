"""The forms of replies and outcomes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from forms_engine.catalogue.models import Service
from forms_engine.requests.messages import LONGEST
from forms_engine.requests.models import Outcome, ReplyTemplate
from forms_engine.requests.replies import PLACEHOLDERS, unknown_placeholders
from forms_engine.requests.words_field import WordsField

LONGEST_OUTCOME = 1000

_KNOWN = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)


def _services() -> Any:
    """Their English rows, which requests point at."""
    return Service.objects.filter(locale__language_code="en").order_by("name")


class ReplyForm(WagtailAdminModelForm):
    """One reply."""

    service = forms.ModelChoiceField(
        queryset=Service.objects.none(), required=False, empty_label=_("Every service")
    )
    body = WordsField(
        label=_("What it says"),
        rows=8,
        longest=LONGEST,
        help_text=_("Filled in for each request: %(known)s.") % {"known": _KNOWN},
    )

    class Meta:
        model = ReplyTemplate
        fields = ["name", "slug", "service", "asks", "body", "is_live"]
        labels = {
            "slug": _("Short name"),
            "asks": _("It asks the customer something"),
            "is_live": _("Officers can use it"),
        }
        help_texts = {
            "slug": _("Letters, numbers and hyphens. It stands in addresses and does not change."),
            "asks": _("It begins a question: the request waits for the answer."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _services()
        self.fields["slug"].disabled = self.instance.pk is not None

    def clean_body(self) -> dict[str, str]:
        """Nothing in braces but what can be filled in.

        Raises:
            ValidationError: naming what is not known, and in which language.
        """
        body: dict[str, str] = self.cleaned_data["body"]
        wrong = [
            f"{{{name}}} ({language})"
            for language, text in body.items()
            for name in unknown_placeholders(text)
        ]
        if wrong:
            raise ValidationError(
                _("%(wrong)s cannot be filled in. Use %(known)s, spelt like this, or leave the braces out.")
                % {"wrong": ", ".join(wrong), "known": _KNOWN}
            )
        return body


class OutcomeForm(WagtailAdminModelForm):
    """One outcome of one service."""

    service = forms.ModelChoiceField(queryset=Service.objects.none())
    words = WordsField(
        label=_("What its customer is told"),
        required=False,
        rows=4,
        longest=LONGEST_OUTCOME,
        help_text=_(
            "Begins the message with which an officer ends the request. Empty where it says nothing by itself."
        ),
    )

    class Meta:
        model = Outcome
        fields = ["service", "name", "slug", "ends", "words", "position", "is_live"]
        labels = {
            "slug": _("Short name"),
            "ends": _("How it ends"),
            "position": _("Place in the list"),
            "is_live": _("Officers can choose it"),
        }
        help_texts = {
            "slug": _("Letters, numbers and hyphens. Back offices are told it; it does not change.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _services()
        if self.instance.pk is not None:
            # What was said with it is said of that service, under that name.
            self.fields["service"].disabled = self.fields["slug"].disabled = True
