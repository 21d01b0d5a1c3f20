"""The tables of moving in, in the admin: a move line by line, what was not carried, and old addresses still asked for. Each can be
had as a file."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from content.admin_screens import Report
from content.missing_addresses.admin_views import AUDIENCES
from content.models import NotCarried
from content.moving_in import selectors, taking_back
from content.moving_in.admin_views import ForPublishers

PAGE = 100


class OfMove(ForPublishers, Report):
    """A table of one move."""

    header_icon = "download"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The table, as a page or as a file."""
        self.move = selectors.move_for(self.user, kwargs["move_id"])
        self.is_file = request.GET.get("export") == "csv"
        return super().get(request)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """By way of the move."""
        *above, here = super().get_breadcrumbs_items()
        return [*above, {"url": reverse("move", args=[self.move.pk]), "label": self.move.name}, here]

    def after(self) -> int:
        """From which line on."""
        said = self.request.GET.get("after", "")
        return int(said) if said.isdecimal() and len(said) < 10 else 0

    def part(self, rows: Any, key: str) -> list[Any]:
        """A page of them, remembering where the next begins; all of them for a file."""
        if self.is_file:
            return list(rows)
        found = list(rows[: PAGE + 1])
        self.next_after = getattr(found[PAGE - 1], key) if len(found) > PAGE else None
        return found[:PAGE]


class Lines(OfMove):
    """The list, line by line: what is to become of each, or became."""

    page_title = "Line by line"
    template_name = "content/admin/governance/move_lines.html"
    file_name = "moving-in-lines"
    head: ClassVar[list[str]] = [
        "Line",
        "Old address",
        "Title",
        "Plan",
        "Became",
        "Page",
        "Why not",
        "To know",
    ]

    def lines(self) -> list[Any]:
        """Those that were chosen."""
        shown = self.request.GET.get("show", "")
        self.shown = shown if shown in selectors.SHOWN else ""
        return self.part(selectors.rows_of(self.move, self.shown, self.after()), "number")

    def cells(self, line: Any) -> Iterable[Any]:
        """One line."""
        page = line.page.get_admin_display_title() if line.page else ""
        return (
            line.line, line.address, line.title, line.get_plan_display(), line.get_outcome_display(), page, line.why,
            " ".join(line.warnings),
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What can be chosen."""
        context: dict[str, Any] = super().get_context_data(
            move=self.move,
            choices=CHOICES,
            chosen=self.shown,
            query=f"show={self.shown}" if self.shown else "",
            next_after=self.next_after,
            **kwargs,
        )
        return context


CHOICES = [
    ("", "All"),
    ("carry", "To become drafts"),
    ("redirect", "To lead on"),
    ("leave", "Not to be carried"),
    ("warned", "With something to know"),
    ("carried", "Carried"),
    ("redirected", "Redirected"),
    ("not-carried", "Not carried"),
]


class Missing(OfMove):
    """What was not carried, and what has been dealt with."""

    page_title = "What was not carried"
    template_name = "content/admin/governance/move_not_carried.html"
    file_name = "not-carried"
    head: ClassVar[list[str]] = [
        "Line",
        "Old page",
        "What",
        "Address",
        "Words",
        "Why",
        "What to do",
        "Dealt with",
        "By",
    ]

    def lines(self) -> list[Any]:
        """Those that were chosen."""
        self.what = self.request.GET.get("what", "")
        if self.what not in NotCarried.What.values:
            self.what = ""
        self.open_only = self.request.GET.get("open") == "1"
        found = selectors.missing_of(self.move, self.what, open_only=self.open_only, after=self.after())
        return self.part(found, "pk")

    def cells(self, line: Any) -> Iterable[Any]:
        """One of them."""
        done_by = line.done_by.name if line.done_by else ""
        return (
            line.row.line, line.row.address, line.get_what_display(), line.address, line.words, line.why, line.to_do,
            line.done_at.date() if line.done_at else "", done_by,
        )  # fmt: skip

    def post(self, request: HttpRequest, move_id: int) -> HttpResponse:
        """Tick one, or take the tick away."""
        move = selectors.move_for(self.user, move_id)
        said = request.POST.get("missing", "")
        found = move.not_carried.filter(pk=int(said)).first() if said.isdecimal() and len(said) < 16 else None
        if found is None:
            raise Http404
        taking_back.deal_with(found.pk, done=request.POST.get("done") == "1", by=self.user)
        back = request.POST.get("back", "")
        query = f"?{back}" if back and all(letter.isalnum() or letter in "=&-" for letter in back) else ""
        return redirect(f"{reverse('move_not_carried', args=[move.pk])}{query}#missing-{found.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What can be chosen."""
        parts = [f"what={self.what}" if self.what else "", "open=1" if self.open_only else ""]
        query = "&".join(part for part in parts if part)
        context: dict[str, Any] = super().get_context_data(
            move=self.move,
            choices=NotCarried.What.choices,
            chosen=self.what,
            open_only=self.open_only,
            query=query,
            back="&".join(part for part in (query, f"after={self.after()}" if self.after() else "") if part),
            next_after=self.next_after,
            **kwargs,
        )
        return context


class OldAddresses(ForPublishers, Report):
    """Old addresses that are still asked for: those that lead on, and those that lead nowhere."""

    page_title = "Old addresses still asked for"
    header_icon = "redirect"
    template_name = "content/admin/governance/old_addresses.html"
    file_name = "old-addresses"
    head: ClassVar[list[str]] = [
        "Site",
        "Old address",
        "Led on in 30 days",
        "Led nowhere in 30 days",
        "Last",
        "Leads to",
        "State",
    ]

    def lines(self) -> list[selectors.Asked]:
        """Those of one site, or of all."""
        audience = self.request.GET.get("site", "")
        self.audience = audience if audience in dict(AUDIENCES) else ""
        self.nowhere_only = self.request.GET.get("nowhere") == "1"
        return selectors.still_asked_for(self.user, self.audience, nowhere_only=self.nowhere_only)

    def cells(self, line: selectors.Asked) -> Iterable[Any]:
        """One address."""
        title = line.page.get_admin_display_title() if line.page else ""
        return line.audience, line.address, line.led_on, line.nowhere, line.last, title, line.state

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What can be chosen."""
        parts = [f"site={self.audience}" if self.audience else "", "nowhere=1" if self.nowhere_only else ""]
        context: dict[str, Any] = super().get_context_data(
            sites=AUDIENCES,
            chosen=self.audience,
            nowhere_only=self.nowhere_only,
            query="&".join(part for part in parts if part),
            days=selectors.DAYS,
            most=selectors.MOST,
            **kwargs,
        )
        return context
