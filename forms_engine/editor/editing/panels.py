"""The panel that Wagtail's own edit page of a journey (or question set) shows: what it is made of, and where to change it."""

from typing import Any

from wagtail.admin.panels import Panel

from forms_engine.editor.editing import overview
from forms_engine.editor.editing.changes.finding import english, objects
from forms_engine.editor.editing.homes import SET_PAGE, DraftHome, Home, SetHome
from forms_engine.editor.editing.memory import digest
from forms_engine.editor.editing.places import Atlas
from forms_engine.editor.models import JourneyDraft
from forms_engine.journeys.measures_counts import journey_measures

DAYS = 30


class OverviewPanel(Panel):
    """The pages in order with what stands on them. It has no form fields: its buttons are commands of their own."""

    class BoundPanel(Panel.BoundPanel):
        """For one draft or set."""

        template_name = "editor/editing/overview.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """What the template shows; measures only of what has been published."""
            context = super().get_context_data(parent_context)
            home: Home = (
                DraftHome(self.request, self.instance.pk)
                if isinstance(self.instance, JourneyDraft)
                else SetHome(self.request, self.instance.pk)
            )
            return {**context, **of_home(home), "request": self.request}


def of_home(home: Home) -> dict[str, Any]:
    """What the overview shows of a draft or a set."""
    atlas = Atlas(home.document, home.sets)
    found = atlas.findings(home.findings())
    context: dict[str, Any] = {
        "home": home,
        "errors": sum(one.is_error for one in found),
        "warnings": sum(not one.is_error for one in found),
    }
    if isinstance(home, DraftHome):
        return {**context, **_of_draft(home, found)}
    return {
        **context,
        "holder": SET_PAGE,
        "blocks": overview.block_rows(home, home.document, SET_PAGE, found),
        "seen": digest(home.document["pages"][0]["blocks"]),
    }


def _of_draft(home: DraftHome, found: list[Any]) -> dict[str, Any]:
    document = home.document
    measured = journey_measures(home.draft.journey, DAYS) if home.draft.journey else None
    rows = overview.rows(home, found, {one.page: one for one in measured.pages} if measured else {})

    def count(name: str) -> int:
        entries = document.get(name)
        return len(entries) if isinstance(entries, list | dict) else 0

    def said(number: int, one: str, many: str, none: str = "none") -> str:
        return none if not number else f"1 {one}" if number == 1 else f"{number} {many}"

    parts = [
        ("Settings", home.url("settings"), _settings_words(document)),
        ("Start page", home.url("texts", holder="*start"), said(count("start"), "text", "texts")),
        ("Declaration", home.url("declaration"), english(document.get("declaration"))[:80] or "none"),
        ("What happens next", home.url("texts", holder="*outcome"), said(count("outcome"), "text", "texts")),
        ("Fees", home.url("fees"), said(count("fees"), "fee", "fees")),
        ("Named conditions", home.url("conditions"), said(count("conditions"), "condition", "conditions")),
        ("Sections", home.url("sections"), said(count("sections"), "section", "sections")),
        ("Lists", home.url("lists"), said(count("lists"), "list", "lists")),
    ]
    return {
        "rows": rows,
        "parts": parts,
        "measured": measured,
        "days": DAYS,
        "question_count": overview.question_count(document),
        "page_count": len(objects(document.get("pages"))),
    }


def _settings_words(document: dict[str, Any]) -> str:
    service = document.get("service")
    days = document.get("retention_days")
    said = [
        str(service).replace("-", " ").capitalize() if service else "no service yet",
        f"kept {days} days" if days else "",
    ]
    return ", ".join(one for one in said if one)
