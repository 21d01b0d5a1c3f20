"""One page of a journey as a Django form.

The fields only carry what was typed and how it is shown; what is acceptable is the runtime's to say, so that the
form refuses exactly what the API refuses.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from forms_engine.definition.document import Question
from forms_engine.runtime.evaluate import PageState
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.summary import YES_NO
from forms_engine.runtime.values import Answer, is_blank
from themes.fields import AddressField, DatePartsField, LocationField

CONFIRMED = "confirmed"

# The field templates of plain fields; dates, addresses and locations bring their own.
TEMPLATES = {
    kind: f"components/field/{name}.html"
    for kind, name in {
        "short_text": "text",
        "email": "text",
        "phone": "text",
        "long_text": "textarea",
        "yes_no": "radios",
        "radios": "radios",
        "checkboxes": "checkboxes",
        "declaration": "checkboxes",
        "file": "file",
    }.items()
}


class PageForm(forms.Form):
    """The questions of one page. ``answers()`` gives what was typed as answers, acceptable or not."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        state: PageState,
        language: str,
        answers: Mapping[str, Answer],
        judge: Callable[[dict[str, Answer]], tuple[Problem, ...]] | None = None,
        **kwargs: Any,
    ) -> None:
        """``answers`` are those kept so far; ``judge`` says what is wrong with the page's new ones."""
        kwargs["initial"] = {q.key: _shown(q, answers.get(q.key)) for q in state.questions}
        super().__init__(*args, **kwargs)
        self.state, self.language, self._judge = state, language, judge
        self._kept = answers
        alone = len(state.blocks) == 1
        for question in state.questions:
            self.fields[question.key] = _field(question, language, heading=alone)
        # In the page's own order, content between the questions.
        self.uploads: dict[str, list[dict[str, object]]] = {}
        self.refused_uploads: dict[str, str] = {}

    def answers(self) -> dict[str, Answer]:
        """This page's answers as JSON values; None for one that is left blank."""
        return {question.key: self._answer(question) for question in self.state.questions}

    def _answer(self, question: Question) -> Answer:
        if question.type == "file":
            return self._files(question)
        value = self.cleaned_data.get(question.key)
        if question.type == "declaration":
            return True if value == CONFIRMED or value is True else None
        if question.type in {"short_text", "email", "phone"} and isinstance(value, str):
            value = value.strip()
        return None if is_blank(value) else value

    def _files(self, question: Question) -> Answer:
        """The files kept for the question: new ones in place of the old, or the old less those taken out."""
        new = self.uploads.get(question.key)
        if new:
            return new
        if self.data.get(f"{self.add_prefix(question.key)}-clear"):
            return None
        return self._kept.get(question.key)

    def clean(self) -> dict[str, Any]:
        """Have the runtime judge the page's answers, and put its problems to their fields."""
        cleaned = super().clean() or {}
        for key, message in self.refused_uploads.items():
            self.add_error(key, message)
        if self._judge:
            for found in self._judge(self.answers()):
                if found.question in self.fields and found.question not in self.refused_uploads:
                    self.add_error(found.question, found.message.in_language(self.language))
        return cleaned

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """What the page shows, in order: ``{"field": BoundField}`` or ``{"content": Content, …}``."""
        return [
            {"field": self[block.key]}
            if isinstance(block, Question)
            else {
                "content": block.type,
                "text": block.text.in_language(self.language),
                "title": block.title.in_language(self.language),
            }
            for block in self.state.blocks
        ]


def _shown(question: Question, answer: Answer) -> Answer:
    if question.type == "declaration":
        return [CONFIRMED] if answer else []
    return answer


def _field(question: Question, language: str, *, heading: bool) -> forms.Field:
    def words(text: Any) -> str:
        return str(text.in_language(language))

    choices = [(option.key, words(option.label)) for option in question.options]
    field = _make(question, choices, language)
    field.label, field.help_text = words(question.label), words(question.hint)
    field.required = False
    if question.type in TEMPLATES:
        field.template_name = TEMPLATES[question.type]  # type: ignore[attr-defined]  # stubs lack it
    # Read by the field templates.
    field.is_page_heading = heading  # type: ignore[attr-defined]
    field.is_optional = not question.required  # type: ignore[attr-defined]
    field.option_hints = {  # type: ignore[attr-defined]
        option.key: words(option.hint) for option in question.options if option.hint
    }
    return field


def _make(question: Question, choices: list[tuple[str, str]], language: str) -> forms.Field:
    attrs = {"autocomplete": question.autocomplete} if question.autocomplete else {}
    match question.type:
        case "long_text":
            if question.max_length:
                attrs["data-maxlength"] = str(question.max_length)
            return forms.CharField(
                widget=forms.Textarea(attrs={"rows": 5, **attrs}),
                strip=False,
            )
        case "email":
            # A plain text input underneath: the runtime words the refusal, the browser only helps with the keyboard.
            return forms.CharField(
                widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", **attrs})
            )
        case "phone":
            return forms.CharField(
                widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", **attrs})
            )
        case "yes_no":
            choices = list(YES_NO.get(language.split("-")[0], YES_NO["en"]).items())
            return forms.CharField(widget=forms.RadioSelect(choices=choices))
        case "radios":
            return forms.CharField(widget=forms.RadioSelect(choices=choices))
        case "checkboxes":
            return _ChoicesField(widget=forms.CheckboxSelectMultiple(choices=choices))
        case "declaration":
            return _ConfirmedField(
                widget=forms.CheckboxSelectMultiple(
                    choices=[(CONFIRMED, question.label.in_language(language))]
                )
            )
        case "date":
            return DatePartsField(autocomplete=question.autocomplete)
        case "address":
            return AddressField()
        case "location":
            return LocationField()
        case "file":
            return forms.FileField(
                widget=forms.FileInput(attrs={"accept": ",".join(question.accept) or "image/*"})
            )
    return forms.CharField(widget=forms.TextInput(attrs=attrs))


class _ChoicesField(forms.Field):
    """Whatever was ticked, as a list of texts; the runtime says whether it was offered."""

    def to_python(self, value: Any) -> list[str]:
        return [str(choice) for choice in value] if isinstance(value, list | tuple) else []


class _ConfirmedField(_ChoicesField):
    """Ticked or not."""

    def clean(self, value: Any) -> bool:
        return CONFIRMED in self.to_python(value)
