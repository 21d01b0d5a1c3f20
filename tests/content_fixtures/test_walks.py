"""Every journey of Marlshire's is walked once in a browser without JavaScript, from its start page to its reference, with
the answers of a rehearsal. What arrives is what the rehearsal counted: the form, the pages and the runtime agree."""

import json
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from demo.calendars import load_calendars, load_slots
from demo.services_and_journeys import FIXTURES, NOBODY
from forms_engine.booking.models import Booking, Schedule
from forms_engine.booking.states import State
from forms_engine.catalogue.models import Service
from forms_engine.definition.document import Definition, Question
from forms_engine.definition.parse import parse_definition
from forms_engine.journeys.asking import ask_document, publish_asking
from forms_engine.journeys.lookups.asking import try_out
from forms_engine.journeys.models import LookupSource
from forms_engine.journeys.offer import import_services, publish
from forms_engine.requests.facts import fact_rows
from forms_engine.requests.models import Request
from forms_engine.requests.states import RequestState
from forms_engine.runtime.evaluate import Evaluation, PageState, evaluate
from forms_engine.runtime.facts import FOUND, Finding, facts_from
from forms_engine.runtime.rehearsal import rehearse
from forms_engine.runtime.rehearsal.report import PathTaken
from payments.errors import GatewayUnavailable
from payments.models import Charge
from tests.factories import client, make_partner, make_staff, signed_in
from tests.forms_engine.files.samples import PDF, picture
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

JOURNEYS = sorted(file.stem for file in (FIXTURES / "journeys").glob("*.json"))
# Of a service that every officer may see, and of one that only its own team may.
ASKED = ["libraries", "fostering-and-adoption"]
NOW = "2026-11-23T10:00:00Z"
SAMPLES = {"image/jpeg": picture(), "application/pdf": PDF}
MOST_PAGES = 60  # of one walk
# What the demonstration's look-ups know something about: a rehearsal makes up what is asked, and what is found.
KNOWN = {
    "pay-a-penalty-notice": {"notice-number": "MS10000011", "registration": "AB12CDE"},
    "find-your-bin-days": {"home-postcode": "ZZ1 1AA"},
    "pay-what-you-owe-the-library": {"card-number": "60012345", "account-postcode": "ZZ1 1AA"},
}


@pytest.fixture(scope="module")
def services(file_transaction):
    """Marlshire's services, which take half a second to import."""
    wanted = json.loads((FIXTURES / "services.json").read_text())
    for row in wanted["destinations"]:
        if row["kind"] == "webhook":
            row["settings"] = {"url": NOBODY}
    with time_machine.travel(NOW, tick=True):
        import_services(wanted)


@pytest.fixture(autouse=True)
def council(services, monkeypatch):
    """A day when every journey is open; nobody can pay just now."""

    def away(_charge_id, network=""):
        raise GatewayUnavailable("away")

    monkeypatch.setattr("payments.services.start_attempt", away)
    with time_machine.travel(NOW, tick=True):
        yield


def published(slug: str) -> Definition:
    """A journey of Marlshire's, and times of what it books."""
    document = json.loads((FIXTURES / "journeys" / f"{slug}.json").read_bytes())
    if "booking" in document:
        load_calendars()
        Schedule.objects.exclude(resource__kind__slug=document["booking"]["resource_kind"]).delete()
        load_slots()
    publish(document)
    return parse_definition(document)


def browser_for(definition: Definition) -> Client:
    """A browser on the host of the journey's audience, signed in where that takes it."""
    if definition.audience == "staff":
        return signed_in(make_staff(), "staff")
    if definition.audience == "partner":
        return signed_in(make_partner(), "partner")
    return client()


def fullest_path(definition: Definition) -> PathTaken:
    """The path to the end with two items in every group that asks for another, and with the most answers."""
    report = rehearse(definition, today=timezone.localdate(), paths=40)
    groups = [group.key for group in definition.groups.values() if not group.count]
    paths = [
        path
        for path in report.paths
        if path.ended == "sent" and all(len(path.answers.get(key, [])) in {0, 2} for key in groups)
    ]
    return max(
        paths,
        key=lambda path: (
            sum(len(path.answers.get(key, [])) for key in groups),
            sum(answer is not None for answer in path.answers.values()),
        ),
    )


def boxes_of(question: Question, answer: Any) -> dict[str, Any]:
    """An answer as a person types it into the boxes of its question."""
    key = question.key
    if answer is None:
        return {}
    match question.type:
        case "date":
            year, month, day = answer.split("-")
            return {f"{key}_day": day, f"{key}_month": month, f"{key}_year": year}
        case "month_year":
            year, month = answer.split("-")
            return {f"{key}_month": month, f"{key}_year": year}
        case "address" | "location" | "bank_details":
            return {f"{key}_{part}": str(text) for part, text in answer.items()}
        case "declaration":
            return {key: "confirmed"}
        case "money":
            return {key: f"{answer / 100:.2f}"}
        case "file":
            return {key: [sample(file["content_type"]) for file in answer]}
    return {key: answer if isinstance(answer, list) else str(answer)}


def sample(content_type: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("sample", SAMPLES[content_type], content_type=content_type)


def filled_in(state: PageState) -> dict[str, Any]:
    """The whole page as the walk leaves it."""
    data: dict[str, Any] = {"wizard-current_step": state.step}
    for question in state.questions:
        data |= boxes_of(question, state.answers.get(question.key))
    return data


def looked_up(definition: Definition, answers: dict[str, Any]) -> Evaluation:
    """Where the answers lead with what the council's look-ups really say to them."""
    findings: dict[str, Finding] = {}
    while True:
        end = evaluate(definition, answers, timezone.localdate(), findings)
        asked = [one for one in end.looked_up if one.finding is None]
        if not asked:
            return end
        for one in asked:
            said = try_out(LookupSource.objects.get(slug=one.lookup.source), one.inputs)
            assert said.outcome == FOUND, (one.page, said)
            findings[one.page] = Finding(one.inputs, FOUND, facts_from(one.lookup, said.values))


class Walk:
    """One way through a journey: follows where each page leads, and answers what the rehearsal answered there."""

    def __init__(self, definition: Definition, prefix: str = "") -> None:
        self.definition, self.start = definition, f"{prefix}/journeys/{definition.slug}/"
        self.taken = fullest_path(definition)
        self.end = looked_up(definition, {**self.taken.answers, **KNOWN.get(definition.slug, {})})
        self.browser = browser_for(definition)
        self.pages: dict[str, Markup] = {}
        self.items_added = 0

    def go(self) -> Request:
        """From the start page to the confirmation."""
        self.read("start", self.start)
        at = self.browser.post(self.start)["Location"]
        for _ in range(MOST_PAGES):
            # A question that an answer on its own page brings up is asked by the same page, shown once more.
            at = self.browser.get(at).headers.get("Location", at)
            step = at.removeprefix(self.start).removesuffix("/")
            self.read(step, at)
            if step == "check":
                break
            at = self.choose(at) if step == "time" else self.answer(step, at)
        answer = self.browser.post(at)
        assert answer["Location"] == f"{self.start}confirmation/"
        self.read("confirmation", answer["Location"])
        return Request.objects.get()

    def read(self, name: str, address: str) -> None:
        """Look at a page; its markup is kept by its step."""
        answer = self.browser.get(address)
        assert answer.status_code == 200, (name, answer.headers.get("Location"))
        page = Markup(answer.content.decode())
        page.check_references()
        self.pages[name] = page

    def choose(self, address: str) -> str:
        """Say where, if that is asked, and take the last time on the page; answers where it leads."""
        if places := self.pages["time"].all("input", name="at"):
            self.pages["time, where"] = self.pages["time"]
            address = f"{address}?at={places[-1].attrs['value']}"
            self.read("time", address)
        *_, last = self.pages["time"].all("input", name="slot")
        answer = self.browser.post(address, {"slot": last.attrs["value"]})
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]

    def answer(self, step: str, address: str) -> str:
        """Send a page; answers where it leads."""
        state = self.end.state_of(step)
        assert state is not None, f"{step} is not on the rehearsed path"
        data = self.listed(state) if state.is_list else filled_in(state)
        answer = self.browser.post(address, data)
        assert answer.status_code == 302, (step, answer.context["form"].errors)
        return answer["Location"]

    def listed(self, state: PageState) -> dict[str, Any]:
        """A list page: another item while the rehearsal had one more."""
        there = sum(
            f"{state.group.key}/" in step and step.endswith(state.group.pages[0].key) for step in self.pages
        )
        self.items_added += there < state.items
        return {
            "wizard-current_step": state.step,
            "another": "yes" if there < state.items else "no",
        }

    @property
    def steps(self) -> set[str]:
        """The steps of the journey that it came by."""
        return set(self.pages) - {"start", "time", "time, where", "check", "confirmation"}


def counted(definition: Definition, answers: dict[str, Any]) -> dict[str, Any]:
    """Answers without what only one upload has: of files, their kinds."""
    files = {key for key, question in definition.questions_by_key.items() if question.type == "file"}
    return {
        key: [counted(definition, item) for item in answer]
        if key in definition.groups
        else [file["content_type"] for file in answer]
        if key in files
        else answer
        for key, answer in answers.items()
    }


def check_made(walk: Walk, made: Request) -> None:
    definition = walk.definition
    assert walk.steps == set(walk.taken.steps)
    assert counted(definition, made.answers) == counted(definition, dict(walk.end.answers))
    assert made.reference in walk.pages["confirmation"].one("main").text
    for group in definition.groups.values():
        if group.key in made.answers and not group.count:
            assert len(made.answers[group.key]) == 2
    assert made.fee_pence == walk.end.fee_pence
    assert bool(made.fee_pence) == bool(walk.taken.fee_pence)
    assert {row.fact for row in fact_rows(made) if row.outcome == FOUND} == set(definition.facts_by_key)
    check_booked(walk, made)
    if made.fee_pence:
        assert made.state == RequestState.AWAITING_PAYMENT
        assert Charge.objects.get(owner_id=str(made.id)).total_pence == made.fee_pence
    else:
        assert made.state == RequestState.RECEIVED
        assert not Charge.objects.exists()


def check_booked(walk: Walk, made: Request) -> None:
    need = walk.definition.booking
    assert ("time" in walk.pages) == (need is not None)
    if need is None:
        return
    booking = Booking.objects.select_related("slot__resource__kind").get(owner_type="request")
    kind = booking.slot.resource.kind
    assert (booking.owner_id, kind.slug) == (str(made.id), need.resource_kind)
    assert booking.state == (
        State.AWAITING_PAYMENT
        if made.fee_pence
        else State.AWAITING_APPROVAL
        if kind.needs_approval
        else State.CONFIRMED
    )


@pytest.mark.parametrize("slug", JOURNEYS)
def test_is_walked_from_its_start_to_its_reference(slug):
    walk = Walk(published(slug))
    check_made(walk, walk.go())
    assert walk.items_added == sum(
        not group.count and (2 - group.min if group.min < 2 else 0)
        for group in walk.definition.groups.values()
    )


@pytest.mark.parametrize("service", ASKED)
def test_a_service_without_a_journey_is_asked(service):
    found = Service.objects.get(slug=service, locale__language_code="en")
    publish_asking(found)
    walk = Walk(parse_definition(ask_document(found)))
    check_made(walk, walk.go())


@pytest.mark.parametrize("slug", ["apply-for-a-blue-badge", "report-a-pothole"])
def test_in_welsh_nothing_is_asked_in_english(slug):
    definition = published(slug)
    assert "cy" in definition.translations
    walk = Walk(definition, "/cy")
    check_made(walk, made := walk.go())
    assert made.language == "cy"
    english, welsh = (
        {
            text.in_language(language)
            for question in definition.questions_by_key.values()
            for text in (question.label, *(option.label for option in question.options))
        }
        for language in ("en", "cy")
    )
    shown = {
        " ".join(element.text.split())
        for page in walk.pages.values()
        for tag in ("label", "legend", "h1", "dt", "option")
        for element in page.all(tag)
    }
    assert not shown & (english - welsh)
    for step in walk.steps:
        for question in walk.end.state_of(step).questions:
            assert question.label.in_language("cy") in shown
