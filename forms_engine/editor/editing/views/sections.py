"""Names for runs of pages."""

from typing import Any

from django import forms
from django.forms.formsets import formset_factory
from django.http import QueryDict

from forms_engine.editor.editing.changes.finding import Document, copied, objects
from forms_engine.editor.editing.changes.keys import key_from
from forms_engine.editor.editing.changes.references import uses_of_section
from forms_engine.editor.editing.forms.texts import TextField, put_text
from forms_engine.editor.editing.places import Found
from forms_engine.editor.editing.screens import Crumb, EditScreen


class SectionForm(forms.Form):
    """One section's name."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = TextField(languages, label="Name")


class SectionsForm(forms.Form):
    """All sections, a row each."""

    def __init__(self, data: Any = None, *, before: dict[str, Any], languages: tuple[str, ...]) -> None:
        super().__init__(data)
        self.before, self.languages = before, languages
        rows = formset_factory(SectionForm, extra=2, can_delete=True, max_num=100)
        self.rows = rows(
            data,
            prefix="rows",
            initial=[{"key": key, "name": name} for key, name in before.items()],
            form_kwargs={"languages": languages},
        )

    def is_valid(self) -> bool:
        """Whether every row will do."""
        return bool(super().is_valid() and self.rows.is_valid())

    def sections(self) -> dict[str, Any]:
        """The sections by key; new ones get a key made of their name."""
        found: dict[str, Any] = {}
        for form in self.rows.forms:
            given = form.cleaned_data
            if not (given.get("name") or {}).get("en") or given.get("DELETE"):
                continue
            key = given["key"] if given["key"] in self.before else ""
            key = key or key_from(given["name"]["en"], {*found, *self.before}, "section", whole=True)
            holder = {"name": self.before.get(key)}
            put_text(holder, "name", given["name"], self.languages)
            found[key] = holder["name"]
        return found


class Sections(EditScreen):
    """Names for runs of pages."""

    template_name = "editor/editing/sections.html"
    page_title = "Sections"

    def part(self, document: Document) -> Any:
        """All of them."""
        return document.get("sections")

    def make_form(self, data: QueryDict | None) -> SectionsForm:
        """The form over them."""
        before = self.document.get("sections")
        return SectionsForm(
            data, before=before if isinstance(before, dict) else {}, languages=self.home.languages
        )

    def apply(self, document: Document, form: SectionsForm) -> Document:
        """The document with the sections; a page whose section went has none."""
        changed = copied(document)
        before = changed.get("sections")
        changed["sections"] = form.sections()
        gone = set(before if isinstance(before, dict) else ()) - set(changed["sections"])
        for part in objects(changed.get("pages")):
            if part.get("section") in gone:
                del part["section"]
        if not changed["sections"]:
            del changed["sections"]
        return changed

    def next_url(self) -> str:
        """Stay: names are usually given one after another."""
        return self.home.url("sections")

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those about sections."""
        return [one for one in found if one.place.screen == "sections"]

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": "Sections"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = self.document.get("sections")
        counts = [
            len(uses_of_section(self.document, key)) for key in (before if isinstance(before, dict) else {})
        ]
        return super().get_context_data(**kwargs, counts=counts)
