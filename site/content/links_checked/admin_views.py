"""Broken links in the admin: the report, and having a page looked over again."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin import messages

from content.admin_screens import Report, Screen
from content.links_checked import selectors, services
from content.sections.held import page_held, sections_to_choose

MOST_SHOWN = 500


class BrokenLinks(Report):
    """Links that lead nowhere, or not for everybody who reads the page."""

    page_title = "Broken links"
    header_icon = "link"
    template_name = "content/admin/governance/broken_links.html"
    file_name = "broken-links"
    head: ClassVar[list[str]] = ["Page", "Owner", "Link", "Leads to", "Why", "Found"]

    def lines(self) -> list[selectors.Line]:
        """Those of the sections of the person asking, or of one of them."""
        self.sections = sections_to_choose(self.user)
        self.chosen = self.request.GET.get("section", "")
        section = next((one.path for one in self.sections if str(one.pk) == self.chosen), "")
        found = selectors.broken_links(self.user, section)
        return selectors.lines(found if self.request.GET.get("export") == "csv" else found[:MOST_SHOWN])

    def cells(self, line: selectors.Line) -> Iterable[Any]:
        """One link."""
        found_on = timezone.localtime(line.found_at).date()
        return line.title, line.owner, line.words, line.leads_to, line.why, found_on

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sections to choose from."""
        query = f"section={self.chosen}" if self.chosen.isdecimal() else ""
        context: dict[str, Any] = super().get_context_data(
            sections=self.sections, chosen=self.chosen, query=query, most=MOST_SHOWN, **kwargs
        )
        return context


class LookAgain(Screen):
    """The button "Look again" of a page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Our own links are looked at now; addresses elsewhere are asked by the worker."""
        from content.tasks import ask_addresses_of

        page = page_held(self.user, page_id)
        if services.look_over([page.pk]):
            ask_addresses_of.defer(page_id=page.pk)
            messages.success(
                request, "Looked at again. Addresses elsewhere are being asked: come back in a minute."
            )
        else:
            messages.success(request, "Looked at again.")
        return redirect("broken_links")
