"""The two questions of how it went, as a form, and what a request's page shows of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms_engine.requests.feedback import answering
from forms_engine.requests.feedback.answering import Answers, changeable_until, feedback_of, may_answer
from forms_engine.requests.feedback.asking import is_asked
from forms_engine.requests.models import Feedback, Request

SATISFACTION = [
    (5, gettext_lazy("Very satisfied")),
    (4, gettext_lazy("Satisfied")),
    (3, gettext_lazy("Neither satisfied nor dissatisfied")),
    (2, gettext_lazy("Dissatisfied")),
    (1, gettext_lazy("Very dissatisfied")),
]
EFFORT = [
    (5, gettext_lazy("Very easy")),
    (4, gettext_lazy("Easy")),
    (3, gettext_lazy("Neither easy nor difficult")),
    (2, gettext_lazy("Difficult")),
    (1, gettext_lazy("Very difficult")),
]


def _scale(label: Any, choices: Sequence[tuple[int, Promise]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        choices=choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"invalid_choice": gettext_lazy("Choose one of the answers")},
    )


class FeedbackForm(forms.Form):
    """The two questions and a comment. Each may be left out, but not all."""

    use_required_attribute = False
    satisfaction = _scale(gettext_lazy("How satisfied are you with how we dealt with it?"), SATISFACTION)
    effort = _scale(gettext_lazy("How easy was it for you?"), EFFORT)
    comment = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=gettext_lazy("What could we do better? (optional)"),
        help_text=gettext_lazy("The team reads this. Do not write anything here that needs an answer."),
        required=False,
        max_length=answering.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        template_name="components/field/textarea.html",
    )

    def __init__(self, data: Any = None, *, said: Feedback | None = None) -> None:
        initial = (
            {"satisfaction": said.satisfaction, "effort": said.effort, "comment": said.comment}
            if said is not None and said.answered_at
            else {}
        )
        super().__init__(data, initial=initial, auto_id="feedback_%s")

    def clean(self) -> dict[str, Any]:
        """Somebody who sends it says something."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not any(said.get(name) for name in ("satisfaction", "effort", "comment")):
            self.add_error("satisfaction", _("Answer at least one question"))
        return said

    @property
    def answers(self) -> Answers:
        """What was said; the form is valid."""
        return Answers(**{name: self.cleaned_data[name] for name in ("satisfaction", "effort", "comment")})


def feedback_context(found: Request, wrong: FeedbackForm | None = None) -> dict[str, Any]:
    """What the end of a request's page shows of it: the questions, or thanks, or nothing."""
    if not is_asked(found):
        return {}
    said = feedback_of(found)
    may = may_answer(said)
    return {
        "feedback_form": (wrong or FeedbackForm(said=said)) if may else None,
        "feedback_until": changeable_until(said) if said else None,
        "feedback_given": bool(said and said.answered_at),
    }
