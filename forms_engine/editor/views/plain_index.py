"""Wagtail's list of snippets with less in it: what both of our lists leave out."""

from functools import cached_property
from typing import Any

from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView


class PlainIndexView(IndexView):
    """A list without boxes to tick and without other apps' buttons on every row."""

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the list, without boxes to tick: there is nothing to do to many at once."""
        return [column for column in super().columns if column.name != "bulk_actions"]

    def get_list_buttons(self, instance: Any) -> list[Any]:
        """Wagtail's own, without other apps': wagtail-localize's ask the database twice for every row. Translating is
        offered on the row's own page."""
        buttons: list[Any] = super(IndexView, self).get_list_buttons(instance)
        return buttons
