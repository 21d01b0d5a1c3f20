"""What the duty desk says."""

from collections.abc import Mapping
from typing import Any

from django import forms

from forms_engine.requests.duty.deciding import LONGEST
from forms_engine.requests.duty.thresholds import LONGEST_CRITERION, MOST_CRITERIA, criteria_of
from forms_engine.requests.models import Threshold, ThresholdDecision
from workplace.said import SaidForm, words_field

RESULT_HINTS = {
    ThresholdDecision.Result.MET: "Say in the reason what happens next, and hand it on from the request’s page.",
    ThresholdDecision.Result.NOT_MET: "Tell whoever sent it, and where else they can turn, from the request’s page.",
    ThresholdDecision.Result.MORE_NEEDED: "It stays on the duty desk. Ask for what is missing from the request’s page.",
}


class DecideForm(SaidForm):
    """Which criteria are met, whether the threshold is, and why. ``threshold`` and ``seen`` carry what the page showed."""

    threshold = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**15 - 1)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    met = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Which of these are met?",
        help_text="Tick all that are. Leave all empty if none is.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/field/checkboxes.html",
        error_messages={"invalid_choice": "Tick criteria of this threshold only"},
    )
    result = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What do you decide?",
        choices=ThresholdDecision.Result.choices,
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Choose what you decide"},
    )
    why = words_field(
        "Why?",
        "Say why: whoever reads this later has to understand it",
        "Professional judgement in your own words. It is kept with the request.",
        rows=5,
        longest=LONGEST,
    )

    def __init__(
        self,
        *args: Any,
        in_force: Threshold,
        seen: str,
        typed: Mapping[str, object] | None = None,
        **kwargs: Any,
    ) -> None:
        """``typed`` is what was said on a page that had gone stale, so that it is not lost."""
        kwargs["initial"] = {**(typed or {}), "threshold": in_force.number, "seen": seen}
        super().__init__(*args, **kwargs)
        met, result = self.fields["met"], self.fields["result"]
        assert isinstance(met, forms.MultipleChoiceField) and isinstance(result, forms.ChoiceField)
        met.choices = [(one.key, one.text) for one in criteria_of(in_force)]
        result.option_hints = {str(key): words for key, words in RESULT_HINTS.items()}  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever says that it is met says by which criteria."""
        said = super().clean() or self.cleaned_data
        if (
            said.get("result") == ThresholdDecision.Result.MET
            and not said.get("met")
            and "met" not in self.errors
        ):
            self.add_error("met", "Tick the criteria that are met")
        return said


class AgreeForm(SaidForm):
    """What the second person says."""

    agrees = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Do you agree?",
        choices=[("yes", "Yes: the decision stands"), ("no", "No: it has to be decided anew")],
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Choose whether you agree"},
    )
    words = words_field("Why?", help_text="You have to say why you do not agree.", longest=LONGEST)

    def clean(self) -> dict[str, Any]:
        """Whoever disagrees says why."""
        said = super().clean() or self.cleaned_data
        if said.get("agrees") == "no" and not said.get("words", "").strip():
            self.add_error("words", "Say why you do not agree")
        return said


class ThresholdForm(SaidForm):
    """The next version of a threshold: its criteria one to a line."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**15 - 1)
    name = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What the threshold is called",
        max_length=120,
        template_name="components/field/text.html",
        error_messages={"required": "Give the threshold a name"},
    )
    criteria = words_field(
        "Criteria",
        "Write at least one criterion",
        f"One to a line, {MOST_CRITERIA} at most.",
        rows=8,
        longest=MOST_CRITERIA * (LONGEST_CRITERION + 2),
    )
    needs_second_person = forms.BooleanField(
        label="A decision stands only once somebody else has agreed to it",
        required=False,
        template_name="components/field/checkboxes.html",
    )
