"""What a directory's entries are narrowed by, and when an entry is open."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FacetValueBlock(blocks.StructBlock):
    """One thing an entry can have. Its key is the same in every language."""

    key = blocks.RegexBlock(regex=r"^[a-z0-9-]{1,40}$", help_text=_("Small letters, digits and hyphens."))
    label = blocks.CharBlock(max_length=60)


class FacetBlock(blocks.StructBlock):
    """One question by which the list is narrowed, such as "Facilities"."""

    key = blocks.RegexBlock(regex=r"^[a-z0-9-]{1,40}$", help_text=_("Small letters, digits and hyphens."))
    label = blocks.CharBlock(max_length=60)
    values = blocks.ListBlock(FacetValueBlock())

    class Meta:
        icon = "list-ul"


class HoursBlock(blocks.StructBlock):
    """When it is open, as people say it: "Monday to Friday", "9am to 5pm"."""

    days = blocks.CharBlock(max_length=60)
    times = blocks.CharBlock(max_length=60)

    class Meta:
        icon = "time"
