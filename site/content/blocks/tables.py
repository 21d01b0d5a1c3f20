"""Tables and lists of fees: written a row a line, as people paste them from a spreadsheet."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail_localize.segments import StringSegmentValue

MOST_ROWS, MOST_COLUMNS = 200, 12
# What parts the cells of a line; a bar that is meant is written with a backslash before it.
_BAR = re.compile(r"(?<!\\)\|")


class CellsBlock(blocks.FieldBlock):
    """Rows of plain text, kept as a list of rows, each a list of cells. A translator is offered cell by cell."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field = forms.CharField(required=required, help_text=help_text, widget=AdminAutoHeightTextInput)
        super().__init__(**kwargs)

    def get_default(self) -> list[list[str]]:
        """No rows."""
        return []

    def normalize(self, value: Any) -> list[list[str]]:
        """As it is kept."""
        return value or []

    def value_from_form(self, value: Any) -> list[list[str]]:
        """The rows in what was written."""
        lines = [line for line in (value or "").splitlines() if line.strip()]
        return [_cells(line) for line in lines]

    def value_for_form(self, value: Any) -> str:
        """The rows as they are written."""
        rows = value or []
        return "\n".join(" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows)

    def clean(self, value: Any) -> list[list[str]]:
        """No more than fits on a page.

        Raises:
            ValidationError: for too many rows or columns, or none where there have to be some.
        """
        rows: list[list[str]] = super().clean(value)
        if len(rows) > MOST_ROWS:
            raise ValidationError(
                _("A table has at most %(most)s rows. Offer a longer one as a file.") % {"most": MOST_ROWS}
            )
        if any(len(row) > MOST_COLUMNS for row in rows):
            raise ValidationError(_("A table has at most %(most)s columns.") % {"most": MOST_COLUMNS})
        return rows

    def get_searchable_content(self, value: Any) -> list[str]:
        """Every cell."""
        return [cell for row in value or [] for cell in row if cell]

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """What wagtail-localize offers translators: each cell that says something."""
        return [
            StringSegmentValue(f"{line}-{column}", cell)
            for line, row in enumerate(value or [])
            for column, cell in enumerate(row)
            if cell
        ]

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> list[list[str]]:
        """The rows with the cells that were translated."""
        rows = [list(row) for row in value or []]
        for segment in segments:
            line, column = (int(part) for part in segment.path.split("-"))
            if line < len(rows) and column < len(rows[line]):
                rows[line][column] = segment.render_text()
        return rows

    class Meta:
        icon = "table"


class HeadBlock(CellsBlock):
    """One row: the names of the columns. Kept as a list of cells."""

    def get_default(self) -> Any:
        """No columns."""
        return []

    def value_from_form(self, value: Any) -> Any:
        """The first row."""
        rows = super().value_from_form(value)
        return rows[0] if rows else []

    def value_for_form(self, value: Any) -> str:
        """The row as it is written."""
        return super().value_for_form([value] if value else [])

    def clean(self, value: Any) -> Any:
        """No more columns than fit.

        Raises:
            ValidationError: for more.
        """
        head = self.value_from_form(self.field.clean(self.value_for_form(value)))
        if len(head) > MOST_COLUMNS:
            raise ValidationError(_("A table has at most %(most)s columns.") % {"most": MOST_COLUMNS})
        return head

    def get_searchable_content(self, value: Any) -> list[str]:
        """The names of the columns."""
        return [cell for cell in value or [] if cell]

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Each name."""
        return super().get_translatable_segments([value or []])

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """The names with those that were translated."""
        return super().restore_translated_segments([value or []], segments)[0]


class TableBlock(blocks.StructBlock):
    """A table with a caption. The first cell of each row says what the row is about."""

    caption = blocks.CharBlock(max_length=160, help_text=_("What the table shows."))
    head = HeadBlock(
        label=_("Columns"),
        help_text=_("Their names, with | between them. For example: School | Places | Left"),
    )
    rows = CellsBlock(
        help_text=_("A row a line, with | between the cells. You can paste rows from a spreadsheet.")
    )

    def clean(self, value: Any) -> Any:
        """Every row has as many cells as there are columns.

        Raises:
            StructBlockValidationError: naming the first row that has not.
        """
        cleaned = super().clean(value)
        wanted = len(cleaned["head"])
        for number, row in enumerate(cleaned["rows"], start=1):
            if len(row) != wanted:
                problem = _("Row %(number)s has %(has)s cells, but there are %(wanted)s columns.") % {
                    "number": number,
                    "has": len(row),
                    "wanted": wanted,
                }
                raise StructBlockValidationError(block_errors={"rows": ValidationError(problem)})
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        template = "content/blocks/table.html"


class FeesBlock(blocks.StructBlock):
    """What things cost."""

    caption = blocks.CharBlock(max_length=160, help_text=_("For what, and from when to when."))
    rows = CellsBlock(
        label=_("Fees"),
        help_text=_("A fee a line: what it is for, then | and the amount. For example: Certificate | £12.50"),
    )

    def clean(self, value: Any) -> Any:
        """Every line says what for, and how much.

        Raises:
            StructBlockValidationError: naming the first line that does not.
        """
        cleaned = super().clean(value)
        for number, row in enumerate(cleaned["rows"], start=1):
            if len(row) != 2 or not all(row):
                problem = _("Line %(number)s has to say what for, then | and how much.") % {"number": number}
                raise StructBlockValidationError(block_errors={"rows": ValidationError(problem)})
        return cleaned

    class Meta:
        icon = "tag"
        label = _("Fees")
        template = "content/blocks/fees.html"


def _cells(line: str) -> list[str]:
    """The cells of a line; from a spreadsheet they are parted by tabs."""
    parts = line.split("\t") if "\t" in line else _BAR.split(line)
    cells = [part.replace("\\|", "|").strip() for part in parts]
    # A line written with bars at both ends, as in Markdown.
    if "\t" not in line and len(cells) > 2 and not cells[0] and not cells[-1]:
        cells = cells[1:-1]
    return cells
