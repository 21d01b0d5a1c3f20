"""One tool, as an editor writes it down."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from workplace.tools.addresses import HTTPS, NoAddress, address_in


class AddressBlock(blocks.URLBlock):
    """Where a tool is: a path of this host, or a whole https address. The same in every language, so translators are not
    offered it. As it is an address, the report of broken links looks whether it leads anywhere."""

    def __init__(self, max_length: int | None = None, help_text: Any = None, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, help_text=help_text, **kwargs)
        # A path is no URL to Django's field.
        self.field = forms.CharField(max_length=max_length, help_text=help_text)

    def clean(self, value: Any) -> Any:
        """As it is kept.

        Raises:
            ValidationError: for anything else, such as ``javascript:``.
        """
        cleaned = super().clean(value)
        try:
            return address_in(cleaned, HTTPS)
        except NoAddress as error:
            raise ValidationError(str(error)) from error

    def get_searchable_content(self, value: str) -> list[str]:
        """Nothing: the tool is found by its name."""
        return []

    def get_translatable_segments(self, value: str) -> list[Any]:
        """What wagtail-localize offers: nothing."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """The original's."""
        return value


class ToolBlock(blocks.StructBlock):
    """A system people work with: ``url`` is a path of the intranet or a whole address."""

    name = blocks.CharBlock(max_length=80)
    url = AddressBlock(max_length=1000, help_text=_("Such as /workplace/ or https://pay.example.org/."))
    text = blocks.CharBlock(max_length=200, required=False, help_text=_("What it is for."))
    group = blocks.CharBlock(max_length=60, help_text=_("Tools of one group stand together, such as “You”."))

    class Meta:
        icon = "cog"
        label = _("Tool")
