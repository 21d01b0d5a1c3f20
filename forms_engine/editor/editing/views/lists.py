"""The lists of options that several questions use."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from forms_engine.editor.editing import overview
from forms_engine.editor.editing.changes import tables
from forms_engine.editor.editing.changes.finding import Document, NotThere, english, objects
from forms_engine.editor.editing.changes.options import pasted
from forms_engine.editor.editing.changes.references import uses_of_list
from forms_engine.editor.editing.forms.options import OptionsForm
from forms_engine.editor.editing.places import Found
from forms_engine.editor.editing.screens import Crumb, EditScreen, Screen
from forms_engine.editor.editing.sentences import name_of
from forms_engine.editor.services import DraftLocked, DraftRefused, StaleDraft


class ListNameForm(forms.Form):
    """What a new list is called."""

    name = forms.CharField(label="What it is called", max_length=60, help_text="Such as: Primary schools")
    options = forms.CharField(
        label="Answers",
        help_text="One answer a line.",
        widget=forms.Textarea({"rows": 8, "data-controller": "w-autosize"}),
    )


class Lists(Screen):
    """The lists of options that several questions use."""

    template_name = "editor/editing/lists.html"
    page_title = "Lists"

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": "Lists"}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """All of them."""
        return self.show(ListNameForm())

    def show(self, form: ListNameForm, *, status: int = 200, problem: str = "") -> HttpResponse:
        """The lists, and the form that adds one."""
        lists = self.document.get("lists")
        listed = [
            {
                "key": key,
                "name": name_of(key),
                "count": len(objects(options)),
                "first": ", ".join(english(option.get("label")) for option in objects(options)[:4]),
                "uses": len(uses_of_list(self.document, key)),
                "url": self.home.url("options_list", key=key),
            }
            for key, options in sorted((lists if isinstance(lists, dict) else {}).items())
        ]
        context = self.get_context_data(lists=listed, form=form, problem=problem)
        return render(self.request, self.template_name, context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add one."""
        form = ListNameForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        options = pasted(form.cleaned_data["options"], [])
        if not options:
            form.add_error("options", "Give at least one answer.")
            return self.show(form, status=422)
        name = form.cleaned_data["name"]
        try:
            self.home.change(
                lambda document: tables.add_entry(document, "lists", name, options)[0], lambda document: True
            )
        except (DraftLocked, DraftRefused, StaleDraft) as refused:
            return self.show(form, status=409, problem=str(refused))
        return redirect(self.home.url("lists"))


class ListScreen(EditScreen):
    """One list of options."""

    template_name = "editor/editing/options_list.html"

    @property
    def key(self) -> str:
        return str(self.kwargs["key"])

    def part(self, document: Document) -> Any:
        """Its options."""
        lists = document.get("lists")
        if not isinstance(lists, dict) or self.key not in lists:
            raise NotThere(self.key)
        return lists[self.key]

    def make_form(self, data: QueryDict | None) -> OptionsForm:
        """The form over them."""
        return OptionsForm(data, self.part(self.document), languages=self.home.languages, exclusive=True)

    def apply(self, document: Document, form: OptionsForm) -> Document:
        """The document with the list."""
        options = form.options()
        if not options:
            return document
        return tables.replace_entry(document, "lists", self.key, options)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save it, or remove it where no question uses it."""
        if request.POST.get("do") != "remove":
            return super().post(request, *args, **kwargs)
        if uses_of_list(self.document, self.key):
            return redirect(self.home.url("options_list", key=self.key))
        return overview.carry_out(
            request, self.home, lambda document: tables.remove_entry(document, "lists", self.key),
            lambda document: not uses_of_list(document, self.key), done="The list is removed.", to=self.home.url("lists"),
        )  # fmt: skip

    def next_url(self) -> str:
        """The lists."""
        return self.home.url("lists")

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those about the list."""
        return [
            one
            for one in found
            if one.place.screen == "options_list" and one.place.parts.get("key") == self.key
        ]

    def get_page_title(self) -> str:
        return name_of(self.key)

    def crumbs(self) -> list[Crumb]:
        return [{"url": self.home.url("lists"), "label": "Lists"}, {"url": "", "label": name_of(self.key)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = [self.atlas.place_of(use.place) for use in uses_of_list(self.document, self.key)]
        return super().get_context_data(**kwargs, uses=list({place.key: place for place in places}.values()))
