"""Ways on from a page."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.one_way import check_one_way
from content.journey_choice import journey_choices
from content.journey_references import references_to_journey

# Chosen as our own page type, so that its audience keys come with it in the one query that loads all choices.
OUR_PAGES = "content.ContentPage"

TASK_KINDS = [
    ("apply", "Apply"),
    ("book", "Book"),
    ("pay", "Pay"),
    ("report", "Report"),
    ("find", "Find out"),
]

# What the task is drawn as: names in themes/assets/images/icons.svg. Without one, its kind decides.
TASK_ICONS = [
    ("badge", "Badge"),
    ("bin", "Bin"),
    ("book", "Book"),
    ("bus", "Bus"),
    ("calendar", "Calendar"),
    ("document", "Document"),
    ("heart", "Heart"),
    ("home", "Home"),
    ("lock", "Lock"),
    ("people", "People"),
    ("pound", "Pound"),
    ("road", "Road"),
    ("school", "School"),
    ("snow", "Snow"),
    ("tree", "Tree"),
]


class TaskBlock(blocks.StructBlock):
    """One of the things most people come for."""

    label = blocks.CharBlock(max_length=60)
    kind = blocks.ChoiceBlock(choices=TASK_KINDS, default="find")
    icon = blocks.ChoiceBlock(choices=TASK_ICONS, required=False)
    page = blocks.PageChooserBlock(page_type=OUR_PAGES)

    class Meta:
        icon = "pick"
        template = "content/blocks/task.html"


class JourneySlugBlock(blocks.ChoiceBlock):
    """The address of a journey, chosen by title: the same in every language, so translators are not offered it."""

    choices = staticmethod(journey_choices)

    def normalize_choice(self, value: Any) -> Any:
        """As it is kept. Wagtail would look every journey up, for each page that is read, to find its type."""
        return value

    def extract_references(self, value: str) -> Iterator[Any]:
        """The journey, for Wagtail's index of what is used where."""
        return references_to_journey(value)

    def get_searchable_content(self, value: str) -> list[str]:
        """Nothing: its title stands on the button."""
        return []

    def get_translatable_segments(self, value: str) -> list[Any]:
        """What wagtail-localize offers: nothing."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """The original's."""
        return value


class ActionBlock(blocks.StructBlock):
    """A button: to a journey, or to a page."""

    label = blocks.CharBlock(max_length=60)
    journey_slug = JourneySlugBlock(label=_("Journey"), required=False, default="")
    page = blocks.PageChooserBlock(page_type=OUR_PAGES, required=False)

    def clean(self, value: Any) -> Any:
        """It leads to one end.

        Raises:
            StructBlockValidationError: where it leads to none, or to two.
        """
        cleaned = super().clean(value)
        check_one_way(cleaned, ["journey_slug", "page"])
        return cleaned

    class Meta:
        icon = "arrow-right"
        template = "content/blocks/action.html"


class CallToActionBlock(blocks.StructBlock):
    """One more thing that people come to a service's page to do: at a journey, a page or an address elsewhere."""

    label = blocks.CharBlock(max_length=60)
    kind = blocks.ChoiceBlock(choices=TASK_KINDS, default="find")
    journey_slug = JourneySlugBlock(label=_("Journey"), required=False, default="")
    page = blocks.PageChooserBlock(page_type=OUR_PAGES, required=False)
    url = blocks.URLBlock(label=_("Address elsewhere"), required=False, default="")

    def clean(self, value: Any) -> Any:
        """It leads to one end.

        Raises:
            StructBlockValidationError: where it leads to none, or to two or three.
        """
        cleaned = super().clean(value)
        check_one_way(cleaned, ["journey_slug", "page", "url"])
        return cleaned

    class Meta:
        icon = "arrow-right"


class CardsBlock(blocks.StructBlock):
    """Pages worth going to, with what each is about."""

    cards = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("page", blocks.PageChooserBlock(page_type=OUR_PAGES)),
                (
                    "title",
                    blocks.CharBlock(required=False, default="", help_text="The page's own title if empty."),
                ),
                ("text", blocks.CharBlock(required=False, default="", max_length=200)),
            ]
        )
    )

    class Meta:
        icon = "list-ul"
        template = "content/blocks/cards.html"
