"""Retiring a page, in the admin."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from audiences.http import GuildhallRequest
from content.admin_screens import Screen
from content.missing_addresses.services import OtherSite, Taken, Unreadable
from content.models import ContentPage
from content.page_choice import offer, page_field
from content.retiring import services
from content.sections.held import page_held
from content.sections.reach import known_pages


class RetireForm(forms.Form):
    """Where its readers go, and why."""

    to = page_field(
        label="Lead its address to",
        required=False,
        error_messages={"invalid_choice": "Choose a published page."},
    )
    nowhere = forms.BooleanField(
        label="There is no page for its readers to go to",
        required=False,
        help_text="Whoever asks for it is told that there is no such page.",
    )
    why = forms.CharField(label="Why", max_length=1900, help_text="Kept as a note on the page.")

    def __init__(self, *args: Any, request: GuildhallRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", known_pages(request, ContentPage.objects.filter(live=True)))

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "to" in cleaned and bool(cleaned["to"]) == bool(cleaned.get("nowhere")):
            self.add_error("to", "Choose a page, or say that there is none.")
        return cleaned


class Retire(Screen):
    """One page: what uses it, and the form."""

    page_title = "Retire the page"
    header_icon = "download"
    template_name = "content/admin/governance/retire.html"

    def get(self, request: GuildhallRequest, page_id: int) -> HttpResponse:
        """What goes with it."""
        return self._shown(page_held(self.user, page_id, publishes=True), RetireForm(request=request))

    def post(self, request: GuildhallRequest, page_id: int) -> HttpResponse:
        """Retire it."""
        page = page_held(self.user, page_id, publishes=True)
        form = RetireForm(request.POST, request=request)
        if not form.is_valid():
            return self._shown(page, form, status=422)
        chosen = form.cleaned_data
        try:
            services.retire(page, by=self.user, why=chosen["why"], to=chosen["to"])
        except services.NotNow as error:
            form.add_error(None, str(error))
        except OtherSite:
            form.add_error("to", "Choose another page of the same site.")
        except (Taken, Unreadable):
            form.add_error(
                "to", "Its address cannot be led on. Retire it without, or ask the people who run the site."
            )
        else:
            messages.success(request, f"“{page.title}” is retired.")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
        return self._shown(page, form, status=422)

    def _shown(self, page: Any, form: RetireForm, status: int = 200) -> HttpResponse:
        return self.show(
            status=status,
            page=page,
            form=form,
            used=services.used_by(page),
            usage_url=reverse("wagtailadmin_pages:usage", args=[page.pk]),
            below=services.published_below(page),
        )
