"""What the HTML form refuses the API refuses, with the same codes; what one takes the other takes, and both keep the same
and go on to the same page. Over generated journeys and whatever people type."""

import itertools
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Question
from forms_engine.journeys import services
from forms_engine.journeys.fields import form_field
from forms_engine.journeys.forms import PageForm
from forms_engine.journeys.models import Submission
from forms_engine.runtime.evaluate import PageState
from tests.examples import examples
from tests.factories import client
from tests.forms_engine.council import open_council
from tests.forms_engine.definition.strategies import definitions
from tests.forms_engine.journeys.api_client import Program, published
from themes.widgets import PartsWidget

slugs = (f"generated-{number}" for number in itertools.count(1))
unhurried = settings(
    max_examples=examples(10),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def council(file_transaction):
    """Once for all examples of a test: each publishes a journey of its own."""
    open_council()


PIECES = [
    "",
    " ",
    "Ann",
    "0",
    "1",
    "12.50",
    "-3",
    "1e3",
    "٣",
    "27",
    "x" * 300,
    "a\tb",
    "\u202eAnn",
    "<b>&amp;",
    "yes",
]
GOOD: dict[str, list[str]] = {
    "short_text": ["AB1234", "aab", "1234", "north-a", "some words of mine"],
    "email": ["ann@example.com", " Ann@Example.com "],
    "phone": ["07700 900 982", "+44 1632 960 001"],
    "website": ["example.com", "https://example.com/a?b#c"],
    "postcode": ["zz1 1aa", "ZZ11AA"],
    "national_insurance": ["qq 12 34 56 c"],
    "vehicle_registration": ["ab12 cde"],
    "number": ["1", "2", "0.5", "1,200"],
    "money": ["12", "12.50", "£1,000"],
    "time": ["14:30", "2.30pm", "25:00"],
}
GOOD_PARTS: dict[str, list[tuple[str, ...]]] = {
    "date": [("27", "3", "1980"), ("1", "1", "2030"), ("31", "2", "2020")],
    "month_year": [("3", "2019"), ("13", "2019")],
    "address": [("1 Mill Lane", "", "Thornbeck", "", "zz2 2bb")],
    "location": [("By the church", "", "", "", "", "", "")],
    "bank_details": [("A Archer", "30 94 30", "00733445", "")],
}


def typed(draw: st.DrawFn, question: Question) -> dict[str, Any]:
    """What somebody puts into the boxes of one question, by the names in the form."""
    widget = form_field(question, "en").widget
    sensible = draw(st.integers(0, 3)) > 0
    if isinstance(widget, PartsWidget):
        names = [f"{question.key}_{part}" for part in widget.part_names]
        if sensible:
            return dict(zip(names, draw(st.sampled_from(GOOD_PARTS[question.type])), strict=False))
        return {name: draw(st.sampled_from(PIECES)) for name in names}
    offered = sorted(question.option_keys) or GOOD.get(question.type, GOOD["short_text"])
    if question.type == "declaration":
        offered = ["confirmed"]
    one = st.sampled_from(offered if sensible else PIECES)
    if question.type in {"checkboxes", "declaration"}:
        return {question.key: draw(st.lists(one, max_size=3))}
    return {question.key: draw(one)}


def form_data(draw: st.DrawFn, state: PageState) -> QueryDict:
    data = QueryDict(mutable=True)
    for question in state.questions:
        if question.type in {"file", "hidden"}:
            continue
        for name, value in typed(draw, question).items():
            data.setlist(name, value if isinstance(value, list) else [value])
    return data


def state_now(submission_id: str, step: str) -> PageState:
    state = services.evaluate_submission(Submission.objects.get(id=submission_id)).state_of(step)
    assert state is not None
    return state


class Browser:
    """The HTML form of one journey."""

    def __init__(self, slug: str) -> None:
        self.http, self.start = client(), f"/journeys/{slug}/"
        before = set(Submission.objects.values_list("id", flat=True))
        self.at = self._step(self.http.post(self.start)["Location"])
        (self.id,) = set(Submission.objects.values_list("id", flat=True)) - before

    def send(self, step: str, data: QueryDict) -> set[tuple[str, str]]:
        """The problems of the page; empty when it was taken, and ``at`` is then the page that follows."""
        body = f"{data.urlencode()}&wizard-current_step={quote(step)}"
        answer = self.http.post(
            f"{self.start}{step}/", body, content_type="application/x-www-form-urlencoded"
        )
        if answer.status_code == 302:
            self.at = self._step(answer["Location"])
            return set()
        assert answer.status_code == 200
        errors = answer.context["form"].errors.as_data()
        return {(name, error.code) for name, found in errors.items() for error in found}

    def _step(self, address: str) -> str:
        """Where an address leads: check-your-answers may lead on to what is still to be answered."""
        if address == f"{self.start}check/":
            address = self.http.get(address).headers.get("Location", address)
        return address.removeprefix(self.start).removesuffix("/")


@unhurried
@given(data=st.data())
def test_the_form_and_the_api_refuse_the_same(council, data):
    document = data.draw(definitions())
    slug = next(slugs)
    version = published(
        slug,
        document["pages"],
        **{part: document[part] for part in ("conditions", "lists", "sections", "fees") if part in document},
    )
    if not definition_of(version.pk).pages:
        return
    browser, program = Browser(slug), Program()
    step = program.start(slug)["current"]
    for _ in range(12):
        assert browser.at == (step["step"] or "check")
        if step["kind"] in {"exit", "summary"}:
            break
        state = state_now(browser.id, step["step"])
        if state.is_list:
            typed_in = QueryDict("another=no")
            answers: dict[str, Any] = {}
        else:
            typed_in = form_data(data.draw, state)
            form = PageForm(typed_in, state=state, language="en", answers=state.answers)
            form.full_clean()
            answers = form.answers()
        refused = browser.send(step["step"], typed_in)
        answer = program.put(step["step"], answers)
        if refused:
            assert answer.status_code == 422, (answers, refused, answer.content)
            assert {(one["question"], one["code"]) for one in answer.json()["errors"]} == refused
        else:
            assert answer.status_code == 200, (answers, answer.content)
            step = answer.json()["next"]
        kept = {one: Submission.objects.get(id=one).answers for one in (browser.id, program.id)}
        assert kept[browser.id] == kept[program.id]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
    | st.sampled_from(["yes", "2026-11-22", "12", "ZZ1 1AA"]),
    lambda part: (
        st.lists(part, max_size=3)
        | st.dictionaries(
            st.sampled_from(["line1", "town", "postcode", "latitude", "id", "name", "x"]), part, max_size=4
        )
    ),
    max_leaves=8,
)


@unhurried
@given(data=st.data())
def test_any_json_is_kept_or_named_as_a_problem_and_what_counts_fits_the_schema(council, data):
    document = data.draw(definitions(most_parts=2))
    slug = next(slugs)
    published(slug, document["pages"], conditions=document["conditions"], lists=document["lists"])
    program = Program()
    step = program.start(slug)["current"]
    if step["kind"] != "page":
        return
    page = program.page(step["step"]).json()
    schema = page["schema"]
    jsonschema.Draft202012Validator.check_schema(schema)
    answers = {key: data.draw(json_values) for key in schema["properties"]}
    answer = program.put(step["step"], answers)
    assert answer.status_code in {200, 422}, answer.content
    if answer.status_code == 422:
        assert all(
            one["message"] and one["pointer"].startswith("/answers/") for one in answer.json()["errors"]
        )
        assert program.page(step["step"]).json()["answers"] == page["answers"]
        return
    # What the runtime counts, in its canonical form, is what the schema promises.
    evaluation = services.evaluate_submission(Submission.objects.get(id=program.id))
    state = evaluation.state_of(step["step"])
    counted = evaluation.answers if not state.item else evaluation.answers[state.group.key][state.item - 1]
    for question in state.questions:
        if question.key in counted and question.key in schema["properties"]:
            jsonschema.Draft202012Validator(schema["properties"][question.key]).validate(
                counted[question.key]
            )
