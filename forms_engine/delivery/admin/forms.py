"""What an administrator fills in about destinations and routes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from forms_engine.catalogue.models import Team
from forms_engine.delivery.admin.settings_fields import PREFIX, given_settings, settings_fields
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.connectors.checking import checked_settings
from forms_engine.delivery.models import Destination, Route

SLUG_WORDS = (
    "Small letters, digits and hyphens. Rules and files know it by this, so it cannot be changed later."
)


class DestinationForm(WagtailAdminModelForm):
    """A destination of one kind, with its connector's own settings. No secret is among them: the operator's environment
    holds those."""

    class Meta:
        model = Destination
        fields = [
            "name",
            "slug",
            "team",
            "takes_personal_data",
            "told_as_en",
            "told_as_cy",
            "wants_updates",
            "is_test",
            "acknowledges_within_hours",
            "concurrency",
            "per_minute",
        ]
        labels = {
            "slug": "Short name",
            "team": "Who looks after it",
            "takes_personal_data": "It may be sent personal data",
            "told_as_en": "Who that is, as the privacy notice says it",
            "told_as_cy": "The same in Welsh",
            "wants_updates": "It is told of later changes too",
            "is_test": "It is for practice",
            "acknowledges_within_hours": "Hours until silence is looked into",
            "concurrency": "Sent at the same time, at most",
            "per_minute": "Sent in a minute, at most",
        }
        help_texts = {
            "slug": SLUG_WORDS,
            "team": "What cannot be delivered is theirs to see to.",
            "takes_personal_data": "Whether names, contact details and answers may be sent to it. Taken away, what waits for it is not "
            "sent, but put before whoever looks after it.",
            "told_as_en": "In plain words, such as “The company that repairs our street lights”. Everybody reads it; the name above is "
            "for people at work. Empty, the notice says “The team that does this for the council” of a queue and “Systems of the "
            "council, and of companies that work for it” of everything else.",
            "told_as_cy": "",
            "is_test": "Put it on the same routes as the real one: what officers send in practice goes to it instead, and nothing "
            "else does.",
            "concurrency": "",
            "per_minute": "0 for no limit.",
        }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = kind
        self._model = CONNECTORS[kind].settings
        self.fields["team"].queryset = Team.objects.order_by("name")
        self.fields["team"].required = True
        kept = self.instance.settings if isinstance(self.instance.settings, dict) else {}
        for name, field in settings_fields(self._model).items():
            self.fields[name] = field
            if name.removeprefix(PREFIX) in kept:
                self.initial[name] = kept[name.removeprefix(PREFIX)]
        if not self.instance._state.adding:
            self.fields["slug"].disabled = True

    @property
    def settings_bound(self) -> list[forms.BoundField]:
        """The connector's own fields."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def others_bound(self) -> list[forms.BoundField]:
        """All the others."""
        return [self[name] for name in self.fields if not name.startswith(PREFIX)]

    def clean(self) -> dict[str, Any]:
        """The settings, as the connector has them; what it refuses is said at its field."""
        cleaned = super().clean() or self.cleaned_data
        if any(name.startswith(PREFIX) for name in self.errors):
            return cleaned
        try:
            self.instance.settings = checked_settings(
                self.instance.kind, given_settings(self._model, self.cleaned_data), typed=True
            )
        except ValidationError as refused:
            for words in refused.message_dict.get("settings", refused.messages):
                name, _, said = words.partition(": ")
                field = f"{PREFIX}{name.split('.')[0]}"
                self.add_error(field if field in self.fields else None, said or words)
        return cleaned


class RouteForm(WagtailAdminModelForm):
    """A route: the name that journeys and rules give, and who hears of what is sent along it."""

    destinations = forms.ModelMultipleChoiceField(
        queryset=Destination.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Who hears of it",
        error_messages={"required": "Choose at least one: a route has to lead to somebody."},
    )

    class Meta:
        model = Route
        fields = ["name", "slug", "destinations"]
        labels = {"slug": "Short name"}
        help_texts = {"slug": SLUG_WORDS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Destination.objects.filter(retired_at=None)
        if not self.instance._state.adding:
            offered = (offered | Destination.objects.filter(routes=self.instance)).distinct()
            self.fields["slug"].disabled = True
        self.fields["destinations"].queryset = offered.order_by("name")
