"""Sharing drafts, in the admin: a link from a page's or a release's menu, the list of links, and ending one."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from content.admin_screens import Screen
from content.models import ContentPage
from content.releases.forms import AddPageForm
from content.releases.selectors import release_for
from content.sections.held import held_pages, page_held
from content.sections.reach import edits
from content.shared_drafts import services
from content.shared_drafts.selectors import link_for, links_for

MOST_SHOWN = 100
FOR_EVERYBODY = (
    "“%s” is not for everybody. A link can be passed on, so only drafts of the public site that everybody may read can be shared. "
    "Give a colleague or a partner an account instead."
)
TOO_MANY = f"A link shows {services.MOST_PAGES} pages at most."


class ShareForm(forms.Form):
    """For whom, for how long, and what else."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="For whom", max_length=120, help_text="So that you know later whose link it is."
    )
    days = forms.IntegerField(
        label="For how many days",
        min_value=1,
        max_value=services.MOST_DAYS,
        initial=services.USUAL_DAYS,
        help_text=f"{services.MOST_DAYS} at most.",
    )
    below = forms.BooleanField(label="The pages below it, too", required=False)


class SharedDrafts(Screen):
    """Every link the person at work may know of."""

    page_title = "Shared drafts"
    header_icon = "link"
    template_name = "content/admin/governance/shared_drafts.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return self.show(links=links_for(self.user)[:MOST_SHOWN])


class OneSharedDraft(Screen):
    """One link: its pages, when it was opened, and ending it."""

    header_icon = "link"
    template_name = "content/admin/governance/shared_draft.html"

    def get(self, request: HttpRequest, shared_id: uuid.UUID) -> HttpResponse:
        """As it stands."""
        return self._shown(shared_id)

    def post(self, request: HttpRequest, shared_id: uuid.UUID) -> HttpResponse:
        """One more page, or the end."""
        shared = link_for(self.user, shared_id)
        if request.POST.get("do") == "end":
            if not self.is_sure():
                return self.ask(
                    f"End the link for {shared.name}?",
                    then="Whoever has it reads that it has ended. It cannot be opened again: you would send another.",
                    yes="End the link",
                    back=reverse("shared_draft_link", args=[shared.pk]),
                )
            services.end(shared)
            messages.success(request, "The link opens nothing any more.")
            return redirect("shared_draft_link", shared.pk)
        if request.POST.get("do") != "add":
            raise Http404
        form = AddPageForm(request.POST, user=self.user)
        if not form.is_valid():
            return self._shown(shared_id, status=422, form=form)
        page = page_held(self.user, form.cleaned_data["page"].pk)
        try:
            services.add_page(shared, page, self.user)
        except services.NotForEverybody as error:
            messages.error(request, FOR_EVERYBODY % error.page.specific_deferred.get_admin_display_title())
        except services.TooMany:
            messages.error(request, TOO_MANY)
        else:
            messages.success(request, "The page is behind the same link now.")
        return redirect("shared_draft_link", shared.pk)

    def _shown(self, shared_id: uuid.UUID, status: int = 200, form: Any = None) -> HttpResponse:
        shared = link_for(self.user, shared_id)
        self.page_title = shared.name
        pages = [one.specific_deferred.get_admin_display_title() for one in shared.pages.order_by("path")]
        return self.show(status=status, shared=shared, pages=pages, form=form or AddPageForm(user=self.user))


class Share(Screen):
    """A new link: from a page's menu, or for all pages of a release."""

    page_title = "Share the draft"
    header_icon = "link"
    template_name = "content/admin/governance/share.html"

    def get(self, request: HttpRequest, **named: int) -> HttpResponse:
        """What it will show, and the form."""
        return self.show(
            pages=self._pages(named, below=False), form=ShareForm(initial={"id": uuid.uuid4()}), named=named
        )

    def post(self, request: HttpRequest, **named: int) -> HttpResponse:
        """Make the link, and show it this once."""
        form = ShareForm(request.POST)
        below = form.is_valid() and form.cleaned_data["below"]
        pages = self._pages(named, below=below)
        if not form.is_valid():
            return self.show(status=422, pages=pages, form=form, named=named)
        chosen = form.cleaned_data
        try:
            shared, secret = services.share(
                id=chosen["id"], name=chosen["name"], pages=pages, by=self.user, days=chosen["days"]
            )
        except services.NotForEverybody as error:
            form.add_error(None, FOR_EVERYBODY % error.page.specific_deferred.get_admin_display_title())
        except services.TooMany:
            form.add_error(None, TOO_MANY)
        else:
            if not secret:
                return redirect(reverse("shared_draft_link", args=[link_for(self.user, shared.pk).pk]))
            path = reverse("shared_drafts", args=[secret], urlconf=settings.HOST_URLCONFS["public"])
            return self.show(shared=shared, link=f"{settings.ENVIRONMENT.origin('public')}{path}")
        return self.show(status=422, pages=pages, form=form, named=named)

    def _pages(self, named: dict[str, int], *, below: bool) -> list[ContentPage]:
        """The pages the link is to show, all of them to be changed by the person at work."""
        if "release_id" in named:
            release = release_for(self.user, named["release_id"])
            rows = release.pages.filter(take_down=False).select_related("page").order_by("page__path")
            return [row.page.specific for row in rows if edits(self.user, row.page)]
        page = page_held(self.user, named["page_id"])
        if not below:
            return [page]
        under = held_pages(self.user).filter(path__startswith=page.path, alias_of=None).order_by("path")
        return [one.specific for one in under[: services.MOST_PAGES + 1]]
