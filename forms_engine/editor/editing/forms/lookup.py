"""What a page looks up, as a form: which look-up, what it is asked with, which facts are taken, and what happens when
nothing is found or it is down."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from forms_engine.definition.document import OUTPUT_TYPES
from forms_engine.definition.lint.lookups import PARTS, WHOLE
from forms_engine.definition.reading import KEY, LONGEST_KEY
from forms_engine.editor.editing.changes.finding import Part
from forms_engine.editor.editing.forms.texts import TextField, put, put_text
from forms_engine.editor.editing.sentences import Subject
from forms_engine.journeys.lookups.interface import Provider, build
from forms_engine.journeys.models import LookupSource

TYPE_WORDS = {
    "text": "Text",
    "number": "Number",
    "money": "Money (pence)",
    "date": "Date",
    "yes_no": "Yes or no",
}
WHEN_NOT_FOUND = (("ask_again", "They are asked again"), ("go_on", "They go on without"))
WHEN_DOWN = (("stop", "They are stopped"), ("go_on", "They go on without, and an officer checks"))


class LookupForm(forms.Form):
    """``part()`` gives the page's look-up back; None where nothing is looked up any more."""

    fresh_minutes = forms.IntegerField(
        label="Minutes until it is looked up again before anybody pays",
        min_value=1,
        max_value=24 * 60,
        initial=15,
        help_text="Only where a fee comes from it.",
        widget=forms.NumberInput({"class": "gh-short"}),
    )
    when_not_found = forms.ChoiceField(
        label="When nothing is found", choices=WHEN_NOT_FOUND, widget=forms.RadioSelect
    )
    when_down = forms.ChoiceField(
        label="When it is down or too slow", choices=WHEN_DOWN, widget=forms.RadioSelect
    )

    def __init__(
        self,
        data: Any = None,
        *,
        before: Part,
        languages: tuple[str, ...],
        known: dict[str, Subject],
        place: int,
    ) -> None:
        """``known`` is everything that is asked; ``place`` the number of the page, of which no later one is offered."""
        super().__init__(data, initial={"when_not_found": "ask_again", "when_down": "stop", **before})
        self.before, self.languages = before, languages
        sources = {one.slug: one for one in LookupSource.objects.order_by("name")}
        now = str(before.get("from") or "")
        self.fields["source"] = forms.ChoiceField(
            label="Look up",
            choices=[
                ("", "Nothing"),
                *((one.slug, one.name) for one in sources.values()),
                *([(now, f"{now} (not there any more)")] if now and now not in sources else []),
            ],
            initial=now,
            required=False,
        )
        chosen = str(data.get("source", "")) if data is not None else now
        self.source = sources.get(chosen)
        self.provider = _provider(self.source)
        self.asked = _answers(known, place)
        self.inputs: list[str] = []
        self.outputs: list[str] = []
        if self.provider is not None:
            self._mapping_fields(before if chosen == now else {})
        for name, label in (
            ("not_found", "What they read when nothing is found"),
            ("down", "What they read when it is down: whom to ring"),
        ):
            self.fields[name] = TextField(languages, label=label, lines=2)
        self.order_fields(
            [
                "source",
                *self.fields_of_mapping,
                "when_not_found",
                "not_found",
                "when_down",
                "down",
                "fresh_minutes",
            ]
        )

    @property
    def fields_of_mapping(self) -> list[str]:
        """The fields that the chosen look-up brings along."""
        return [
            *(f"in_{name}" for name in self.inputs),
            *(f"{part}_{name}" for name in self.outputs for part in ("key", "type", "label")),
        ]

    def _mapping_fields(self, before: Part) -> None:
        assert self.provider is not None
        given, kept = _object(before.get("inputs")), _object(before.get("outputs"))
        by_source = {str(one.get("from")): (key, one) for key, one in kept.items() if isinstance(one, dict)}
        for name, field in self.provider.inputs.model_fields.items():
            self.inputs.append(name)
            self.fields[f"in_{name}"] = forms.ChoiceField(
                label=f"It is asked with: {name.replace('_', ' ')}",
                choices=[("", "Choose an answer"), *self.asked],
                initial=given.get(name),
                required=field.is_required(),
            )
        for name in self.provider.outputs.model_fields:
            self.outputs.append(name)
            key, one = by_source.get(name, ("", {}))
            self.fields[f"key_{name}"] = forms.CharField(
                label=f"It gives: {name.replace('_', ' ')}",
                initial=key,
                required=False,
                max_length=LONGEST_KEY,
                help_text="The key that conditions, fees and {{ marks }} know it by. Empty: not used.",
            )
            self.fields[f"type_{name}"] = forms.ChoiceField(
                label="What it is",
                choices=[(kind, TYPE_WORDS[kind]) for kind in OUTPUT_TYPES],
                initial=one.get("type") or _likely_type(self.provider, name),
            )
            self.fields[f"label_{name}"] = TextField(
                self.languages,
                label="What it is called on “check your answers”",
                initial=one.get("label"),
                help_text="Empty: not shown there.",
            )

    def clean(self) -> dict[str, Any]:
        """At least one fact is taken, each under a key of its own."""
        cleaned = super().clean() or {}
        if not cleaned.get("source") or self.provider is None:
            return cleaned
        taken: set[str] = set()
        for name in self.outputs:
            key = cleaned.get(f"key_{name}") or ""
            if key and not KEY.fullmatch(key):
                self.add_error(f"key_{name}", "Use small letters, digits and single hyphens.")
            elif key in taken:
                self.add_error(f"key_{name}", "Another one has this key.")
            elif key:
                taken.add(key)
        if not taken and not self.errors:
            raise ValidationError("Give at least one of what it gives a key.")
        return cleaned

    def part(self) -> Part | None:
        """The look-up as the language writes it."""
        given = self.cleaned_data
        if not given.get("source"):
            return None
        if self.provider is None:
            return self.before
        before = _object(self.before.get("outputs"))
        made: Part = {
            "from": given["source"],
            "inputs": {name: given[f"in_{name}"] for name in self.inputs if given[f"in_{name}"]},
            "outputs": {},
        }
        for name in self.outputs:
            key = given[f"key_{name}"]
            if key:
                output: Part = {"from": name, "type": given[f"type_{name}"]}
                old = before.get(key)
                if isinstance(old, dict) and isinstance(old.get("label"), dict):
                    output["label"] = old["label"]
                put_text(output, "label", given[f"label_{name}"], self.languages)
                made["outputs"][key] = output
        for name in ("not_found", "down"):
            if isinstance(self.before.get(name), dict):
                made[name] = dict(self.before[name])
            put_text(made, name, given[name], self.languages)
        put(made, "when_not_found", given["when_not_found"], default="ask_again")
        put(made, "when_down", given["when_down"], default="stop")
        put(made, "fresh_minutes", given["fresh_minutes"], default=15)
        return made


def _provider(source: LookupSource | None) -> Provider | None:
    if source is None:
        return None
    try:
        return build(source.kind, source.settings)
    except ValidationError:
        return None


def _answers(known: dict[str, Subject], place: int) -> list[tuple[str, str]]:
    """What a look-up on that page can be asked with: an answer, or a part of one."""
    found: list[tuple[str, str]] = []
    for one in known.values():
        if one.group or one.is_fact or one.place > place:
            continue
        if one.type in WHOLE:
            found.append((one.key, one.label))
        found += [(f"{one.key}.{part}", f"{one.label}: {part}") for part in sorted(PARTS.get(one.type, ()))]
    return found


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _likely_type(provider: Provider, name: str) -> str:
    about = str(provider.outputs.model_fields[name].annotation)
    for kind, hint in (("yes_no", "bool"), ("date", "date"), ("number", "float"), ("number", "int")):
        if re.search(rf"\b{hint}\b", about):
            return "money" if name.endswith("pence") else kind
    return "text"
