"""A council in which everything of every request carries a word of its own, a canary: of open, team-only and restricted
services of two teams, and of jobs of two organisations outside.

What could lead from one to another does: they are sent from the same spot, repeat each other, are split and duplicates of
each other. One request is sent through the product's own door; the others are made like it.
"""

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.files.models import StoredFile
from forms_engine.journeys import services as journeys
from forms_engine.journeys.models import Submission
from forms_engine.requests.models import (
    BrokenGlass,
    Casework,
    Contact,
    Councillor,
    Customer,
    DuplicateMark,
    Inbound,
    Letter,
    Request,
    RequestFile,
    Threshold,
    ThresholdDecision,
    TimelineEntry,
)
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.references import new_reference
from payments import services as payments
from tests.factories import make_site
from tests.forms_engine.council import open_council, started
from tests.leaks.desk.groups import (
    ALPHA,
    ALPHA_CASES,
    ALPHA_LEADS,
    ANN,
    BETA,
    BETA_CASES,
    BOB,
    COUNCILLOR,
    FEN,
    MONEY,
    NOBODY,
    OFFICERS,
    RUNNING,
    WOLD,
)
from workplace.models import SavedView

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Secret:
    """A word that only these groups may come across."""

    word: str
    about: str
    readers: frozenset[str]


@dataclass
class World:
    """What was made: every secret by its word, and ``things``, whose attributes are the real ids of addresses."""

    secrets: dict[str, Secret] = field(default_factory=dict)
    things: list[SimpleNamespace] = field(default_factory=list)
    teams: dict[str, Team] = field(default_factory=dict)

    def secret(self, about: str, *readers: str) -> str:
        """A new word, for these readers."""
        word = f"qx{next(_numbers)}desk" + "xq"
        self.secrets[word] = Secret(word, about, frozenset(readers))
        return word

    def keep(self, word: str, about: str, *readers: str) -> str:
        """A word that the product made, such as a reference."""
        self.secrets[word.lower()] = Secret(word.lower(), about, frozenset(readers))
        return word


# By name: openness, team of the service, queue, who works on it, and whose it is.
KINDS: dict[str, tuple[str, str, str, tuple[str, ...], str]] = {
    "open": ("open", "alpha", "alpha", (OFFICERS,), ANN),
    "alpha-only": ("team-only", "alpha", "alpha", (ALPHA,), ANN),
    "alpha-restricted": ("restricted", "alpha", "alpha", (ALPHA_CASES,), ANN),
    "beta-only": ("team-only", "beta", "beta", (BETA,), ""),
    "beta-restricted": ("restricted", "beta", "beta", (BETA_CASES,), BOB),
    "wold-job": ("open", "alpha", "wold", (OFFICERS, WOLD), ""),
    "fen-job": ("open", "beta", "fen", (OFFICERS, FEN), ""),
    "wold-only": ("team-only", "wold", "wold", (WOLD,), ""),
}


def build(people: dict[str, Any]) -> World:
    """Everything, for these people (``people.make_people``)."""
    world = World()
    for audience in ("public", "staff", "partner"):
        make_site(audience)
    open_council()
    _make_teams(world, people)
    first = journeys.submit(started().id)
    Destination.objects.filter(slug="example-back-office").update(team=world.teams["alpha"])
    requests = [_make(world, people, first, name) for name in KINDS]
    # The one they are all like is nobody's business here, and of no service of theirs.
    Request.objects.filter(pk=first.pk).update(queue=None, service=_service("spare", "restricted", None))
    _lead_to_each_other(world, people, requests)
    _beside_requests(world, people)
    return world


def _make_teams(world: World, people: dict[str, Any]) -> None:
    for slug, organisation in (("alpha", ""), ("beta", ""), ("wold", "wold-highways"), ("fen", "fen-roads")):
        team = Team.objects.create(slug=slug, name=f"Team {slug}", organisation=organisation)
        Queue.objects.create(slug=slug, name=f"Queue of {slug}", team=team)
        world.teams[slug] = team
    for person in people.values():
        for slug in person.teams:
            world.teams[slug].members.add(person.user)
    world.teams["alpha"].lead = people["lead-alpha"].user
    world.teams["alpha"].save()


def _service(name: str, openness: str, team: Team | None) -> Service:
    like = Service.objects.get(slug="highways-maintenance", locale__language_code="en")
    like.pk, like.slug, like.name, like.openness = None, name, f"Service {name}", openness
    like.translation_key, like.team = uuid.uuid4(), team or like.team
    like.lgsl_number = None
    like.save()
    return like


def _make(world: World, people: dict[str, Any], first: Request, name: str) -> Request:
    openness, team, queue, workers, owner = KINDS[name]
    service = _service(name, openness, world.teams[team])
    theirs = (owner,) if owner else ()
    outside = {WOLD, FEN} if name != "wold-only" else set()
    council = tuple(group for group in workers if group not in outside)
    around = (MONEY, RUNNING) if openness == "open" else ()
    reference = world.keep(new_reference(), f"reference of {name}", *workers, *theirs, *around, COUNCILLOR)
    word = lambda what, *readers: world.secret(f"{what} of {name}", *readers)  # noqa: E731
    customer = _customer(world, people, name, owner, council)
    answers = {
        **first.answers,
        "your-name": f"Zed {word('sender in the answers', *council, *theirs)}",
        "where": {"description": f"Lamp {word('answer', *workers, *theirs)}", "postcode": "ZZ1 1AA"},
    }
    now = timezone.now()
    made = _like(
        first,
        reference=reference,
        service=service,
        queue=Queue.objects.get(slug=queue),
        customer=customer,
        title=f"Report {word('title', *workers, *theirs, *around)}",
        answers=answers,
        name=f"Zed {word('name', *council, *theirs)}",
        email=f"{word('email', *council, *theirs)}@example.org",
        received_at=now - timedelta(days=3),
        due_on=timezone.localdate() - timedelta(days=1),
        customer_wrote_at=now - timedelta(days=4),
        fee_pence=500,
        state="received",
    )
    _entry(made, 1, "submitted", "", shown=True)
    _entry(made, 2, "note", word("note", *council), shown=False)
    _entry(made, 3, "to-customer", word("message", *workers, *theirs), shown=True)
    thing = SimpleNamespace(name=name, reference=reference, request_id=made.id, customer_id=customer.id)
    thing.location_id, thing.queue, thing.service = made.location_id, queue, service.slug
    thing.file_id = _file(made, word("file", *workers, *theirs))
    thing.letter_id = _letter(made, word("letter", *council, *theirs))
    thing.delivery_id = _delivery(made, word("what was sent", *council), world.teams[team])
    label = word("line of the charge", *council, *theirs, *around)
    # Whoever pays sees the words of what they pay.
    thing.charge_uuid = _charge(made, label)
    thing.contact_id = Contact.objects.create(
        channel="phone",
        reason="chase",
        outcome="answered",
        service=service,
        customer=customer,
        request=made,
        started_at=now - timedelta(hours=2),
        ended_at=now - timedelta(hours=1),
        note=word("note of a call", *council),
        officer=people["officer-alpha"].user,
    ).id
    world.things.append(thing)
    return made


def _customer(
    world: World, people: dict[str, Any], name: str, owner: str, council: tuple[str, ...]
) -> Customer:
    """Ann's three requests have one customer between them, who is known to all officers by the open one."""
    user = {ANN: people["Ann"].user, BOB: people["Bob"].user}.get(owner)
    if user is not None and (found := Customer.objects.filter(user=user).first()):
        return found
    readers = (*council, owner) if owner else council
    called = world.secret(f"customer of {name}", *readers)
    return Customer.objects.create(
        user=user,
        name=f"Person {called}",
        needs=world.secret(f"needs of the customer of {name}", *readers),
        phone="01632960001",
    )


def _like(first: Request, **fields: Any) -> Request:
    values = {one.attname: getattr(first, one.attname) for one in Request._meta.concrete_fields}
    own = {"id": uuid.uuid4(), "submission_id": uuid.uuid4()}
    for name, value in fields.items():
        values.pop(f"{name}_id", None)
        own[name] = value
    return Request.objects.create(**{**values, **own})


def _entry(made: Request, number: int, kind: str, message: str, *, shown: bool) -> None:
    TimelineEntry.objects.create(
        request=made, number=number, kind=kind, state=made.state, message=message, shown_to_customer=shown
    )


def _file(made: Request, word: str) -> uuid.UUID:
    stored = _stored(made, word)
    RequestFile.objects.create(request=made, file=stored, question="photo")
    return stored.id


def _stored(made: Request, word: str) -> StoredFile:
    stored = StoredFile(
        owner_type=OWNER_TYPE,
        owner_id=str(made.id),
        name=f"{word}.txt",
        content_type="text/plain",
        size=len(word),
        sha256="0" * 64,
        scan_state="clean",
    )
    stored.content.save("x", ContentFile(word.encode()), save=True)
    return stored


def _letter(made: Request, word: str) -> uuid.UUID:
    inbound = Inbound.objects.create(
        destination=Destination.objects.get(slug="example-back-office"),
        message_id=str(uuid.uuid4()),
        kind="letter",
        sha256="0" * 64,
        at=timezone.now(),
        outcome="applied",
        request=made,
    )
    return Letter.objects.create(
        request=made, inbound=inbound, file=_stored(made, word), title=f"Letter {word}"
    ).id


def _delivery(made: Request, word: str, team: Team) -> uuid.UUID:
    where, _ = Destination.objects.get_or_create(
        slug=f"office-{team.slug}",
        defaults={"name": f"Office of {team.slug}", "kind": "webhook", "team": team, "settings": {}},
    )
    now = timezone.now()
    return Delivery.objects.create(
        owner_type=OWNER_TYPE,
        owner_id=str(made.id),
        subject="request.received",
        destination=where,
        state="dead",
        body=f'{{"said": "{word}"}}',
        sha256="0" * 64,
        dead_at=now - timedelta(hours=5),
        attempts_made=1,
        last_error="Answered 422.",
    ).id


def _charge(made: Request, label: str) -> uuid.UUID:
    line = payments.LineSpec(key="fee", label=label, amount_pence=500, ledger_code="G-1", vat_code="OUTSIDE")
    return payments.open_charge(
        owner_type=OWNER_TYPE,
        owner_id=str(made.id),
        lines=[line],
        description=made.title,
        return_path="/journeys/report-a-pothole/confirmation/",
    ).uuid


def _lead_to_each_other(world: World, people: dict[str, Any], requests: list[Request]) -> None:
    """Every request repeats, was split from and is marked as a duplicate of one that others may see."""
    things = {thing.name: thing for thing in world.things}
    for one, other in zip(requests, [*requests[1:], requests[0]], strict=True):
        Request.objects.filter(pk=one.pk).update(repeats=other, repeats_because="location", split_from=other)
        DuplicateMark.objects.create(
            request=one, original=other, marked_by=people["officer-alpha"].user, marked_at=timezone.now()
        )
    for name, readers in (
        ("open", (OFFICERS,)),
        ("alpha-restricted", (ALPHA_CASES,)),
        ("beta-only", (BETA,)),
    ):
        made = Request.objects.select_related("service").get(pk=things[name].request_id)
        threshold = Threshold.objects.create(
            service=made.service,
            number=1,
            name="Threshold",
            criteria=[{"key": "harm", "text": "Somebody may come to harm"}],
            needs_second_person=True,
            made_by=people["lead-alpha"].user,
        )
        ThresholdDecision.objects.create(
            request=made,
            threshold=threshold,
            met=["harm"],
            result="met",
            why=world.secret(f"decision about {name}", *readers),
            decided_by=people["lead-alpha"].user,
            decided_at=timezone.now(),
        )
    # Somebody rang about the open service, and it was written down with another's request.
    Contact.objects.create(
        channel="phone",
        reason="chase",
        outcome="answered",
        service_id=Request.objects.get(pk=things["open"].request_id).service_id,
        customer_id=things["open"].customer_id,
        request_id=things["alpha-only"].request_id,
        started_at=timezone.now() - timedelta(hours=2),
        ended_at=timezone.now() - timedelta(hours=1),
        officer=people["officer-alpha"].user,
    )
    opened = BrokenGlass.objects.create(
        request_id=things["alpha-restricted"].request_id,
        by=people["glass-breaker"].user,
        reason=world.secret("reason of the broken glass", ALPHA_CASES, ALPHA_LEADS),
        at=timezone.now(),
        until=timezone.now() + timedelta(minutes=50),
    )
    things["alpha-restricted"].glass_id = opened.id


def _beside_requests(world: World, people: dict[str, Any]) -> None:
    """What is somebody's own and no request: a draft, a saved list, casework."""
    draft = started(answers={"your-name": f"Zed {world.secret('draft of Bob', BOB)}"})
    Submission.objects.filter(pk=draft.id).update(user=people["Bob"].user)
    view = SavedView.objects.create(
        user=people["officer-beta"].user, name=world.secret("saved list of an officer of beta", BETA)
    )
    councillor = Councillor.objects.create(user=people["councillor"].user)
    casework = Casework.objects.create(
        councillor=councillor,
        request_id=world.things[0].request_id,
        resident=f"Mrs {world.secret('whom a councillor acts for', COUNCILLOR, OFFICERS)}",
        consent="written",
        consent_on=timezone.localdate(),
        consent_words=world.secret("consent given to the councillor", COUNCILLOR, OFFICERS),
        raised=False,
    )
    world.things.append(
        SimpleNamespace(
            name="beside",
            draft_id=draft.id,
            submission_id=draft.id,
            view_id=view.id,
            slug="report-a-pothole",
            step="photo",
            group="no-such-group",
            number=1,
            file_id=world.things[0].file_id,
        )
    )
    world.things.append(SimpleNamespace(name="casework", casework_id=casework.id))
    world.secret("a word that nothing shows", NOBODY)
