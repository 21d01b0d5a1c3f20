"""One question as a form: what it asks, the settings of its type, its options, its own words for errors."""

from collections.abc import Callable
from typing import Any

from django import forms

from forms_engine.definition.question_types import (
    MOST_FILES,
    MOST_MEGABYTES,
    QUESTION_TYPE,
)
from forms_engine.editor.editing.changes.finding import Part, copied
from forms_engine.editor.editing.forms.bounds import BoundField, PoundsField, number_of
from forms_engine.editor.editing.forms.options import OptionsForm
from forms_engine.editor.editing.forms.texts import TextField, put, put_text
from forms_engine.editor.editing.names import ACCEPTED, ACCOUNT, AUTOFILL, PROBLEMS
from forms_engine.editor.editing.sentences import name_of
from forms_engine.runtime.problems import WORDS

OWN_OPTIONS = ""


def _whole(label: str, help_text: str = "", least: int = 0, most: int = 100_000) -> Callable[[], forms.Field]:
    def make() -> forms.Field:
        return forms.IntegerField(
            label=label,
            help_text=help_text,
            required=False,
            min_value=least,
            max_value=most,
            widget=forms.NumberInput({"class": "gh-short"}),
        )

    return make


def _decimal(label: str) -> Callable[[], forms.Field]:
    def make() -> forms.Field:
        return forms.FloatField(
            label=label, required=False, widget=forms.NumberInput({"step": "any", "class": "gh-short"})
        )

    return make


# The field of each part; where it differs by type, under (part, type).
SETTINGS: dict[Any, Callable[[], forms.Field]] = {
    "min_length": _whole("At least so many characters"),
    "max_length": _whole("At most so many characters"),
    "max_words": _whole("At most so many words", most=20_000),
    "pattern": lambda: forms.CharField(
        label="Has to fit this pattern",
        help_text="A regular expression for the whole answer, such as [A-Z]{2}[0-9]{6}. Say below, under “Words for "
        "errors”, what to enter instead.",
        required=False,
        max_length=2_000,
    ),
    "min": _decimal("Lowest"),
    "max": _decimal("Highest"),
    ("min", "money"): lambda: PoundsField(label="Lowest, in pounds", required=False),
    ("max", "money"): lambda: PoundsField(label="Highest, in pounds", required=False),
    ("min", "checkboxes"): _whole("At least so many ticked", least=1, most=500),
    ("max", "checkboxes"): _whole("At most so many ticked", least=1, most=500),
    "decimals": _whole("Decimal places", "0 for whole numbers.", most=6),
    "earliest": lambda: BoundField(label="Earliest day"),
    "latest": lambda: BoundField(label="Latest day"),
    "accept": lambda: forms.MultipleChoiceField(
        label="What may be uploaded", choices=ACCEPTED, widget=forms.CheckboxSelectMultiple
    ),
    "max_files": _whole("Most files", least=1, most=MOST_FILES),
    "max_megabytes": _whole("Largest file, in megabytes", least=1, most=MOST_MEGABYTES),
}
DEFAULTS: dict[str, Any] = {"max_files": 1, "max_megabytes": 15, "accept": ["photo"]}
# Written out even where the document would do without: zero is a limit.
_NUMBERS = frozenset({"min", "max"})

PREFILLS = (
    ("", "Nothing"),
    ("account", "Their account, if they are signed in"),
    ("query", "The address they came by (for links from letters or other sites)"),
    ("value", "Always the same"),
)


class QuestionForm(forms.Form):
    """One question. ``block()`` gives it back changed; whatever the form does not show stays as it was."""

    def __init__(
        self,
        data: Any = None,
        *,
        before: Part,
        languages: tuple[str, ...],
        lists: dict[str, Any],
    ) -> None:
        self.before, self.languages, self.kind = before, languages, str(before["type"])
        self.about = QUESTION_TYPE[self.kind]
        super().__init__(data, initial=self._initial())
        is_declaration, is_hidden = self.kind == "declaration", self.kind == "hidden"
        self.fields["label"] = TextField(
            languages,
            label="What they agree to" if is_declaration else "Name" if is_hidden else "Question",
            help_text="Never shown; for people who handle the request." if is_hidden else "",
            required=True,
        )
        if not is_hidden:
            self.fields["hint"] = TextField(
                languages, label="Hint", lines=2, help_text="A sentence below the question, where one helps."
            )
            self.fields["required"] = forms.BooleanField(label="Must be answered", required=False)
        self.fields["sensitive"] = forms.BooleanField(
            label="Sensitive",
            help_text="About health, money, beliefs, children or anything else to keep close: hidden from lists and copies.",
            required=False,
        )
        self.fields["ask_again"] = forms.BooleanField(
            label="Asked anew each time",
            help_text="Consent, agreement, what is true on the day: not taken over when a partner copies an earlier request.",
            required=False,
        )
        for part in self._own_parts():
            field = SETTINGS.get((part, self.kind)) or SETTINGS[part]
            self.fields[part] = field()
        if "unit" in self.about.parts:
            self.fields["unit"] = TextField(
                languages, label="Unit", help_text="Shown after the box, such as miles."
            )
        if not is_hidden:
            self.fields["autocomplete"] = forms.ChoiceField(
                label="Browsers may fill in", choices=self._autofill(), required=False
            )
        self._prefill_fields()
        for code in PROBLEMS[self.kind]:
            self.fields[f"error-{code}"] = TextField(languages, label=f"Instead of “{_standard(code)}”")
        self.options: OptionsForm | None = None
        if self.about.offers_options:
            self.fields["list"] = forms.ChoiceField(
                label="Answers to choose from",
                choices=[
                    (OWN_OPTIONS, "Written here"),
                    *((key, f"The list “{name_of(key)}”") for key in lists),
                ],
                required=False,
            )
            self.options = OptionsForm(
                data, before.get("options"), languages=languages, exclusive=self.kind == "checkboxes"
            )

    def _own_parts(self) -> list[str]:
        return [part for part in self.about.parts if part not in {"options", "list", "unit"}]

    def _initial(self) -> dict[str, Any]:
        errors = self.before.get("errors")
        prefill = self.before.get("prefill")
        source, value = next(iter(prefill.items()), ("", "")) if isinstance(prefill, dict) else ("", "")
        return {
            **DEFAULTS,
            "required": True,
            **self.before,
            **{
                f"error-{code}": words for code, words in (errors if isinstance(errors, dict) else {}).items()
            },
            "prefill_source": source,
            "prefill_account": value if source == "account" else "",
            "prefill_text": value if source in {"query", "value"} else "",
        }

    def _autofill(self) -> list[tuple[str, str]]:
        """The tokens people know, and the one the question has if it is another."""
        now = self.before.get("autocomplete")
        known = [*AUTOFILL]
        return known if not now or now in dict(known) else [*known, (str(now), str(now))]

    def _prefill_fields(self) -> None:
        needed = self.kind == "hidden"
        self.fields["prefill_source"] = forms.ChoiceField(
            label="Filled in before anyone types",
            choices=PREFILLS[1:] if needed else PREFILLS,
            required=needed,
        )
        self.fields["prefill_account"] = forms.ChoiceField(
            label="From the account", choices=[("", "—"), *ACCOUNT], required=False
        )
        self.fields["prefill_text"] = forms.CharField(
            label="Name in the address, or the answer itself", required=False, max_length=200
        )

    @property
    def main(self) -> list[forms.BoundField]:
        """What is asked, first on the screen."""
        return [self[name] for name in ("label", "hint") if name in self.fields]

    @property
    def ticks(self) -> list[forms.BoundField]:
        """The ticks."""
        return [self[name] for name in ("required", "sensitive", "ask_again") if name in self.fields]

    @property
    def settings(self) -> list[forms.BoundField]:
        """The settings of the type."""
        return [self[part] for part in (*self._own_parts(), "unit") if part in self.fields]

    @property
    def wordings(self) -> list[forms.BoundField]:
        """Its own words for errors."""
        return [self[name] for name in self.fields if name.startswith("error-")]

    @property
    def more(self) -> list[forms.BoundField]:
        """What few questions need."""
        names = ("autocomplete", "prefill_source", "prefill_account", "prefill_text")
        return [self[name] for name in names if name in self.fields]

    def is_valid(self) -> bool:
        """Whether the question and every option will do."""
        fine = super().is_valid()
        if self.options is None or self.cleaned_data.get("list"):
            return fine
        if not self.options.is_valid():
            return False
        if not self.options.options():
            self.add_error(None, "Give at least one answer to choose from.")
            return False
        return fine

    def clean(self) -> dict[str, Any]:
        """Lowest and highest the right way round, and a prefill that says what with."""
        cleaned = super().clean() or {}
        for low, high in (("min", "max"), ("min_length", "max_length")):
            least, most = cleaned.get(low), cleaned.get(high)
            if least is not None and most not in {None, 0} and least > most:
                self.add_error(high, "This is lower than the lowest.")
        source = cleaned.get("prefill_source")
        if source == "account" and not cleaned.get("prefill_account"):
            self.add_error("prefill_account", "Choose what of their account.")
        if source in {"query", "value"} and not cleaned.get("prefill_text"):
            self.add_error("prefill_text", "Write what it is filled in with.")
        return cleaned

    def block(self) -> Part:
        """The question as it is now."""
        given, block = self.cleaned_data, copied(self.before)
        for name in ("label", "hint", "unit"):
            if name in self.fields:
                put_text(block, name, given[name], self.languages)
        if "required" in self.fields:
            put(block, "required", given["required"], default=True)
        put(block, "sensitive", given["sensitive"], default=False)
        put(block, "ask_again", given["ask_again"], default=False)
        for part in self._own_parts():
            value = given[part]
            if part in _NUMBERS:
                put(block, part, number_of(value))
            else:
                put(block, part, value, default=DEFAULTS.get(part, 0))
        if "autocomplete" in self.fields:
            put(block, "autocomplete", given["autocomplete"])
        self._put_prefill(block)
        self._put_errors(block)
        if self.options is not None:
            block.pop("options", None)
            put(block, "list", given["list"])
            if not given["list"]:
                block["options"] = self.options.options()
        return block

    def _put_prefill(self, block: Part) -> None:
        given = self.cleaned_data
        source = given["prefill_source"]
        value = given["prefill_account"] if source == "account" else given["prefill_text"]
        put(block, "prefill", {source: value} if source else None)

    def _put_errors(self, block: Part) -> None:
        own = block.get("errors")
        errors: Part = dict(own) if isinstance(own, dict) else {}
        for code in PROBLEMS[self.kind]:
            put_text(errors, code, self.cleaned_data[f"error-{code}"], self.languages)
        put(block, "errors", errors)


def _standard(code: str) -> str:
    """The wording everybody else has, with what is put into it left open."""
    words = WORDS[code]["en"]
    for name in ("label", "limit", "length", "day"):
        words = words.replace(f"{{{name}}}", "…")
    return words
