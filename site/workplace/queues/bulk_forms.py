"""What is said once about many requests."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audiences.principal import Principal
from forms_engine.catalogue.models import Queue
from forms_engine.requests.assigning import LONGEST_WHY, away_words, colleagues_of
from forms_engine.requests.states import RequestState
from workplace.first_contact_forms import LONGEST as LONGEST_HANDED_ON
from workplace.forms import CHOICES
from workplace.said import SaidForm, words_field

LONGEST_MESSAGE = 5000


class GiveForm(SaidForm):
    """To whom. Where they are away it is said once, and given all the same when that is ticked."""

    to = forms.ModelChoiceField(
        queryset=User.objects.none(),
        to_field_name="uuid",
        label="Give to",
        empty_label="Choose a colleague",
        error_messages={
            "required": "Choose whom to give it to",
            "invalid_choice": "Choose somebody of the list",
        },
        template_name="components/field/select.html",
    )
    why = words_field(
        "What should they know?",
        help_text="They read it on the timeline. The customer does not.",
        longest=LONGEST_WHY,
    )
    although_away = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, principal: Principal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField) and principal.user is not None
        # Colleagues and oneself. Whether they may see each of the requests is asked of each.
        me = Q(pk=principal.user.pk)
        everybody = User.objects.filter(me | Q(pk__in=colleagues_of(principal).order_by().values("pk")))
        field.queryset = everybody.order_by("name", "pk")
        field.label_from_instance = lambda person: person.name  # type: ignore[method-assign, assignment]

    def clean(self) -> dict[str, Any]:
        """Whoever is away is given nothing unasked."""
        said: dict[str, Any] = super().clean() or {}
        person = said.get("to")
        self.away = away_words(person, timezone.now()) if person and not said.get("although_away") else ""
        if self.away:
            self.add_error("to", f"{self.away} Give it to whoever covers, or to them all the same.")
        return said


class HandOnManyForm(SaidForm):
    """To which queue, and why."""

    queue = forms.ModelChoiceField(
        queryset=Queue.objects.none(),
        to_field_name="slug",
        label="Queue",
        empty_label="Choose a queue",
        error_messages={"required": "Choose a queue", "invalid_choice": "Choose a queue of the list"},
        template_name="components/field/select.html",
    )
    why = words_field(
        "Why do they belong there?",
        "Say why, so that the next team knows what you know",
        "The officers there read this. The customers do not.",
        longest=LONGEST_HANDED_ON,
    )

    def __init__(self, *args: Any, principal: Principal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["queue"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Queue.objects.select_related("team").order_by("name")
        field.label_from_instance = lambda queue: f"{queue.name} ({queue.team.name})"  # type: ignore[method-assign, assignment]


class _StatesForm(SaidForm):
    states: tuple[RequestState, ...] = ()
    state = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What happens next?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happens next"},
        template_name="components/field/radios.html",
    )

    def __init__(self, *args: Any, principal: Principal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state.value, CHOICES[state][0]) for state in self.states]
        field.option_hints = {state.value: CHOICES[state][1] for state in self.states}  # type: ignore[attr-defined]


class StateForm(_StatesForm):
    """A state on the way, with words where there are any."""

    states = (RequestState.IN_PROGRESS, RequestState.WAITING)
    message = words_field(
        "Message to each customer",
        help_text="All of them read the same words.",
        rows=5,
        longest=LONGEST_MESSAGE,
    )

    def clean(self) -> dict[str, Any]:
        """Whoever is waited for is told for what."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("state") == RequestState.WAITING and not said.get("message", "").strip():
            self.add_error("message", "Say what you need from them")
        return said


class CloseForm(_StatesForm):
    """An end, with words: nobody's request ends without any."""

    states = (RequestState.RESOLVED, RequestState.CLOSED)
    message = words_field(
        "Message to each customer",
        "Say what was done, or why nothing more will be done",
        "All of them read the same words.",
        rows=5,
        longest=LONGEST_MESSAGE,
    )


FORMS: dict[str, Callable[..., SaidForm]] = {
    "give": GiveForm,
    "hand-on": HandOnManyForm,
    "state": StateForm,
    "close": CloseForm,
}
