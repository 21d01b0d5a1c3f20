"""A page, a group and content as forms."""

from typing import Any

from django import forms

from forms_engine.definition.question_types import MOST_ITEMS
from forms_engine.editor.editing.changes.finding import Part, copied, english
from forms_engine.editor.editing.forms.texts import TextField, put, put_text


class PageForm(forms.Form):
    """A page's title, section and whether the journey ends there; of a group, what it is asked for."""

    def __init__(
        self,
        data: Any = None,
        *,
        before: Part,
        languages: tuple[str, ...],
        sections: dict[str, Any],
        counts: list[tuple[str, str]] | None = None,
        in_group: bool = False,
    ) -> None:
        """``counts``: for a group, the questions that may say how many items there are, as (key, label)."""
        super().__init__(data, initial={"min": 1, "max": 10, **before})
        self.before, self.languages, self.is_group = before, languages, counts is not None
        self.fields["title"] = TextField(
            languages,
            label="Title",
            help_text=""
            if self.is_group
            else "Where a page asks one question, the same words as the question.",
            required=True,
        )
        if counts is not None:
            self._group_fields(counts)
        elif not in_group:
            self.fields["exit"] = forms.BooleanField(
                label="The journey ends here",
                help_text="For people who cannot go on: say why, and what they can do instead. Nothing is sent.",
                required=False,
            )
        if sections and not in_group:
            self.fields["section"] = forms.ChoiceField(
                label="Section",
                choices=[("", "None"), *((key, english(text) or key) for key, text in sections.items())],
                required=False,
            )

    def _group_fields(self, counts: list[tuple[str, str]]) -> None:
        self.fields["item"] = TextField(
            self.languages, label="What one of them is called", help_text="Such as: Child", required=True
        )
        self.fields["count"] = forms.ChoiceField(
            label="How many",
            choices=[
                ("", "They add as many as they need"),
                *((key, f"The answer to “{label}”") for key, label in counts),
            ],
            required=False,
        )
        for name, label in (("min", "At least"), ("max", "At most")):
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=0 if name == "min" else 1,
                max_value=MOST_ITEMS,
                widget=forms.NumberInput({"class": "gh-short"}),
            )

    def clean(self) -> dict[str, Any]:
        """The least is not more than the most."""
        cleaned = super().clean() or {}
        if self.is_group and cleaned.get("min", 0) > cleaned.get("max", MOST_ITEMS):
            self.add_error("max", "This is lower than “at least”.")
        return cleaned

    def part(self) -> Part:
        """The page or group as it is now."""
        given, part = self.cleaned_data, copied(self.before)
        put_text(part, "title", given["title"], self.languages)
        if "section" in self.fields:
            put(part, "section", given["section"])
        if "exit" in self.fields:
            put(part, "exit", given["exit"], default=False)
        if self.is_group:
            put_text(part, "item", given["item"], self.languages)
            put(part, "count", given["count"])
            put(part, "min", given["min"], default=1)
            put(part, "max", given["max"], default=10)
        return part


class NewPageForm(forms.Form):
    """The title of a new page, and what sort it is."""

    QUESTIONS, EXIT, GROUP = "questions", "exit", "group"
    SORTS = (
        (QUESTIONS, "It asks something, or tells something"),
        (EXIT, "The journey ends there: “you cannot apply because…”"),
        (GROUP, "A group of pages, asked for each child, each address, each vehicle…"),
    )

    title = forms.CharField(
        label="Title",
        max_length=300,
        help_text="What the page asks or says. Where it will ask one question, write the question.",
    )
    sort = forms.ChoiceField(
        label="What sort of page", choices=SORTS, initial=QUESTIONS, widget=forms.RadioSelect
    )
    item = forms.CharField(
        label="Of a group: what one of them is called",
        help_text="Such as: Child",
        required=False,
        max_length=100,
    )

    def __init__(self, *args: Any, in_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if in_group:
            del self.fields["sort"], self.fields["item"]

    def clean(self) -> dict[str, Any]:
        """A group says what it is asked for."""
        cleaned = super().clean() or {}
        if cleaned.get("sort") == self.GROUP and not cleaned.get("item"):
            self.add_error("item", "Say what one of them is called.")
        return cleaned


class ContentForm(forms.Form):
    """Something on a page that asks nothing."""

    def __init__(
        self,
        data: Any = None,
        *,
        before: Part,
        languages: tuple[str, ...],
        choices: list[tuple[str, str]],
    ) -> None:
        """``choices``: what an image, an article or a question set may be, as (value, name)."""
        super().__init__(data, initial=before)
        self.before, self.languages, self.kind = before, languages, str(before.get("type"))
        if self.kind == "details":
            self.fields["title"] = TextField(languages, label="What opens it", required=True)
        if self.kind == "image":
            self.fields["image"] = forms.TypedChoiceField(label="Picture", choices=choices, coerce=int)
            self.fields["alt"] = TextField(
                languages,
                label="What it shows",
                help_text="For people who cannot see it. Leave empty only where it adds nothing.",
            )
        if self.kind == "article":
            self.fields["article"] = forms.ChoiceField(label="Article", choices=choices)
        if self.kind == "question_set":
            self.fields["set"] = forms.ChoiceField(
                label="Question set",
                choices=choices,
                help_text="Publishing copies its questions in. A change of the set reaches this journey when it is next published.",
            )
        if self.kind in {"text", "inset", "warning", "details", "image"}:
            is_caption = self.kind == "image"
            self.fields["text"] = TextField(
                languages,
                label="Caption" if is_caption else "Text",
                lines=2 if is_caption else 6,
                required=not is_caption,
                help_text=""
                if is_caption
                else "A line with a dash is a list. [words](https://address) is a link.",
            )

    def block(self) -> Part:
        """The content as it is now."""
        given, block = self.cleaned_data, copied(self.before)
        for name in ("title", "alt", "text"):
            if name in self.fields:
                put_text(block, name, given[name], self.languages)
        for name in ("image", "article", "set"):
            if name in self.fields:
                block[name] = given[name]
        return block
