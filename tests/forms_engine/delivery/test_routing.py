"""Who hears of a request: rules, their order, the default that is always there, and changing them."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from accounts.models import Role
from forms_engine.definition.parse import parse_definition
from forms_engine.delivery.models import Delivery, Destination, Route, RoutingDecision, RuleSet
from forms_engine.delivery.routing import RoutingFacts, changing
from forms_engine.delivery.routing.deciding import Loaded, decide_by
from forms_engine.delivery.routing.facts import Target
from forms_engine.delivery.routing.loading import in_force
from forms_engine.delivery.routing.rules import Rule, Rules, When
from forms_engine.delivery.routing.words import Names, sentence_of
from forms_engine.journeys import services
from tests.factories import make_staff
from tests.forms_engine.council import POTHOLE, open_council, started
from tests.forms_engine.small_journey import skip_journey

SKIP = parse_definition(skip_journey())
ROAD = {"question": "category", "is": "road"}


def target(slug, queue=""):
    return Target(uuid4(), slug, slug.title(), queue)


ROADS, EAST, SOUTH, OFFICE, LAST = (
    target("roads", "roads"),
    target("east", "east"),
    target("south"),
    target("office"),
    target("last", "last"),
)


def loaded(*rules):
    return Loaded(
        rule_set=1,
        rules=Rules(rules=rules),
        default=LAST,
        destinations={one.slug: one for one in (ROADS, EAST, SOUTH, OFFICE, LAST)},
        routes={"roads": (ROADS, OFFICE)},
    )


def facts(**changes):
    given = {
        "definition": SKIP,
        "journey": "hire-a-skip",
        "service": "highways-maintenance",
        "answers": {"size": "small", "name": "Ann"},
        "named": ("roads",),
        "areas": ("E1", "E2"),
        "channel": "web",
        "at": datetime(2026, 7, 3, 22, 30, tzinfo=UTC),  # a Friday, 23:30 in Marlshire
        **changes,
    }
    return RoutingFacts(**given)


def rule(**parts):
    return Rule(**{"name": "A rule", "destinations": ("office",), **parts})


def slugs(decision):
    return [one.slug for one in decision.targets]


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({}, True),
        ({"journeys": ["report", "hire-a-skip"]}, True),
        ({"journeys": ["report"]}, False),
        ({"services": ["highways-maintenance"], "channels": ["phone"]}, False),
        ({"channels": ["web", "phone"], "languages": ["en"]}, True),
        ({"languages": ["cy"]}, False),
        ({"areas": ["E9", "E2"]}, True),
        ({"areas": ["E9"]}, False),
        ({"weekdays": [5]}, True),
        ({"weekdays": [6, 7]}, False),
        ({"from_time": "23:00", "to_time": "23:31"}, True),  # in the council's time, not in UTC
        ({"from_time": "22:00", "to_time": "23:30"}, False),
        ({"from_time": "17:00", "to_time": "09:00", "weekdays": [5]}, True),
        ({"from_time": "17:00", "to_time": "09:00", "weekdays": [6]}, False),
        ({"first_day": "2026-07-03", "last_day": "2026-07-03"}, True),
        ({"last_day": "2026-07-02"}, False),
        ({"journeys": ["hire-a-skip"], "answers": {"question": "size", "is": "small"}}, True),
        ({"journeys": ["hire-a-skip"], "answers": {"question": "size", "is": "large"}}, False),
        ({"journeys": ["hire-a-skip"], "answers": {"not": {"question": "note", "answered": True}}}, True),
    ],
)
def test_a_rule_holds_when_all_it_asks_is_so(when, holds):
    found = decide_by(loaded(rule(when=when, destinations=["south"])), facts())
    assert ("south" in slugs(found)) is holds


def test_the_small_hours_after_a_night_belong_to_the_evening_before():
    night = rule(when={"from_time": "17:00", "to_time": "09:00", "weekdays": [5]}, destinations=["south"])
    saturday_at_two = facts(at=datetime(2026, 7, 4, 1, 0, tzinfo=UTC))
    sunday_at_two = facts(at=datetime(2026, 7, 5, 1, 0, tzinfo=UTC))
    assert "south" in slugs(decide_by(loaded(night), saturday_at_two))
    assert "south" not in slugs(decide_by(loaded(night), sunday_at_two))


def test_rules_add_take_the_place_stop_and_fall_to_the_default():
    assert slugs(decide_by(loaded(), facts())) == ["roads", "office"]
    assert slugs(decide_by(loaded(rule(destinations=["south"])), facts())) == ["roads", "office", "south"]
    # A request is in one queue of ours: the first that is named has it, unless a rule gives it another queue.
    two_queues = decide_by(loaded(rule(destinations=["last", "south"])), facts())
    assert (slugs(two_queues), two_queues.queue) == (["roads", "office", "south"], "roads")
    assert any("Last is named too" in reason for reason in two_queues.reasons)
    assert slugs(decide_by(loaded(rule(instead=True)), facts())) == ["office"]
    # A queue takes the place of a queue; the back office still hears of it.
    moved = decide_by(loaded(rule(destinations=(), queue="east")), facts())
    assert (slugs(moved), moved.queue) == (["office", "east"], "east")
    stops = decide_by(loaded(rule(stop=True), rule(queue="east", name="Below")), facts())
    assert (slugs(stops), stops.queue) == (["roads", "office"], "roads")
    assert slugs(decide_by(loaded(rule(off=True, instead=True)), facts())) == ["roads", "office"]
    nobody = decide_by(loaded(), facts(named=("gone",)))
    assert (slugs(nobody), nobody.used_default) == (["last"], True)
    assert "leads to nobody" in nobody.reasons[0]
    # An editor's trial stays where it is.
    assert slugs(decide_by(loaded(rule(destinations=["south"])), facts(is_practice=True))) == [
        "roads",
        "office",
    ]


def test_no_answer_is_in_the_reasons_and_every_rule_is_explained():
    asks = rule(when={"journeys": ["hire-a-skip"], "answers": {"question": "name", "is": "Ann"}}, stop=True)
    found = decide_by(loaded(asks, rule(name="Below")), facts(), explain=Names())
    assert "Ann" not in " ".join(found.reasons)
    first, second = found.outcomes
    assert first.matched
    assert [check.holds for check in first.checks] == [True, True]
    assert not second.considered


NAMES = st.lists(st.sampled_from(["roads", "east", "office", "last", "gone"]), max_size=3)
RULES = st.builds(
    lambda destinations, queue, instead, stop, channels: Rule(
        name="r",
        destinations=tuple(destinations) or ("office",),
        queue=queue,
        instead=instead,
        stop=stop,
        when=When(channels=tuple(channels)),
    ),
    NAMES,
    st.sampled_from(["", "roads", "east", "unknown"]),
    st.booleans(),
    st.booleans(),
    st.lists(st.sampled_from(["web", "phone"]), max_size=2),
)


@given(rules=st.lists(RULES, max_size=8), named=NAMES, channel=st.sampled_from(["web", "phone", "desk"]))
def test_whatever_the_rules_are_somebody_hears_of_it_and_nobody_twice(rules, named, channel):
    found = decide_by(loaded(*rules), facts(named=tuple(named), channel=channel))
    assert found.destinations
    assert len(found.destinations) == len(set(found.destinations)) == len(found.targets)
    assert found.used_default == (
        not any("holds" in one for one in found.reasons) and slugs(found) == ["last"]
    ) or (not found.used_default or slugs(found) == ["last"])


@pytest.mark.parametrize(
    "parts",
    [
        {"destinations": []},
        {"name": " "},
        {"when": {"channels": ["pigeon"]}},
        {"when": {"from_time": "09:00"}},
        {"when": {"first_day": "2026-02-02", "last_day": "2026-02-01"}},
        {"when": {"answers": ROAD}},
        {"when": {"journeys": ["a"], "answers": {"question": "x", "resembles": 1}}},
        {"when": {"weekdays": [8]}},
        {"surprise": 1},
    ],
)
def test_what_makes_no_sense_is_refused(parts):
    with pytest.raises(ValidationError):
        rule(**parts)


@given(st.lists(RULES, max_size=6))
def test_a_document_is_read_as_it_was_written(rules):
    whole = Rules(rules=tuple(rules))
    assert Rules.model_validate(whole.as_document()) == whole


def test_a_rule_is_a_plain_sentence():
    said = sentence_of(
        Rule(
            name="Nights",
            when=When(
                journeys=("report-a-pothole",),
                areas=("E1", "E2"),
                channels=("phone",),
                weekdays=(1, 2, 3, 4, 5),
                from_time=time(17),
                to_time=time(9),
                last_day=date(2027, 3, 31),
            ),
            destinations=("office",),
            queue="east",
            instead=True,
            stop=True,
        ),
        Names(journeys={"report-a-pothole": "Report a pothole"}, areas={"E1": "Eastwold", "E2": "Thornbeck"}),
    )
    assert said == (
        "When it came from “Report a pothole”, it was sent by phone, it is in “Eastwold” or “Thornbeck”, it was sent on "
        "or before 31 March 2027 and it was sent between 17:00 and 09:00 the next day on Monday to Friday: tell office "
        "and place it in our queue “east”, instead of everybody named so far. No rule below is looked at."
    )


# In the database.


@pytest.fixture
def council(db):
    open_council()
    return SimpleNamespace(admin=make_staff(Role.ADMINISTRATOR))


def seen():
    return changing.version_of(changing.shown())


def told(request):
    return sorted(
        Delivery.objects.filter(owner_id=str(request.id)).values_list("destination__slug", flat=True)
    )


def test_a_rule_put_in_force_decides_and_the_decision_is_written_down(council):
    to_badges = rule(name="Roads to badges", destinations=[], queue="blue-badge", when={"channels": ["web"]})
    changing.save_rule(to_badges, by=council.admin, seen=seen())
    before = services.submit(started().id)
    assert told(before) == ["example-back-office", "highways-queue"]
    made = changing.put_in_force(by=council.admin, note="Trying", seen=seen())
    assert (made.number, made.saved_by) == (2, council.admin)
    after = services.submit(started(answers={**POTHOLE, "your-name": "Zebedee"}).id)
    assert told(after) == ["blue-badge-queue", "example-back-office"]
    row = RoutingDecision.objects.get(owner_id=str(after.id))
    assert (row.rule_set, row.queue, row.used_default) == (made, "blue-badge", False)
    assert "Roads to badges" in " ".join(row.reasons)
    assert "Zebedee" not in str(row.reasons)
    with pytest.raises(ProgrammingError), transaction.atomic():
        row.delete()


def test_what_no_route_and_no_rule_is_for_goes_to_the_default(council):
    for slug in ("highways-queue", "example-back-office"):
        Destination.objects.get(slug=slug).routes.clear()
    request = services.submit(started().id)
    assert told(request) == ["unrouted"]
    assert RoutingDecision.objects.get(owner_id=str(request.id)).used_default


def test_the_database_keeps_a_default_and_the_rules_that_were_in_force(council):
    default = RuleSet.objects.get(number=1).default_destination
    with pytest.raises(ProgrammingError, match="nothing else is for"), transaction.atomic():
        Destination.objects.filter(pk=default.pk).update(retired_at=datetime.now(UTC))
    for change in (lambda: RuleSet.objects.filter(number=1).update(note="x"), RuleSet.objects.all().delete):
        with pytest.raises(ProgrammingError, match="never change"), transaction.atomic():
            change()
    with pytest.raises(changing.StillNeeded, match="nothing else"):
        changing.retire_destination(default, by=council.admin)


def test_nothing_is_retired_that_a_rule_or_a_route_needs(council):
    office = Destination.objects.get(slug="example-back-office")
    changing.save_rule(rule(destinations=[office.slug], name="Tell them"), by=council.admin, seen=seen())
    with pytest.raises(changing.StillNeeded, match="Tell them"):
        changing.retire_destination(office, by=council.admin)
    changing.discard(by=council.admin, seen=seen())
    changing.retire_destination(office, by=council.admin)
    with pytest.raises(changing.StillNeeded, match="leads to nobody else"):
        changing.retire_destination(Destination.objects.get(slug="highways-queue"), by=council.admin)
    assert told(services.submit(started().id)) == ["highways-queue"]
    with pytest.raises(changing.StillNeeded, match="Report a pothole"):
        changing.remove_route(Route.objects.get(slug="highways"), by=council.admin)


def test_rules_that_name_what_is_not_there_are_refused_by_name(council):
    asks = {
        "journeys": ["report-a-pothole"],
        "answers": {"question": "shoe-size", "is": "9"},
        "areas": ["E0"],
    }
    changing.save_rule(rule(when=asks, routes=["nowhere"]), by=council.admin, seen=seen())
    with pytest.raises(changing.RulesRefused) as refused:
        changing.put_in_force(by=council.admin, note="", seen=seen())
    said = str(refused.value)
    for word in ("shoe-size", "E0", "nowhere", "office"):
        assert word in said


def test_two_people_do_not_overwrite_each_other_and_others_may_not_at_all(council):
    page = seen()
    changing.save_rule(rule(destinations=["highways-queue"]), by=council.admin, seen=page)
    with pytest.raises(changing.Stale):
        changing.save_rule(rule(), by=council.admin, seen=page)
    for other in (make_staff(Role.PUBLISHER), make_staff(Role.SERVICE_MANAGER)):
        with pytest.raises(changing.NotAnAdministrator):
            changing.put_in_force(by=other, note="", seen=seen())


def test_deciding_costs_one_query_and_notices_every_change(council, django_assert_num_queries):
    in_force()
    with django_assert_num_queries(1):
        kept = in_force()
    Destination.objects.filter(slug="highways-queue").update(failures_in_row=3)
    assert in_force() is kept
    Destination.objects.filter(slug="highways-queue").update(name="Roads")
    assert in_force().destinations["highways-queue"].name == "Roads"
    Route.objects.get(slug="highways").destinations.clear()
    assert "highways" not in in_force().routes
