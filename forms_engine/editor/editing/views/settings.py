"""What is true of the whole journey: settings, the declaration, sections, and lists that questions share."""

from typing import Any

from django import forms
from django.http import QueryDict

from forms_engine.editor.editing import overview
from forms_engine.editor.editing.changes.finding import Document, copied
from forms_engine.editor.editing.forms.settings import SettingsForm
from forms_engine.editor.editing.forms.texts import TextField, put_text
from forms_engine.editor.editing.places import Found
from forms_engine.editor.editing.screens import Crumb, EditScreen

_ELSEWHERE = frozenset(
    {"pages", "fees", "conditions", "lists", "sections", "start", "outcome", "declaration", "kept"}
)


class Settings(EditScreen):
    """The journey's settings."""

    template_name = "editor/editing/settings.html"
    page_title = "Settings"

    def part(self, document: Document) -> Any:
        """Everything that has no screen of its own."""
        return {name: value for name, value in document.items() if name not in _ELSEWHERE}

    def make_form(self, data: QueryDict | None) -> SettingsForm:
        """The form over them."""
        return SettingsForm(
            data, document=self.document, languages=self.home.languages, known=self.home.known()
        )

    def apply(self, document: Document, form: SettingsForm) -> Document:
        """The document with the settings."""
        return form.apply(document)

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those that are mended here."""
        return [one for one in found if one.place.screen == "settings"]

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": "Settings"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        booking = self.document.get("booking")
        when = booking.get("when") if isinstance(booking, dict) else None
        return super().get_context_data(
            **kwargs,
            has_booking=isinstance(booking, dict),
            booking_when=overview.shown_when(when, self.home.known()),
        )


class DeclarationForm(forms.Form):
    """What people agree to when they send."""

    def __init__(self, *args: Any, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["declaration"] = TextField(
            languages,
            label="Declaration",
            lines=5,
            help_text="On “check your answers”, with a button to send. Leave empty where nothing has to be agreed to.",
        )


class Declaration(EditScreen):
    """The declaration on check-your-answers."""

    template_name = "editor/editing/declaration.html"
    page_title = "Declaration"

    def part(self, document: Document) -> Any:
        """The text."""
        return document.get("declaration")

    def make_form(self, data: QueryDict | None) -> DeclarationForm:
        """The form over it."""
        initial = {"declaration": self.document.get("declaration")}
        return DeclarationForm(data, initial=initial, languages=self.home.languages)

    def apply(self, document: Document, form: DeclarationForm) -> Document:
        """The document with the text."""
        changed = copied(document)
        put_text(changed, "declaration", form.cleaned_data["declaration"], self.home.languages)
        return changed

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those about it."""
        return [one for one in found if one.place.screen == "declaration"]

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": "Declaration"}]
