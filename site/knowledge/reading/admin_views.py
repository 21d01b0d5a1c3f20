"""Mandatory reading in the admin: who is asked, how far it has come, and who is missing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from accounts.models import User
from audiences.keys import PARTNER, STAFF
from content.models import ContentPage
from forms_engine.catalogue.models import Team
from knowledge.reading import selectors, services
from knowledge.reading.models import Reading
from knowledge.reading.people import SITES, sites_of
from knowledge.reports.screens import Report, Screen
from partners.models import Organisation

# Whom a reading can name, by the site on which they confirm.
WHO = {STAFF: ("all_staff", "teams"), PARTNER: ("organisations",)}


def page_for(user: User, page_id: int) -> ContentPage:
    """A page of a type that can have to be read, and that this person may publish.

    Raises:
        Http404: where there is none.
        PermissionDenied: where they may not.
    """
    page: ContentPage = get_object_or_404(ContentPage, pk=page_id)
    if not hasattr(page.specific_class, "ask_again"):
        raise Http404
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied
    return page


class ReadingForm(forms.Form):
    """Who has to read a page, and by when: those who can confirm it on a site that it is on."""

    all_staff = forms.BooleanField(label=gettext_lazy("All council staff"), required=False)
    teams = forms.ModelMultipleChoiceField(
        label=gettext_lazy("These teams"),
        queryset=Team.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Members of these partner organisations"),
        queryset=Organisation.objects.filter(state=Organisation.State.OPEN).order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = forms.DateField(label=gettext_lazy("Read by"), widget=AdminDateInput)

    def __init__(self, *args: Any, sites: frozenset[str] = SITES, **kwargs: Any) -> None:
        """``sites`` are the audiences of the sites on which the page can be confirmed."""
        super().__init__(*args, **kwargs)
        for audience, names in WHO.items():
            for name in names if audience not in sites else ():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Somebody has to be asked, and the day has to come."""
        cleaned: dict[str, Any] = super().clean() or {}
        who = [name for name in ("all_staff", "teams", "organisations") if name in self.fields]
        if not any(cleaned.get(name) for name in who):
            self.add_error(who[0] if who else None, _("Choose who has to read it."))
        due_on = cleaned.get("due_on")
        if due_on and "due_on" in self.changed_data and due_on < timezone.localdate():
            self.add_error("due_on", _("Choose a day that is not over."))
        return cleaned


class Readings(Report):
    """Everything that has to be read, and how far it has come."""

    page_title = gettext_lazy("Mandatory reading")
    template_name = "knowledge/admin/readings.html"
    file_name = "mandatory-reading"
    head = ["Page", "Read by", "Asked", "Confirmed", "Missing"]

    def lines(self) -> list[selectors.Standing]:
        """Those of pages that the person asking may publish."""
        return selectors.standings_for(self.user)

    def cells(self, line: selectors.Standing) -> Iterable[Any]:
        """One page."""
        return line.reading.page.title, line.reading.due_on, line.asked, line.read, line.missing


class PageReading(Screen):
    """Who has to read one page: asked, changed, ended here."""

    page_title = gettext_lazy("Mandatory reading")
    template_name = "knowledge/admin/reading_form.html"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """The form."""
        page = page_for(self.user, page_id)
        reading = Reading.objects.filter(page=page, ended_at=None).first()
        initial = (
            {
                "all_staff": reading.all_staff,
                "teams": reading.teams.all(),
                "organisations": reading.organisations.all(),
                "due_on": reading.due_on,
            }
            if reading
            else {}
        )
        form = ReadingForm(initial=initial, sites=sites_of(page))
        return self.show(page=page, reading=reading, form=form)

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Ask, or end it."""
        page = page_for(self.user, page_id)
        reading = Reading.objects.filter(page=page, ended_at=None).first()
        if request.POST.get("do") == "end":
            if reading:
                services.end_reading(reading)
                messages.success(request, _("Nobody is asked to read it any more. Receipts are kept."))
            return redirect("knowledge_readings")
        initial = {"due_on": reading.due_on} if reading else {}
        form = ReadingForm(request.POST, initial=initial, sites=sites_of(page))
        if not form.is_valid():
            return self.show(status=422, page=page, reading=reading, form=form)
        try:
            asked = services.ask_to_read(page, by=self.user, **form.cleaned_data)
        except services.NotPublished:
            form.add_error(None, _("Publish the page first."))
            return self.show(status=422, page=page, reading=reading, form=form)
        messages.success(request, _("Asked. Everybody gets a letter on the next morning."))
        return redirect("knowledge_readers", asked.pk)


class Readers(Report):
    """Who has confirmed one page, and who has not."""

    page_title = gettext_lazy("Who has read it")
    template_name = "knowledge/admin/readers.html"
    file_name = "who-has-read-it"
    head = ["Name", "Email", "Confirmed"]

    def lines(self) -> list[selectors.Reader]:
        """Everybody asked."""
        self.reading = get_object_or_404(Reading.objects.select_related("page"), pk=self.kwargs["reading_id"])
        page_for(self.user, self.reading.page_id)
        return selectors.readers(self.reading)

    def cells(self, line: selectors.Reader) -> Iterable[Any]:
        """One person."""
        read_at = timezone.localtime(line.read_at).isoformat(timespec="minutes") if line.read_at else ""
        return line.name, line.email, read_at

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The reading, and its numbers."""
        context: dict[str, Any] = super().get_context_data(
            reading=self.reading, standing=selectors.standing(self.reading), **kwargs
        )
        return context
