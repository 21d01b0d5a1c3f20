"""Days."""

from wagtail import blocks


class DateBlock(blocks.DateBlock):
    """A day, the same in every language."""

    def get_translatable_segments(self, value: object) -> list[object]:
        """What wagtail-localize offers translators: nothing."""
        return []

    def restore_translated_segments(self, value: object, segments: list[object]) -> object:
        """The original's."""
        return value

    class Meta:
        icon = "date"
