"""The screen of a destination's statuses: what each of its words means here."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.forms import BaseModelFormSet, modelformset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.log_actions import log

from forms_engine.requests import tasks
from forms_engine.requests.models import Inbound, StatusMapping
from forms_engine.requests.office_admin.screen import OfficeScreen

MOST_STATUSES = 200


class StatusForm(forms.ModelForm):
    """One status."""

    class Meta:
        model = StatusMapping
        fields = ["theirs", "ours", "words_en", "words_cy"]
        labels = {
            "theirs": "Their status",
            "ours": "Our state",
            "words_en": "Words in English",
            "words_cy": "Words in Welsh",
        }
        widgets = {"words_en": forms.Textarea({"rows": 2}), "words_cy": forms.Textarea({"rows": 2})}

    def clean_theirs(self) -> str:
        """Without the spaces around it, as their messages are read."""
        return str(self.cleaned_data["theirs"]).strip()


class StatusFormSet(BaseModelFormSet):
    """Each status once, in whatever case it is written."""

    def clean(self) -> None:
        """Refuse a status that is there twice.

        Raises:
            ValidationError: naming it.
        """
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            theirs = str(form.cleaned_data.get("theirs", "")).lower() if hasattr(form, "cleaned_data") else ""
            if not theirs or form.cleaned_data.get("DELETE"):
                continue
            if theirs in seen:
                raise forms.ValidationError(f"“{form.cleaned_data['theirs']}” is there twice.")
            seen.add(theirs)


class StatusesView(OfficeScreen):
    """All of a destination's statuses, and those it has used that have no meaning yet."""

    page_title = "Statuses"
    template_name = "office_admin/statuses.html"

    def get(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """The form, with a row for each status that has come and is not known."""
        return self._show(self._formset())

    def post(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """Save, and apply what waited for a meaning."""
        formset = self._formset(request.POST)
        if not formset.is_valid():
            return self._show(formset, status=422)
        with transaction.atomic():
            for row in formset.save(commit=False):
                row.destination = self.destination
                row.save()
            for row in formset.deleted_objects:
                row.delete()
            log(instance=self.destination, action="wagtail.edit", user=self.user, title="Statuses")
            tasks.apply_waiting.defer(destination_id=str(self.destination.pk))
        messages.success(request, "Saved. What waited for one of them is applied now.")
        return redirect("destination_statuses", destination_id=self.destination.pk)

    def unknown(self) -> list[str]:
        """The statuses that wait for a meaning, each once."""
        waiting = Inbound.objects.filter(destination=self.destination, outcome=Inbound.Outcome.UNKNOWN_STATUS)
        return sorted(set(waiting.values_list("status", flat=True)))[:20]

    def _formset(self, data: Any = None) -> Any:
        unknown = [] if data is not None else self.unknown()
        made = modelformset_factory(
            StatusMapping,
            form=StatusForm,
            formset=StatusFormSet,
            extra=len(unknown) + 3,
            max_num=MOST_STATUSES,
            can_delete=True,
        )
        own = StatusMapping.objects.filter(destination=self.destination).order_by("theirs")
        return made(data, queryset=own, initial=[{"theirs": status} for status in unknown])

    def _show(self, formset: Any, status: int = 200) -> HttpResponse:
        return self.show(status=status, formset=formset, destination=self.destination, unknown=self.unknown())
