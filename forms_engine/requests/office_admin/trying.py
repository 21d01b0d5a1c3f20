"""The screen of a destination's tests and replays: what a supplier asks for who connects, or who has lost data."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.log_actions import log

from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import every_live_version
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.replaying import (
    MOST_COUNTED,
    CannotReplay,
    ask_for_replay,
    latest_replays,
    to_replay,
)
from forms_engine.delivery.testing import CannotTest, send_test, tests_of
from forms_engine.requests.office_admin.screen import OfficeScreen
from forms_engine.requests.trying import made_up_request


class TestForm(forms.Form):
    """Which journey's request is made up."""

    journey = forms.ChoiceField(
        label="A made-up request of", help_text="No real request is sent, and nobody’s answers."
    )

    def __init__(self, *args: Any, versions: list[JourneyVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slugs = sorted(version.journey.slug for version in versions)
        self.fields["journey"].choices = [(slug, slug) for slug in slugs]  # type: ignore[attr-defined]


class ReplayForm(forms.Form):
    """What is sent again, and why."""

    since = forms.DateTimeField(
        label="Delivered from", required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    until = forms.DateTimeField(
        label="Until, not included", required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    chosen = forms.CharField(
        label="Or only these deliveries",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        help_text="Their ids (webhook-id), separated by spaces or lines.",
    )
    note = forms.CharField(label="Why", max_length=300, help_text="So that the next person knows.")

    def clean_chosen(self) -> list[str]:
        """The ids.

        Raises:
            ValidationError: where one is none.
        """
        ids = str(self.cleaned_data["chosen"]).replace(",", " ").split()
        try:
            return [str(UUID(one)) for one in ids]
        except ValueError as error:
            raise forms.ValidationError("One of these is no id of a delivery.") from error

    @property
    def which(self) -> dict[str, Any]:
        """As the replay takes it."""
        return {name: self.cleaned_data.get(name) for name in ("since", "until", "chosen")}


class TryingView(OfficeScreen):
    """Sending a test and seeing what came back; sending again what has arrived, counted before it is done."""

    page_title = "Tests and replays"
    template_name = "office_admin/trying.html"

    def get(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """The forms, and what became of the latest."""
        return self._show()

    def post(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """The button says which: ``test``, ``preview`` a replay, or ``replay``."""
        if "test" in request.POST:
            return self._test(request)
        form = ReplayForm(request.POST)
        if not form.is_valid():
            return self._show(replay_form=form, status=422)
        if "replay" not in request.POST:
            many = to_replay(self.destination, **form.which)[: MOST_COUNTED + 1].count() if _says(form) else 0
            return self._show(replay_form=form, previewed=True, many=many, capped=many > MOST_COUNTED)
        try:
            _replay, many = ask_for_replay(
                self.destination, by=self.user, note=form.cleaned_data["note"], **form.which
            )
        except CannotReplay as refused:
            form.add_error(None, str(refused))
            return self._show(replay_form=form, status=422)
        log(instance=self.destination, action="wagtail.edit", user=self.user, title=f"Replay of {many}")
        messages.success(request, f"{many} deliveries are being sent again, each request’s in their order.")
        return redirect("destination_trying", destination_id=self.destination.pk)

    def _test(self, request: HttpRequest) -> HttpResponse:
        versions = list(every_live_version())
        form = TestForm(request.POST, versions=versions)
        if not form.is_valid():
            return self._show(test_form=form, status=422)
        chosen = next(one for one in versions if one.journey.slug == form.cleaned_data["journey"])
        try:
            send_test(self.destination, made_up_request(chosen), by=self.user)
        except CannotTest as refused:
            form.add_error(None, str(refused))
            return self._show(test_form=form, status=422)
        log(instance=self.destination, action="wagtail.edit", user=self.user, title="Test")
        messages.success(
            request, "The test is on its way. Look again in a few seconds to see what came back."
        )
        return redirect("destination_trying", destination_id=self.destination.pk)

    def _show(self, status: int = 200, **context: Any) -> HttpResponse:
        connector = CONNECTORS[self.destination.kind]
        in_use = self.destination.retired_at is None
        context.setdefault("test_form", TestForm(versions=list(every_live_version())))
        context.setdefault("replay_form", ReplayForm(initial={"until": _minute(timezone.localtime())}))
        return self.show(
            status=status,
            destination=self.destination,
            can_test=in_use and connector.tests,
            can_replay=in_use and connector.replays,
            stopped=self.destination.paused_at is not None,
            tests=tests_of(self.destination),
            replays=latest_replays(self.destination),
            **context,
        )


def _says(form: ReplayForm) -> bool:
    which = form.which
    return bool(which["chosen"] or (which["since"] and which["until"]))


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"
