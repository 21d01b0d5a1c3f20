"""Mandatory reading in the admin: who is asked, how far it has come, and who is missing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from forms_engine.catalogue.models import Team
from knowledge.reading import selectors, services
from knowledge.reading.models import Reading
from knowledge.reports.screens import Report, Screen, article_for
from partners.models import Organisation


class ReadingForm(forms.Form):
    """Who has to read an article, and by when."""

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

    def clean(self) -> dict[str, Any]:
        """Somebody has to be asked, and the day has to come."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("all_staff", "teams", "organisations")):
            self.add_error("all_staff", _("Choose who has to read it."))
        due_on = cleaned.get("due_on")
        if due_on and "due_on" in self.changed_data and due_on < timezone.localdate():
            self.add_error("due_on", _("Choose a day that is not over."))
        return cleaned


class Readings(Report):
    """Everything that has to be read, and how far it has come."""

    page_title = gettext_lazy("Mandatory reading")
    template_name = "knowledge/admin/readings.html"
    file_name = "mandatory-reading"
    head = ["Article", "Read by", "Asked", "Confirmed", "Missing"]

    def lines(self) -> list[selectors.Standing]:
        """Those of articles that the person asking may publish."""
        return selectors.standings_for(self.user)

    def cells(self, line: selectors.Standing) -> Iterable[Any]:
        """One article."""
        return line.reading.article.title, line.reading.due_on, line.asked, line.read, line.missing


class ArticleReading(Screen):
    """Who has to read one article: asked, changed, ended here."""

    page_title = gettext_lazy("Mandatory reading")
    template_name = "knowledge/admin/reading_form.html"

    def get(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """The form."""
        article = article_for(self.user, article_id, publish=True)
        reading = Reading.objects.filter(article=article, ended_at=None).first()
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
        return self.show(article=article, reading=reading, form=ReadingForm(initial=initial))

    def post(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Ask, or end it."""
        article = article_for(self.user, article_id, publish=True)
        reading = Reading.objects.filter(article=article, ended_at=None).first()
        if request.POST.get("do") == "end":
            if reading:
                services.end_reading(reading)
                messages.success(request, _("Nobody is asked to read it any more. Receipts are kept."))
            return redirect("knowledge_readings")
        initial = {"due_on": reading.due_on} if reading else {}
        form = ReadingForm(request.POST, initial=initial)
        if not form.is_valid():
            return self.show(status=422, article=article, reading=reading, form=form)
        try:
            asked = services.ask_to_read(article, by=self.user, **form.cleaned_data)
        except services.NotPublished:
            form.add_error(None, _("Publish the article first."))
            return self.show(status=422, article=article, reading=reading, form=form)
        messages.success(request, _("Asked. Everybody gets a letter on the next morning."))
        return redirect("knowledge_readers", asked.pk)


class Readers(Report):
    """Who has confirmed one article, and who has not."""

    page_title = gettext_lazy("Who has read it")
    template_name = "knowledge/admin/readers.html"
    file_name = "who-has-read-it"
    head = ["Name", "Email", "Confirmed"]

    def lines(self) -> list[selectors.Reader]:
        """Everybody asked."""
        self.reading = get_object_or_404(
            Reading.objects.select_related("article"), pk=self.kwargs["reading_id"]
        )
        article_for(self.user, self.reading.article_id, publish=True)
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
