"""Applying rules again to requests that exist: choose, see what would follow, do it, see what was done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from audiences.http import GuildhallRequest
from forms_engine.delivery.models import Destination, Rerun
from forms_engine.delivery.routing.loading import newest
from forms_engine.editor.routing.forms import DateInput
from forms_engine.editor.routing.views import RoutingScreen
from forms_engine.editor.routing.words import journey_choices
from forms_engine.requests import rerouting


class ChooseForm(forms.Form):
    """Which requests."""

    journey = forms.ChoiceField(required=False)
    first_day = forms.DateField(label="Sent on or after", required=False, widget=DateInput())
    last_day = forms.DateField(label="Sent on or before", required=False, widget=DateInput())
    destination = forms.ChoiceField(label="That were for", required=False)
    finished_too = forms.BooleanField(label="Finished ones too", required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        journey, destination = self.fields["journey"], self.fields["destination"]
        assert isinstance(journey, forms.ChoiceField) and isinstance(destination, forms.ChoiceField)
        journey.choices = [("", "Any journey"), *journey_choices()]
        named = Destination.objects.order_by("name").values_list("slug", "name")
        destination.choices = [("", "Any destination"), *named]

    def chosen(self) -> rerouting.Chosen:
        """As the verb takes it."""
        return rerouting.Chosen(**self.cleaned_data)


class RerunsView(RoutingScreen):
    """Choosing is a GET, so that nothing happens by looking; doing it is a POST with the rules that were shown."""

    page_title = "Apply the rules again"
    template_name = "editor/routing/reruns.html"

    def get(self, request: GuildhallRequest) -> HttpResponse:
        """What would follow; and what was done before."""
        form = ChooseForm(request.GET or None)
        context: dict[str, Any] = {"form": form, "rules": newest(), "before": rerouting.reruns()[:20]}
        if request.GET and form.is_valid():
            found, more = rerouting.preview(request.principal, form.chosen())
            changing = [one for one in found if one.changes]
            context |= {"looked_at": len(found), "changing": changing, "more": more, "previewed": True}
        return self.show(**context)

    def post(self, request: GuildhallRequest) -> HttpResponse:
        """Begin."""
        form, rules = ChooseForm(request.POST), request.POST.get("rules", "")
        if not form.is_valid() or not rules.isdecimal():
            return redirect("routing_reruns")
        try:
            rerun = rerouting.begin(request.principal, form.chosen(), rules=int(rules))
        except rerouting.RulesChanged as refused:
            messages.error(request, str(refused))
            return redirect("routing_reruns")
        return self.done(
            "It has begun. Reload this page to see how far it has come.", "routing_rerun", rerun_id=rerun.pk
        )


class RerunView(RoutingScreen):
    """One of them: how far it has come, and which requests it changed."""

    page_title = "Rules applied again"
    template_name = "editor/routing/rerun.html"

    def crumbs(self) -> list[dict[str, str]]:
        """The list."""
        return [*super().crumbs(), {"url": reverse("routing_reruns"), "label": "Apply the rules again"}]

    def get(self, request: GuildhallRequest, rerun_id: int) -> HttpResponse:
        """As far as this person may see the requests."""
        rerun = get_object_or_404(Rerun.objects.select_related("by", "rule_set"), pk=rerun_id)
        return self.show(
            rerun=rerun,
            changed=list(rerouting.changed_by(request.principal, rerun)),
            passed_over=list(rerouting.passed_over(request.principal, rerun)),
        )
