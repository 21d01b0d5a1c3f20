"""What is to be shown: of which month, service, team and channel, and which measure in full."""

from collections.abc import Iterable
from typing import Any

from django import forms

from forms_engine.catalogue.models import Service
from forms_engine.requests.measures.definitions import DIGITAL_DONE, MEASURES
from forms_engine.requests.measures.months import Month
from forms_engine.requests.measures.reading import NO_SERVICE, Chosen, teams_to_choose
from workplace.said import SaidForm

CHANNELS = {
    "web": "Web",
    "api": "API and Open311",
    "partner": "Extranet",
    "phone": "Phone",
    "desk": "Desk",
    "chat": "Chat",
    "social": "Social media",
    "email": "Email",
}


def _select(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        required=False,
        error_messages={"invalid_choice": f"{label}: choose one from the list"},
        template_name="components/field/select.html",
    )


class MeasuresForm(SaidForm):
    """Everything may be left out: then it is the month last finished, all of it, and "digital and done"."""

    month = _select("Month")
    service = _select("Service")
    team = _select("Team")
    channel = _select("Channel")
    measure = _select("Measure in full")

    def __init__(
        self, data: Any, *, months: Iterable[Month], services: Iterable[Service], usual: Month | None
    ) -> None:
        months, services = list(months), list(services)
        # What the address leaves out is as usual, and shown as such.
        said = {name: data.get(name, "") for name in self.base_fields}
        said["month"] = said["month"] or str(usual or "")
        said["measure"] = said["measure"] or DIGITAL_DONE.key
        super().__init__(said)
        choices: dict[str, list[tuple[str, str]]] = {
            "month": [(str(month), month.name) for month in months],
            "service": [
                ("", "All services"),
                *((service.slug, service.name) for service in services),
                (NO_SERVICE, "About no service"),
            ],
            "team": [("", "All teams"), *((team.slug, team.name) for team in teams_to_choose(services))],
            "channel": [("", "All channels"), *CHANNELS.items()],
            "measure": [(measure.key, measure.name) for measure in MEASURES],
        }
        for name, of_these in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = of_these

    @property
    def chosen(self) -> Chosen:
        """Of what the figures are wanted; the form is valid."""
        return Chosen(self.cleaned_data["service"], self.cleaned_data["team"], self.cleaned_data["channel"])

    @property
    def chosen_month(self) -> Month | None:
        """Of which month; None where there is none to choose."""
        return Month.read(self.cleaned_data["month"])
