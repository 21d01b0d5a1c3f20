"""Choosing a page in a form of the admin: one of those offered, and no word of any other."""

from typing import Any

from django import forms
from wagtail.admin.widgets import AdminPageChooser

from content.models import ContentPage


class OfferedPageChooser(AdminPageChooser):
    """Wagtail's chooser shows again what was sent, by its title, whoever sent it: here only if it is among those offered."""

    offered: Any = None

    def get_instance(self, value: Any) -> Any:
        """The page, if it is offered."""
        number = str(getattr(value, "pk", value))
        if self.offered is None or not number.isdecimal() or len(number) > 9:
            return None
        return self.offered.filter(pk=int(number)).first()


def page_field(**kwargs: Any) -> forms.ModelChoiceField:
    """A field for a page; ``offer`` says which."""
    return forms.ModelChoiceField(
        queryset=ContentPage.objects.none(),
        widget=OfferedPageChooser(target_models=[ContentPage]),
        **kwargs,
    )


def offer(form: forms.Form, name: str, pages: Any) -> None:
    """These pages can be chosen."""
    field: Any = form.fields[name]
    field.queryset = pages
    field.widget.offered = pages
