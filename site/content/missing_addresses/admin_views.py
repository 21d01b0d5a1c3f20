"""Addresses still asked for, in the admin: the report, and leading one on to a page."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from content.admin_screens import Report, Screen
from content.missing_addresses import selectors, services
from content.page_choice import offer, page_field
from content.sections.held import held_pages, page_held

AUDIENCES = [("public", "Public site"), ("staff", "Intranet"), ("partner", "Extranet")]


class StillAskedFor(Report):
    """Addresses of ours that people ask for and that are nothing."""

    page_title = "Addresses still asked for"
    header_icon = "redirect"
    template_name = "content/admin/governance/missing_addresses.html"
    file_name = "addresses-still-asked-for"
    head: ClassVar[list[str]] = ["Site", "Address", "Times in 30 days", "Last", "May have meant"]

    def lines(self) -> list[selectors.AskedFor]:
        """Those of one site, or of all."""
        audience = self.request.GET.get("site", "")
        self.audience = audience if audience in dict(AUDIENCES) else ""
        return selectors.asked_for(self.user, self.audience)

    def cells(self, line: selectors.AskedFor) -> Iterable[Any]:
        """One address."""
        return line.audience, line.path, line.times, line.last, line.guess.title if line.guess else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sites to choose from."""
        query = f"site={self.audience}" if self.audience else ""
        context: dict[str, Any] = super().get_context_data(
            sites=AUDIENCES, chosen=self.audience, query=query, days=selectors.DAYS, **kwargs
        )
        return context


class LeadOnForm(forms.Form):
    """Where an address leads from now on."""

    site = forms.ChoiceField(choices=AUDIENCES, widget=forms.HiddenInput)
    path = forms.CharField(max_length=255, widget=forms.HiddenInput)
    page = page_field(
        label="Page",
        error_messages={"invalid_choice": "Choose a page that you may publish."},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "page", held_pages(user).filter(live=True))


class LeadOn(Screen):
    """One address: to which page it leads."""

    page_title = "Lead an address on"
    header_icon = "redirect"
    template_name = "content/admin/governance/lead_on.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Choose the page."""
        asked = {name: request.GET.get(name, "") for name in ("site", "path")}
        if asked["site"] not in dict(AUDIENCES) or not asked["path"].startswith("/"):
            raise Http404
        return self.show(form=LeadOnForm(initial=asked, user=self.user), path=asked["path"])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the redirect."""
        form = LeadOnForm(request.POST, user=self.user)
        if not form.is_valid():
            return self.show(status=422, form=form, path=request.POST.get("path", ""))
        chosen = form.cleaned_data
        page = page_held(self.user, chosen["page"].pk, publishes=True)
        try:
            services.lead_on(audience=chosen["site"], path=chosen["path"], page=page, by=self.user)
        except services.Taken:
            form.add_error(None, "A page is published at this address: nothing needs to lead on from it.")
        except services.OtherSite:
            form.add_error(
                "page", "Choose a page of the same site: readers of one site cannot open another's."
            )
        except services.Unreadable:
            form.add_error(None, "This is no address of a page.")
        else:
            messages.success(request, f"{chosen['path']} leads to “{page.title}” from now on.")
            return redirect("addresses_still_asked_for")
        return self.show(status=422, form=form, path=chosen["path"])
