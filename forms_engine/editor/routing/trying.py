"""What would happen to these answers? The journey's own questions, as they come up, and the rules' verdict on them. Nothing
is sent or kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from forms_engine.catalogue.selectors import definition_of, every_live_version
from forms_engine.definition.document import Definition, Question
from forms_engine.delivery.models import RuleSet
from forms_engine.delivery.routing.checking import Known
from forms_engine.delivery.routing.deciding import decide_by
from forms_engine.delivery.routing.facts import Decision, RoutingFacts
from forms_engine.delivery.routing.loading import load
from forms_engine.delivery.routing.rules import CHANNELS
from forms_engine.delivery.routing.words import CHANNEL_WORDS, LANGUAGES
from forms_engine.editor.routing.forms import DateInput, TimeInput
from forms_engine.editor.routing.words import condition_in_words
from forms_engine.journeys.forms import PageForm
from forms_engine.locations.areas import areas_of
from forms_engine.locations.lookup import AddressesUnavailable, addresses_at, can_find_addresses
from forms_engine.locations.models import Area
from forms_engine.locations.services import locate
from forms_engine.runtime.evaluate import Evaluation, PageState, evaluate
from forms_engine.runtime.text import postcode as written_postcode
from forms_engine.runtime.values import Answer

_NOT_ASKED = {"file", "hidden"}  # what a trial has no use for


class CircumstancesForm(forms.Form):
    """How, when and where it is sent."""

    channel = forms.ChoiceField(
        choices=[(one, CHANNEL_WORDS[one]) for one in CHANNELS], initial="web", label="Sent"
    )
    language = forms.ChoiceField(choices=list(LANGUAGES.items()), initial="en", label="Written in")
    day = forms.DateField(label="On", widget=DateInput())
    hour = forms.TimeField(label="At", widget=TimeInput(format="%H:%M"))
    postcode = forms.CharField(label="Postcode", required=False, max_length=10, help_text="Or a point:")
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180)

    def __init__(self, data: Any = None, *, asker: str) -> None:
        now = timezone.localtime()
        super().__init__(data, initial={"day": now.date(), "hour": time(now.hour, now.minute)})
        self._asker = asker
        self.areas: list[Area] = []

    def clean(self) -> dict[str, Any]:
        """The areas of the point, or of the postcode's first address."""
        given = super().clean() or {}
        latitude, longitude = given.get("latitude"), given.get("longitude")
        if (latitude is None) != (longitude is None):
            self.add_error("latitude", "Give both, the latitude and the longitude.")
        elif latitude is not None and longitude is not None:
            self.areas = areas_of(longitude, latitude)
        elif given.get("postcode"):
            self.areas = self._areas_at(given["postcode"])
        return given

    def _areas_at(self, typed: str) -> list[Area]:
        written = written_postcode(typed)
        if written is None or not can_find_addresses():
            self.add_error(
                "postcode", "Type a full postcode." if written is None else "There is no address look-up."
            )
            return []
        try:
            found = addresses_at(written, asker=self._asker)
        except AddressesUnavailable:
            self.add_error("postcode", "Addresses cannot be looked up just now: give a point.")
            return []
        points = [
            (one.longitude, one.latitude)
            for one in found
            if one.longitude is not None and one.latitude is not None
        ]
        if not points:
            self.add_error("postcode", "Nobody knows where that is: give a point.")
            return []
        longitude, latitude = points[0]
        return areas_of(longitude or 0, latitude or 0)

    def at(self) -> datetime:
        """When it is sent, in the council's time."""
        given = self.cleaned_data
        return timezone.make_aware(datetime.combine(given["day"], given["hour"]))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule set decides; ``name`` says which."""

    name: str
    decision: Decision
    queue: str  # what the queue is called, "" where it is in none of ours


class Trial:
    """One journey's live version, and what has been answered so far."""

    def __init__(self, definition: Definition, data: QueryDict | None, asker: str) -> None:
        self.definition = definition
        typed = _everything(definition)
        given: dict[str, Answer] = {}
        if data is not None:
            form = PageForm(data, state=typed, language="en", answers={}, asker=asker)
            form.is_valid()
            given = {
                question.key: answer
                for question in form.questions
                if (answer := form.answers().get(question.key)) is not None
            }
        self.answers = _in_groups(definition, given)
        self.evaluation: Evaluation = evaluate(definition, self.answers, timezone.localdate())
        asked = {question.key for state in self.evaluation.path for question in state.questions}
        shown = [block for block in typed.blocks if isinstance(block, Question) and block.key in asked]
        # Bound to what was typed where something was, so that addresses found and boxes filled stay.
        self.form = PageForm(
            data, state=replace(typed, blocks=tuple(shown)), language="en", answers=given, asker=asker
        )

    @property
    def fields(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The questions that come up, under their pages."""
        return [
            (state.page.title.in_language("en"), bound)
            for state in self.evaluation.path
            if (
                bound := [
                    self.form[question.key]
                    for question in state.questions
                    if question.key in self.form.fields
                ]
            )
        ]


def _everything(definition: Definition) -> PageState:
    """One page with every question of the journey (a group's once), except for what a trial has no use for."""
    blocks = tuple(one for one in definition.questions_by_key.values() if one.type not in _NOT_ASKED)
    page = definition.all_pages[0]
    return PageState(step=page.key, page=page, blocks=blocks, problems=(), answers={})


def _in_groups(definition: Definition, given: Mapping[str, Answer]) -> dict[str, Answer]:
    """Answers as the journey has them: those of a group as its one item."""
    answers: dict[str, Answer] = {}
    for key, answer in given.items():
        group = definition.group_of.get(key)
        if group is None:
            answers[key] = answer
        else:
            items: Any = answers.setdefault(group, [{}])
            items[0][key] = answer
    return answers


def definition_for(slug: str) -> Definition | None:
    """A journey's live definition."""
    version = every_live_version().filter(journey__slug=slug).first()
    return definition_of(version.pk) if version else None


def facts_of_trial(trial: Trial, circumstances: CircumstancesForm) -> tuple[RoutingFacts, list[Area]]:
    """What the rules look at, and the areas. The journey's own place goes before the one given beside it."""
    definition, counted = trial.definition, trial.evaluation.answers
    where = counted.get(definition.location) if definition.location else None
    own = list(locate(where).areas) if isinstance(where, dict) else []
    areas = own or circumstances.areas
    facts = RoutingFacts(
        definition=definition,
        journey=definition.slug,
        service=definition.service,
        answers=counted,
        named=trial.evaluation.routes,
        areas=tuple(area.code for area in areas),
        channel=circumstances.cleaned_data["channel"],
        at=circumstances.at(),
        language=circumstances.cleaned_data["language"],
    )
    return facts, areas


def verdicts_on(facts: RoutingFacts, now: RuleSet, draft: RuleSet | None) -> list[Verdict]:
    """What the rules that are being written say, if any are, and what those in force say."""
    names = Known().names
    sets = [("With the changes that are not in force yet", draft)] if draft else []
    sets.append((f"By the rules in force (number {now.number})", now))
    found = []
    for name, one in sets:
        decision = decide_by(load(one), facts, explain=names, condition_words=condition_in_words)
        found.append(Verdict(name, decision, names.queues.get(decision.queue, decision.queue)))
    return found
