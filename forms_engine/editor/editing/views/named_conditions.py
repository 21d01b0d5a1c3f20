"""The conditions that have a name: all of them, and one by one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forms_engine.editor.editing import overview
from forms_engine.editor.editing.changes import tables
from forms_engine.editor.editing.changes.finding import Document, NotThere
from forms_engine.editor.editing.changes.keys import key_from
from forms_engine.editor.editing.changes.references import rename_condition, uses_of_condition
from forms_engine.editor.editing.forms.conditions import ANY
from forms_engine.editor.editing.screens import Crumb, Screen
from forms_engine.editor.editing.sentences import name_of, sentence
from forms_engine.editor.services import DraftLocked, DraftRefused, StaleDraft


class Conditions(Screen):
    """The conditions that have a name, with where each is used."""

    template_name = "editor/editing/conditions.html"
    page_title = "Named conditions"

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": "Named conditions"}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """All of them."""
        return self.show(NameForm())

    def show(self, form: "NameForm", *, status: int = 200, problem: str = "") -> HttpResponse:
        """The list, and the form that adds to it."""
        known, found = self.home.known(), self.atlas.findings(self.home.findings())
        conditions = self.document.get("conditions")
        listed = [
            {
                "key": key,
                "name": name_of(key),
                "words": sentence(condition, known),
                "uses": len(uses_of_condition(self.document, key)),
                "url": self.home.url("condition_at", where=f"named/{key}"),
                "found": [
                    one
                    for one in found
                    if one.place.screen == "condition" and one.place.parts.get("key") == key
                ],
            }
            for key, condition in sorted((conditions if isinstance(conditions, dict) else {}).items())
        ]
        context = self.get_context_data(conditions=listed, form=form, problem=problem)
        return render(self.request, self.template_name, context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add one, and go on to say when it holds."""
        form = NameForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        made: list[str] = []

        def add(document: Document) -> Document:
            changed, key = tables.add_entry(document, "conditions", form.cleaned_data["name"], {ANY: []})
            made[:] = [key]
            return changed

        try:
            self.home.change(add, lambda document: True)
        except (DraftLocked, DraftRefused, StaleDraft) as refused:
            return self.show(form, status=409, problem=str(refused))
        return redirect(self.home.url("condition_at", where=f"named/{made[0]}"))


class NameForm(forms.Form):
    """What a condition is called."""

    name = forms.CharField(label="What it is called", max_length=60, help_text="Such as: Lives in the county")


class NamedCondition(Screen):
    """Another name for a condition, or none any more."""

    template_name = "editor/editing/named_condition.html"

    @property
    def key(self) -> str:
        return str(self.kwargs["key"])

    def get_page_title(self) -> str:
        return name_of(self.key)

    def crumbs(self) -> list[Crumb]:
        return [
            {"url": self.home.url("conditions"), "label": "Named conditions"},
            {"url": "", "label": name_of(self.key)},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Its name and its uses."""
        return self.show(NameForm(initial={"name": name_of(self.key)}))

    def show(self, form: NameForm, *, status: int = 200) -> HttpResponse:
        """The screen with its form."""
        conditions = self.document.get("conditions")
        if not isinstance(conditions, dict) or self.key not in conditions:
            raise NotThere(self.key)
        places = [self.atlas.place_of(use.place) for use in uses_of_condition(self.document, self.key)]
        context = self.get_context_data(
            form=form,
            key=self.key,
            name=name_of(self.key),
            words=sentence(conditions[self.key], self.home.known()),
            uses=list({place.key: place for place in places}.values()),
            url=self.home.url("condition_at", where=f"named/{self.key}"),
        )
        return render(self.request, self.template_name, context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Rename or remove it."""
        key, to = self.key, self.home.url("conditions")
        if request.POST.get("do") == "remove":
            return overview.carry_out(
                request, self.home, lambda document: tables.remove_entry(document, "conditions", key),
                lambda document: True, done=f"“{name_of(key)}” is removed.", to=to,
            )  # fmt: skip
        form = NameForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        conditions = self.document.get("conditions")
        taken = set(conditions if isinstance(conditions, dict) else ()) - {key}
        new = key_from(form.cleaned_data["name"], taken, "condition", whole=True)
        if new == key:
            messages.info(request, "The name is as it was.")
            return redirect(to)
        return overview.carry_out(
            request, self.home, lambda document: rename_condition(document, key, new),
            lambda document: key in (document.get("conditions") or {}), done="Renamed wherever it is used.", to=to,
        )  # fmt: skip
