"""The steps of a step by step."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.links import OUR_PAGES, JourneySlugBlock
from content.blocks.notices import NOTICE_FEATURES
from content.blocks.one_way import check_one_way

STEP_KINDS = [("step", _("A step")), ("and", _("And at the same time")), ("or", _("Or instead"))]


class StepLinkBlock(blocks.StructBlock):
    """Where a step leads: one of a page, a journey and an address elsewhere."""

    label = blocks.CharBlock(max_length=90)
    page = blocks.PageChooserBlock(page_type=OUR_PAGES, required=False)
    journey_slug = JourneySlugBlock(label=_("Journey"), required=False, default="")
    url = blocks.URLBlock(label=_("Address elsewhere"), required=False, default="")
    note = blocks.CharBlock(
        max_length=60, required=False, default="", help_text=_("For example, what it costs.")
    )

    def clean(self, value: Any) -> Any:
        """It leads to one end.

        Raises:
            StructBlockValidationError: where it leads to none, or to two or three.
        """
        cleaned = super().clean(value)
        check_one_way(cleaned, ["page", "journey_slug", "url"])
        return cleaned


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(max_length=90)
    kind = blocks.ChoiceBlock(choices=STEP_KINDS, default="step")
    text = blocks.RichTextBlock(features=NOTICE_FEATURES, required=False, default="")
    links = blocks.ListBlock(StepLinkBlock(), default=[])

    class Meta:
        icon = "list-ol"
