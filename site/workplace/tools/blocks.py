"""One tool, as an editor writes it down."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ToolBlock(blocks.StructBlock):
    """A system people work with: ``url`` is a path of the intranet or a whole address."""

    name = blocks.CharBlock(max_length=80)
    url = blocks.CharBlock(max_length=1000, help_text=_("Such as /workplace/ or https://pay.example.org/."))
    text = blocks.CharBlock(max_length=200, required=False, help_text=_("What it is for."))
    group = blocks.CharBlock(max_length=60, help_text=_("Tools of one group stand together, such as “You”."))

    class Meta:
        icon = "cog"
        label = _("Tool")
