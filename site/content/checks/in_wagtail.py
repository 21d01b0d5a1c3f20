"""Our checks among Wagtail's own: its Checks panel says them while somebody writes, and points at the place.

Wagtail runs axe over the preview, which shows the form as it is filled in. What can be seen there (links, pictures) is
looked at there, by ``content/preview_checks.js``; what is of the page as a whole (reading age, title, summary) is worked
out here, and the preview carries the outcome.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.forms import Media
from django.http import HttpRequest
from wagtail.admin.userbar import ContentCheckerItem

from content.checks.checking import (
    BARE_ADDRESS,
    EMPTY_WORDS,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    OLDEST_READER,
    SHORTEST_SUMMARY,
)

HEADING, LINKS = "main h1", "main a[href]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One of ours: what it is called, where it stands, what is said. ``options`` go to the check in the browser."""

    id: str
    selector: str
    name: str
    advice: str
    options: dict[str, Any] = field(default_factory=dict)


# Of the page as a whole, said at its heading, by the kind of finding (``Finding.about``) that makes it fail.
OF_THE_PAGE = {
    "Reading age": Rule(
        "gh-reading-age",
        HEADING,
        "It is hard to read",
        f"Aim for a reading age of {OLDEST_READER} or less: shorter sentences and plainer words. Once the draft is saved, "
        "“To look at” in the form says how old, and shows the longest sentence.",
    ),
    "Title": Rule(
        "gh-title",
        HEADING,
        "The title is hard to take in",
        f"Write it as a sentence of {LONGEST_TITLE} characters or less, with what people look for first.",
    ),
    "Summary": Rule(
        "gh-summary",
        HEADING,
        "The summary is missing, too short or too long",
        f"Say in {SHORTEST_SUMMARY} to {LONGEST_SUMMARY} characters who the page is for and what they can do: lists and "
        "search results show it.",
    ),
    "Pictures": Rule(
        "gh-pictures",
        HEADING,
        "The words for a picture are missing, or say little",
        "Write what it shows for people who cannot see it, or tick that it is decoration.",
    ),
}
OF_A_LINK = [
    Rule(
        "gh-link-words",
        LINKS,
        "A link does not say where it leads",
        "Write the name of what it leads to, and no address: many people read the links alone.",
        {"words": sorted(EMPTY_WORDS), "address": f"^(?:{BARE_ADDRESS.pattern})$"},
    ),
    Rule(
        "gh-same-words",
        LINKS,
        "Links with the same words lead to different places",
        "Give each link words of its own.",
    ),
    Rule(
        "gh-pdf",
        LINKS,
        "A link leads to a PDF",
        "A PDF is hard to read on a phone, and for many people not at all. Put what it says on a page, or keep it as a copy "
        "to print.",
    ),
]
RULES = [*OF_THE_PAGE.values(), *OF_A_LINK]
# Of Wagtail's: an empty description is an empty summary, and words for pictures are looked at with the draft.
NOT_ASKED = {"empty-meta-description", "alt-text-quality"}


class ContentChecks(ContentCheckerItem):
    """Wagtail's checks and ours. Nothing of it stops anybody."""

    # Wagtail shows them in the preview alone, which nobody reads on an old phone.
    media = Media(js=["content/preview_checks.js"])
    # What stands round the page is no editor's.
    axe_include: ClassVar[list[str]] = ["main"]

    def get_axe_run_only(self, request: HttpRequest) -> list[str]:
        """The rules by name."""
        theirs = super().get_axe_run_only(request)
        return [*(one for one in theirs if one not in NOT_ASKED), *(rule.id for rule in RULES)]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Each of ours asks the check of the same name."""
        ours = [
            {
                "id": one.id,
                "selector": one.selector,
                "tags": ["best-practice"],
                "any": [one.id],
                "enabled": True,
            }
            for one in RULES
        ]
        return [*super().get_axe_custom_rules(request), *ours]

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict[str, Any]]:
        """What the checks in the browser decide by."""
        return [
            *super().get_axe_custom_checks(request),
            *({"id": one.id, "options": one.options} for one in RULES),
        ]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, Any]:
        """What is said."""
        ours = {one.id: {"error_name": one.name, "help_text": one.advice} for one in RULES}
        return {**super().get_axe_messages(request), **ours}


def put_ours_in(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Wagtail's hook: in place of its checks."""
    items[:] = [
        ContentChecks(in_editor=one.in_editor) if isinstance(one, ContentCheckerItem) else one
        for one in items
    ]
