"""A council in which everything of every request carries a word of its own, a canary: of open, team-only and restricted
services of two teams, and of jobs of two organisations outside.

What could lead from one to another does: they are sent from the same spot, repeat each other, are split and duplicates of
each other. One request is sent through the product's own door; the others are made like it.
"""

import uuid
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.delivery.models import Destination
from forms_engine.journeys import services as journeys
from forms_engine.requests.models import Contact, Customer, Request
from forms_engine.requests.references import new_reference
from tests.factories import make_site
from tests.forms_engine.council import open_council, started
from tests.leaks.desk import appointments, around, money, parts
from tests.leaks.desk.canaries import World
from tests.leaks.desk.groups import (
    ALPHA,
    ALPHA_CASES,
    ANN,
    BETA,
    BETA_CASES,
    BOB,
    BOOKINGS,
    COUNCILLOR,
    FEN,
    MONEY,
    OFFICERS,
    RUNNING,
    WOLD,
)
from tests.leaks.desk.people import Person

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
# What alpha's booking officers see somebody come for; what a councillor follows, and what they have asked to follow.
BOOKED = {"open", "alpha-only", "wold-job"}
FOLLOWED, ASKED = {"wold-job", "alpha-restricted"}, {"open"}


def build(people: dict[str, Person]) -> World:
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
    around.lead_to_each_other(world, people, requests)
    around.decide_by_thresholds(world, people)
    around.break_glass(world, people)
    around.merge_customers(world, people)
    around.act_for_residents(world, people)
    around.beside_requests(world, people)
    money.add_payout(world)
    appointments.add_lists(world)
    return world


def _make_teams(world: World, people: dict[str, Person]) -> None:
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


def _make(world: World, people: dict[str, Person], first: Request, name: str) -> Request:
    openness, team, queue, workers, owner = KINDS[name]
    service = _service(name, openness, world.teams[team])
    theirs = (owner,) if owner else ()
    outside = {WOLD, FEN} if name != "wold-only" else set()
    council = tuple(group for group in workers if group not in outside)
    around_it = (MONEY, RUNNING) if openness == "open" else ()
    booked = (BOOKINGS,) if name in BOOKED else ()
    follows = (COUNCILLOR,) if name in FOLLOWED else ()
    told = (COUNCILLOR,) if name in FOLLOWED and openness == "open" else ()
    asked = (COUNCILLOR,) if name in ASKED else ()
    reference = world.keep(
        new_reference(), f"reference of {name}", *workers, *theirs, *around_it, *booked, *follows, *asked
    )

    def word(what: str, *readers: str) -> str:
        return world.secret(f"{what} of {name}", *readers)

    customer = _customer(world, people, name, owner, council)
    answers = {
        **first.answers,
        "your-name": f"Zed {word('sender in the answers', *council, *theirs)}",
        "where": {"description": f"Lamp {word('answer', *workers, *theirs)}", "postcode": "ZZ1 1AA"},
    }
    sender = word("name", *council, *theirs, *booked)
    now = timezone.now()
    made = _like(
        first,
        reference=reference,
        service=service,
        queue=Queue.objects.get(slug=queue),
        customer=customer,
        title=f"Report {word('title', *workers, *theirs, *around_it, *booked, *follows)}",
        answers=answers,
        name=f"Zed {sender}",
        email=f"{word('email', *council, *theirs, *booked)}@example.org",
        received_at=now - timedelta(days=3),
        due_on=timezone.localdate() - timedelta(days=1),
        customer_wrote_at=now - timedelta(days=4),
        fee_pence=money.FEE,
        state="received",
    )
    parts.add_entry(made, 1, "submitted", "", shown=True)
    parts.add_entry(made, 2, "note", word("note", *council), shown=False)
    parts.add_entry(made, 3, "to-customer", word("message", *workers, *theirs, *told), shown=True)
    thing = SimpleNamespace(name=name, reference=reference, request_id=made.id, customer_id=customer.id)
    thing.location_id, thing.queue, thing.service = made.location_id, queue, service.slug
    thing.destination = parts.office_slug(world.teams[team])
    thing.file_id = parts.add_file(made, word("file", *workers, *theirs))
    thing.letter_id = parts.add_letter(made, word("letter", *council, *theirs))
    parts.correct(made, word("the name that was put right", *council, *theirs))
    thing.unreachable_id = parts.add_unreachable(made, word("an address that nothing reaches", *council))
    thing.hold_id = parts.add_hold(made, word("why it is kept", *council), people["officer-alpha"].user)
    thing.delivery_id = parts.add_delivery(made, word("what was sent", *council), world.teams[team])
    running = (RUNNING,) if openness == "open" else ()
    thing.inbound_id = parts.add_message(
        made, word("what its back office said", *council, *running), world.teams[team]
    )
    # Whoever pays sees the words of what they pay.
    charge = money.add_charge(made, word("line of the charge", *council, *theirs, *around_it))
    thing.charge_uuid = charge.uuid
    if name in money.PAID:
        takes, finance = people["officer-alpha"].user, people["finance"].user
        money.pay_and_ask_back(world, thing, charge, taken_by=takes, finance=finance, readers=council)
    appointments.add_appointment(world, thing, made, (*council, *booked))
    thing.contact_id = _ring(made, customer, people, word("note of a call", *council))
    world.things.append(thing)
    if openness != "open":
        world.asked_for += [reference, sender]
    return made


def _customer(
    world: World, people: dict[str, Person], name: str, owner: str, council: tuple[str, ...]
) -> Customer:
    """Ann's three requests have one customer between them, who is known to all officers by the open one."""
    user = {ANN: people["Ann"].user, BOB: people["Bob"].user}.get(owner)
    if user is not None and (found := Customer.objects.filter(user=user).first()):
        return found
    readers = (*council, owner) if owner else council
    called = world.secret(f"customer of {name}", *readers)
    if KINDS[name][0] != "open":
        world.asked_for.append(called)
    return Customer.objects.create(
        user=user,
        name=f"Person {called}",
        needs=world.secret(f"needs of the customer of {name}", *readers),
        phone="01632960001",
    )


def _ring(made: Request, customer: Customer, people: dict[str, Person], note: str) -> uuid.UUID:
    now = timezone.now()
    return Contact.objects.create(
        channel="phone",
        reason="chase",
        outcome="answered",
        service=made.service,
        customer=customer,
        request=made,
        started_at=now - timedelta(hours=2),
        ended_at=now - timedelta(hours=1),
        note=note,
        officer=people["officer-alpha"].user,
    ).id


def _like(first: Request, **fields: Any) -> Request:
    values = {one.attname: getattr(first, one.attname) for one in Request._meta.concrete_fields}
    own = {"id": uuid.uuid4(), "submission_id": uuid.uuid4()}
    for name, value in fields.items():
        values.pop(f"{name}_id", None)
        own[name] = value
    return Request.objects.create(**{**values, **own})
