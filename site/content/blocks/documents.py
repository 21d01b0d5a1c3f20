"""Files to fetch."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

# What people call a kind of file, by the end of its name.
KINDS = {
    "csv": _("CSV"),
    "docx": _("Word document"),
    "doc": _("Word document"),
    "odt": _("OpenDocument text"),
    "ods": _("OpenDocument spreadsheet"),
    "pptx": _("PowerPoint slides"),
    "rtf": _("Rich text"),
    "txt": _("Plain text"),
    "xls": _("Excel spreadsheet"),
    "xlsx": _("Excel spreadsheet"),
}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file the reader may have. ``language`` is its own where an editor has said it: code and name."""

    title: str
    url: str
    kind: str
    size: int | None
    language: str = ""
    language_name: str = ""


def _languages() -> list[tuple[str, str]]:
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


class LanguageBlock(blocks.ChoiceBlock):
    """The language of a file: the same in every language of the page."""

    choices = staticmethod(_languages)

    def normalize_choice(self, value: Any) -> Any:
        """As it is kept."""
        return value

    def get_searchable_content(self, value: str) -> list[str]:
        """Nothing."""
        return []

    def get_translatable_segments(self, value: str) -> list[Any]:
        """What wagtail-localize offers translators: nothing."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """The original's."""
        return value


class DocumentBlock(blocks.StructBlock):
    """A file, with words of its own where its title does not do."""

    document = DocumentChooserBlock()
    title = blocks.CharBlock(
        max_length=120, required=False, default="", help_text=_("The file's own title if empty.")
    )
    language = LanguageBlock(
        required=False, default="", help_text=_("Where the file is not in the language of the page.")
    )

    class Meta:
        icon = "doc-full"


class DocumentsBlock(blocks.ListBlock):
    """Files to fetch, each with its kind and size."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(DocumentBlock(), **kwargs)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds ``files``: those the reader may have."""
        return {**super().get_context(value, parent_context), "files": files_shown(value)}

    class Meta:
        icon = "download"
        label = _("Documents")
        template = "content/blocks/documents.html"


def files_shown(values: Iterable[Any]) -> list[ShownFile]:
    """Those of the document blocks' files that the reader at hand may have."""
    from content.shown_files import may_show

    names = dict(_languages())
    found = []
    for value in values:
        document = value.get("document")
        if document is None or not may_show(document):
            continue
        code = value.get("language") or ""
        found.append(
            ShownFile(
                title=value.get("title") or document.title,
                url=document.url,
                kind=str(KINDS.get(document.file_extension.lower(), document.file_extension.upper())),
                size=document.file_size,
                language=code,
                language_name=str(get_language_info(code)["name_translated"]) if code in names else "",
            )
        )
    return found
