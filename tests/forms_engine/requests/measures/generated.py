"""A month of contacts that knows its own truth.

What happened is drawn first, as plain Python objects that say what they mean: this person, under whichever of their
customers; this spot, under whichever of its Locations; practice or not. The truth is counted from those, contact by
contact, and never looks at the database. Only then are the rows written that the house would have.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import time_machine

from forms_engine.catalogue.models import Journey, JourneyVersion, Queue, Service, Team
from forms_engine.locations.models import Location
from forms_engine.requests.models import (
    CallTotals,
    Clock,
    Contact,
    Customer,
    Line,
    RepeatWindow,
    Request,
    TimelineEntry,
)
from forms_engine.requests.references import new_reference

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)

DIGITAL = {"web", "api", "partner"}
CHANNELS = ["web", "web", "web", "api", "partner", "phone", "phone", "desk", "chat", "social", "email"]
REASONS = ["question", "request", "chase", "change", "complaint", "other"]
OPEN_ENDED = ["answered", "answered", "signposted", "handed-on", "call-back", "nothing", ""]


@dataclass(eq=False)
class Offer:
    """A service: whose, how open, and after how many days a contact about it is about something new."""

    row: Service
    team: str
    openness: str
    days: int


@dataclass(eq=False)
class Person:
    """Somebody, with the customers that the council has of them: the first stands for the others."""

    rows: list[Customer]
    is_practice: bool = False


@dataclass(eq=False)
class Spot:
    """Where something is, with the Locations that the council has of it."""

    rows: list[Location]


@dataclass(eq=False)
class Sent:
    """A request. ``enough`` is what was found out about its first contact."""

    id: UUID
    offer: Offer
    channel: str
    person: Person
    customer: Customer
    spot: Spot | None
    location: Location | None
    is_practice: bool
    on_trial: bool
    finished_at: datetime | None
    enough: bool | None
    is_repeat: bool
    handed_on_at: list[datetime] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        return not (self.is_practice or self.on_trial)


@dataclass(eq=False)
class Touch:
    """A contact."""

    at: datetime
    channel: str
    reason: str
    outcome: str
    offer: Offer | None
    person: Person | None
    customer: Customer | None
    spot: Spot | None
    location: Location | None
    request: Sent | None
    line: Line | None
    is_practice: bool

    @property
    def counts(self) -> bool:
        about = self.request is None or self.request.counts
        who = self.who
        return not self.is_practice and about and not (who is not None and who.is_practice)

    @property
    def about(self) -> Offer | None:
        return self.request.offer if self.request else self.offer

    @property
    def who(self) -> Person | None:
        return self.person or (self.request.person if self.request else None)

    @property
    def where(self) -> Spot | None:
        return self.spot or (self.request.spot if self.request else None)

    def is_again_about(self, other: "Touch", days: int) -> bool:
        """Whether this is a further contact of the other within so many days."""
        if self.about is None or self.about is not other.about:
            return False
        same = (self.who is not None and self.who is other.who) or (
            self.where is not None and self.where is other.where
        )
        return same and timedelta(0) < self.at - other.at <= days * DAY


@dataclass(eq=False)
class Target:
    """A clock of a request's, and on which day it was met or missed, if it was."""

    row: Clock
    request: Sent
    met_on: date | None = None
    missed_on: date | None = None


class Generated:
    """Everything that happened around one month, and what that month's figures are."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        # Both changes of the clocks, a leap day's month, and one that is neither.
        self.first = self.draw.choice(
            [date(2026, 3, 1), date(2026, 10, 1), date(2028, 2, 1), date(2026, 6, 1)]
        )
        after = (self.first + timedelta(days=31)).replace(day=1)
        self.since = datetime(self.first.year, self.first.month, 1, tzinfo=LONDON)
        self.until = datetime(after.year, after.month, 1, tzinfo=LONDON)
        self.today = after + timedelta(days=45)
        self.touches: list[Touch] = []
        self.requests: list[Sent] = []
        self.targets: list[Target] = []
        self.totals: list[CallTotals] = []
        self._offer_services()
        self._know_people()
        self._know_spots()
        self.trial = self._trial_version()
        for _ in range(110):
            self._tell_a_story()
        self._come_back_at_the_edges()
        self._finish_requests()
        self._count_calls()
        self._write()

    # What the council is.

    def _offer_services(self) -> None:
        self.teams = {name: Team.objects.create(slug=name, name=name.title()) for name in ("roads", "care")}
        self.queues = {
            name: Queue.objects.create(slug=name, name=name, team=team) for name, team in self.teams.items()
        }
        drawn = [
            ("potholes", "roads", "open", None),
            ("lamps", "roads", "team-only", 20),
            ("instalments", "roads", "open", 0),
            ("meals", "care", "open", 3),
            ("safety", "care", "restricted", None),
        ]
        self.offers = []
        for slug, team, openness, days in drawn:
            row = Service.objects.create(
                slug=slug, name=slug.title(), team=self.teams[team], openness=openness, locale_id=_english()
            )
            if days is not None:
                RepeatWindow.objects.create(service=row, days=days)
            self.offers.append(Offer(row, team, openness, 14 if days is None else days))
        self.lines = [
            Line.objects.create(slug="main", name="Main line"),
            Line.objects.create(slug="roads", name="Roads", team=self.teams["roads"]),
            Line.objects.create(slug="safe", name="Safety", service=self.offers[4].row),
        ]

    def _know_people(self) -> None:
        self.people = []
        for number in range(14):
            first = Customer.objects.create(name=f"Person {number}")
            others = [
                Customer.objects.create(name="Again", merged_into=first)
                for _ in range(self.draw.choice([0, 0, 1, 2]))
            ]
            self.people.append(Person([first, *others]))
        learner = Person([Customer.objects.create(name="Learner", is_practice=True)], is_practice=True)
        self.people.append(learner)

    def _know_spots(self) -> None:
        self.spots = []
        for number in range(10):
            uprn = f"1000{number}" if number % 2 else ""
            rows = [Location.objects.create(uprn=uprn, description="Here") for _ in range(3 if uprn else 1)]
            self.spots.append(Spot(rows))

    def _trial_version(self) -> JourneyVersion:
        journey = Journey.objects.create(
            slug="trial", kind="report", service=self.offers[0].row, is_practice=True
        )
        return JourneyVersion.objects.create(journey=journey, number=1, document={}, sha256="0")

    # What happened.

    def _moment(self) -> datetime:
        """A moment in or near the month, often just at an edge of it or of the clocks' change."""
        edges = [
            self.since,
            self.since - SECOND,
            self.until,
            self.until - SECOND,
            self.since - 14 * DAY,
            self.until + 14 * DAY,
            datetime(2026, 3, 29, 0, 59, 59, tzinfo=LONDON),
            datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
        ]
        near = [at for at in edges if self.since - 21 * DAY <= at <= self.until + 21 * DAY]
        if self.draw.random() < 0.4:
            return self.draw.choice(near)
        span = (self.until - self.since + 42 * DAY).total_seconds()
        return self.since - 21 * DAY + timedelta(seconds=self.draw.randrange(int(span)))

    def _after(self, at: datetime, offer: Offer | None) -> datetime:
        """A moment after another: often at the very end of some days, or a little on either side."""
        days = offer.days if offer else 14
        gap = self.draw.choice(
            [
                timedelta(0),
                SECOND,
                timedelta(hours=3),
                14 * DAY,
                14 * DAY + SECOND,
                14 * DAY - SECOND,
                14 * DAY + timedelta(hours=1),
                14 * DAY - timedelta(hours=1),
                days * DAY,
                days * DAY + SECOND,
                days * DAY - SECOND,
                self.draw.randrange(1, 30) * DAY,
            ]
        )
        return at.astimezone(ZoneInfo("UTC")) + max(gap, timedelta(0))

    def _tell_a_story(self) -> None:
        """Some contacts about one thing, of one person or about one spot, or of people nobody knows."""
        offer = self.draw.choice([*self.offers, *self.offers, None])
        person = self.draw.choice([*self.people, None, None])
        spot = self.draw.choice([*self.spots, None, None, None])
        at = self._moment().astimezone(ZoneInfo("UTC"))
        request = None
        for _ in range(self.draw.choice([1, 1, 2, 2, 3, 5])):
            if (
                offer
                and person
                and (request is None or self.draw.random() < 0.2)
                and self.draw.random() < 0.5
            ):
                request = self._send(offer, person, spot)
            self.touches.append(self._touch(at, offer, person, spot, request))
            at = self._after(at, offer)

    def _come_back_at_the_edges(self) -> None:
        """For every service somebody who comes back on its very last moment, as the month begins and after it has ended."""
        for offer in self.offers:
            for edge in (self.since - offer.days * DAY, self.since, self.until - SECOND):
                at = edge.astimezone(ZoneInfo("UTC"))
                person = self.people[self.offers.index(offer)]
                for when in (at, at + offer.days * DAY):
                    touch = self._touch(when, offer, person, None, None)
                    touch.offer, touch.person, touch.customer = offer, person, person.rows[-1]
                    self.touches.append(touch)

    def _send(self, offer: Offer, person: Person, spot: Spot | None) -> Sent:
        request = Sent(
            id=uuid4(),
            offer=offer,
            channel=self.draw.choice(CHANNELS),
            person=person,
            customer=self.draw.choice(person.rows),
            spot=spot,
            location=self.draw.choice(spot.rows) if spot else None,
            is_practice=person.is_practice or self.draw.random() < 0.1,
            on_trial=self.draw.random() < 0.1,
            finished_at=None,
            enough=None,
            is_repeat=False,
        )
        self.requests.append(request)
        return request

    def _touch(
        self,
        at: datetime,
        offer: Offer | None,
        person: Person | None,
        spot: Spot | None,
        request: Sent | None,
    ) -> Touch:
        about = request if request and self.draw.random() < 0.7 else None
        outcome = self.draw.choice([*OPEN_ENDED, *(["request-made", "request-chased"] * 4 if about else [])])
        # Somebody else may come about the same spot; somebody whom nobody asked for a name.
        says_who = self.draw.random()
        who = person if says_who < 0.7 else self.draw.choice(self.people) if says_who < 0.8 else None
        where = spot if self.draw.random() < 0.7 else None
        # What is said of a service does not matter where it is about a request.
        named = self.draw.choice([offer, offer, offer, None])
        if about and self.draw.random() < 0.2:
            named = self.draw.choice(self.offers)
        channel = self.draw.choice(CHANNELS)
        return Touch(
            at=at,
            channel=channel,
            reason=self.draw.choice(REASONS),
            outcome=outcome,
            offer=named,
            person=who,
            customer=self.draw.choice(who.rows) if who else None,
            spot=where,
            location=self.draw.choice(where.rows) if where else None,
            request=about,
            line=self.draw.choice([*self.lines, None]) if channel in ("phone", "desk") else None,
            is_practice=self.draw.random() < 0.08,
        )

    def _finish_requests(self) -> None:
        for request in self.requests:
            if self.draw.random() < 0.8:
                request.finished_at = self._moment()
                request.enough = self.draw.choice([True, True, False, None])
                request.is_repeat = self.draw.random() < 0.2
            request.handed_on_at = [self._moment() for _ in range(self.draw.choice([0, 0, 1, 2]))]
            for kind in ("acknowledge", "resolve"):
                if self.draw.random() < 0.6:
                    self.targets.append(self._target(request, kind))

    def _target(self, request: Sent, kind: str) -> Target:
        """A clock that was met, missed, missed and stopped later, on hold when it stopped, or still runs."""
        due = self._moment().astimezone(LONDON).date()
        what = self.draw.choice(["met", "met on the day", "late", "never stopped", "on hold", "runs"])
        clock = Clock(
            request_id=request.id,
            kind=kind,
            stage=self.draw.choice([1, 1, 2]),
            target_days=5,
            warn_days=1,
            started_at=self.since - 30 * DAY,
            counted_from=due,
            days_left=0,
            due_on=due,
            warn_on=due,
        )
        target = Target(clock, request)
        last_moment = datetime(due.year, due.month, due.day, 23, 59, 59, tzinfo=LONDON)
        match what:
            case "met":
                stopped = last_moment.astimezone(ZoneInfo("UTC")) - self.draw.randrange(1, 9) * DAY
                clock.stopped_at, target.met_on = stopped, stopped.astimezone(LONDON).date()
            case "met on the day":
                clock.stopped_at, target.met_on = last_moment, due
            case "late":
                clock.stopped_at, target.missed_on = last_moment + SECOND, due
            case "never stopped":
                target.missed_on = due
            case "on hold":
                clock.due_on = clock.warn_on = None
                clock.paused_at = clock.stopped_at = last_moment
                target.met_on = due
            case "runs":
                clock.due_on = clock.warn_on = self.today + timedelta(days=self.draw.randrange(3))
        return target

    def _count_calls(self) -> None:
        day = self.first - timedelta(days=1)
        while day <= self.until.date():
            for line in self.lines:
                if self.draw.random() < 0.8:
                    answered = self.draw.randrange(1, 20)
                    self.totals.append(
                        CallTotals(
                            line=line,
                            day=day,
                            offered=answered + 3,
                            answered=answered,
                            answered_in_20_s=answered // 2,
                            answered_in_3_min=answered,
                            abandoned=2,
                        )
                    )
            day += timedelta(days=1)

    # What is true of it.

    def seen_by(self, teams: set[str], *, restricted: bool) -> set[Offer]:
        """The services whose figures somebody of these teams reads."""
        return {
            offer
            for offer in self.offers
            if offer.openness == "open"
            or (offer.team in teams and (offer.openness == "team-only" or restricted))
        }

    def figures(self, seen: set[Offer]) -> dict[tuple[str, str], dict[str, int]]:
        """The month's counts by service ("" for none) and channel, of the services seen."""
        found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        counted = [touch for touch in self.touches if touch.counts]
        for touch in counted:
            if not self.since <= touch.at < self.until or (touch.about and touch.about not in seen):
                continue
            row = found[touch.about.row.slug if touch.about else "", touch.channel]
            for name, number in self._meaning_of(touch, counted).items():
                row[name] += number
        for request in self.requests:
            if not request.counts or request.offer not in seen:
                continue
            row = defaultdict(int)
            if (
                request.finished_at
                and self.since <= request.finished_at < self.until
                and not request.is_repeat
            ):
                row["decided"] += request.enough is not None
                row["resolved_at_first"] += request.enough is True
            row["requests_handed_on"] += sum(self.since <= at < self.until for at in request.handed_on_at)
            for target in self.targets:
                if target.request is request:
                    row["met"] += self._is_in_month(target.met_on)
                    row["missed"] += self._is_in_month(target.missed_on)
            for name, number in row.items():
                found[request.offer.row.slug, request.channel][name] += number
        return {key: dict(counts) for key, counts in found.items() if any(counts.values())}

    def _meaning_of(self, touch: Touch, counted: list[Touch]) -> dict[str, int]:
        days = touch.about.days if touch.about else 0
        is_repeat = any(touch.is_again_about(other, days) for other in counted)
        is_followed = any(other.is_again_about(touch, days) for other in counted)
        is_followed_in_14 = any(other.is_again_about(touch, 14) for other in counted)
        is_told_news = touch.reason == "change"
        is_chase = touch.reason == "chase" or (touch.outcome == "request-chased" and not is_told_news)
        is_digital = touch.channel in DIGITAL
        ended_digitally = is_digital and touch.outcome in {"answered", "signposted", "request-chased"}
        if is_digital and touch.outcome == "request-made":
            ended_digitally = touch.request.channel in DIGITAL
        is_first = not is_chase and not is_repeat
        asked = is_first and touch.outcome in {"answered", "signposted", "handed-on", "call-back", "nothing"}
        return {
            "contacts": 1,
            "digital": is_digital,
            "digital_done": ended_digitally and not is_followed_in_14,
            "followable": bool(touch.about and (touch.who or touch.where)),
            "asked": asked,
            "answered_at_first": asked and touch.outcome in {"answered", "signposted"} and not is_followed,
            "contacts_handed_on": touch.outcome == "handed-on",
            "chasing": is_chase,
            "repeats": is_repeat,
        }

    def _is_in_month(self, day: date | None) -> bool:
        return day is not None and self.first <= day < self.until.date()

    def targets_by_stage(self, seen: set[Offer]) -> dict[tuple[int, str], tuple[int, int]]:
        """How many targets were met and missed, by stage and kind."""
        found: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
        for target in self.targets:
            if target.request.counts and target.request.offer in seen:
                pair = found[target.row.stage, target.row.kind]
                pair[0] += self._is_in_month(target.met_on)
                pair[1] += self._is_in_month(target.missed_on)
        return {key: (met, missed) for key, (met, missed) in found.items() if met or missed}

    def calls(self, seen: set[Offer]) -> dict[str, tuple[int, int, int]]:
        """By line: days with totals, calls answered, and contacts logged on those days, of the services seen."""
        found = {}
        for line in self.lines:
            if line.service_id and line.service_id not in {offer.row.pk for offer in seen}:
                continue
            totals = {
                one.day: one.answered
                for one in self.totals
                if one.line is line and self._is_in_month(one.day)
            }
            logged = sum(
                touch.line is line
                and touch.counts
                and touch.at.astimezone(LONDON).date() in totals
                and (touch.about is None or touch.about in seen)
                for touch in self.touches
            )
            found[line.slug] = (len(totals), sum(totals.values()), logged)
        return found

    # The rows that the house would have of it.

    def _write(self) -> None:
        Request.objects.bulk_create(self._request_row(request) for request in self.requests)
        # Each repeats some other: which, no figure asks.
        for request in self.requests:
            if request.is_repeat:
                other = self.draw.choice([one for one in self.requests if one is not request])
                Request.objects.filter(id=request.id).update(repeats_id=other.id, repeats_because="person")
            for number, at in enumerate(request.handed_on_at, start=1):
                with time_machine.travel(at, tick=False):
                    TimelineEntry.objects.create(
                        request_id=request.id,
                        number=number,
                        kind="handed-on",
                        state="received",
                        shown_to_customer=False,
                    )
        Clock.objects.bulk_create(target.row for target in self.targets)
        CallTotals.objects.bulk_create(self.totals)
        self.draw.shuffle(self.touches)
        Contact.objects.bulk_create(self._contact_row(touch) for touch in self.touches)

    def _request_row(self, request: Sent) -> Request:
        return Request(
            id=request.id,
            reference=new_reference(),
            submission_id=uuid4() if request.on_trial else None,
            journey_version=self.trial if request.on_trial else None,
            service=request.offer.row,
            customer=request.customer,
            location=request.location,
            queue=self.queues[request.offer.team],
            title="Something",
            state="resolved" if request.finished_at else "received",
            channel=request.channel,
            answers={},
            received_at=self.since - 30 * DAY,
            resolved_at=request.finished_at,
            finished_at=request.finished_at,
            resolved_at_first_contact=request.enough,
            contact_checked_at=self.since,
            is_practice=request.is_practice,
        )

    def _contact_row(self, touch: Touch) -> Contact:
        return Contact(
            channel=touch.channel,
            reason=touch.reason,
            outcome=touch.outcome,
            service=touch.offer.row if touch.offer else None,
            started_at=touch.at,
            ended_at=touch.at + timedelta(minutes=4) if touch.outcome else None,
            customer=touch.customer,
            location=touch.location,
            request_id=touch.request.id if touch.request else None,
            line=touch.line,
            is_practice=touch.is_practice,
        )


def _english() -> int:
    from wagtail.models import Locale

    return Locale.objects.get(language_code="en").pk
