"""What is counted of a generated month equals its generator's own truth exactly, for whoever reads it."""

from datetime import datetime, time

import pytest
from django.db import transaction

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.requests.measures.calls import calls_in
from forms_engine.requests.measures.counting import count_month
from forms_engine.requests.measures.months import Month
from forms_engine.requests.measures.reading import (
    NO_SERVICE,
    Chosen,
    grouped,
    rows_of,
    targets_in,
    totals_by_month,
)
from tests.examples import examples
from tests.factories import make_staff
from tests.forms_engine.requests.measures.generated import DAY, LONDON, Generated

pytestmark = pytest.mark.django_db

# Who reads: their roles and teams.
READERS = {
    "lead of roads": ((Role.TEAM_LEAD,), {"roads"}),
    "manager of care": ((Role.SERVICE_MANAGER,), {"care"}),
    "manager of care who sees restricted cases": (
        (Role.SERVICE_MANAGER, Role.RESTRICTED_CASE_OFFICER),
        {"care"},
    ),
    "manager of both": ((Role.SERVICE_MANAGER, Role.RESTRICTED_CASE_OFFICER), {"care", "roads"}),
    "administrator": ((Role.ADMINISTRATOR,), set()),
}


KINDS = {
    "practice": lambda touch: touch.is_practice,
    "of an editor's trial": lambda touch: touch.request and touch.request.on_trial,
    "of a learner": lambda touch: touch.who and touch.who.is_practice,
    "merged": lambda touch: touch.customer and touch.customer.merged_into_id,
    "another Location of the same spot": lambda touch: (
        touch.location and touch.location.uprn and touch.location is not touch.spot.rows[0]
    ),
    "about no service": lambda touch: touch.about is None,
    "of nobody nowhere": lambda touch: not touch.who and not touch.where,
    "under way": lambda touch: not touch.outcome,
    "handed on": lambda touch: touch.outcome == "handed-on",
    "an answer to what they were asked": lambda touch: (
        touch.reason == "change" and touch.outcome == "request-chased"
    ),
    "a chase": lambda touch: touch.reason == "chase",
    "restricted": lambda touch: touch.about and touch.about.openness == "restricted",
    "about another service than it names": lambda touch: (
        touch.request and touch.offer and touch.offer is not touch.request.offer
    ),
    "begun digitally, ended by an officer": lambda touch: (
        touch.channel == "web" and touch.outcome == "request-made" and touch.request.channel == "phone"
    ),
}


def summed(rows):
    total = {}
    for counts in rows:
        for name, number in counts.items():
            total[name] = total.get(name, 0) + number
    return something(total)


def something(counts):
    return {name: number for name, number in counts.items() if number}


def reader_of(world, roles, teams):
    person = make_staff(*roles)
    for team in teams:
        world.teams[team].members.add(person)
    return admit(person, "staff")


@pytest.mark.parametrize("seed", range(examples(5)))
def test_the_figures_are_the_truth(seed):
    world = Generated(seed)
    month = Month(world.first)
    count_month(month, datetime.combine(world.today, time(3, 0), LONDON))
    assert len([touch for touch in world.touches if world.since <= touch.at < world.until]) > 20
    for who, (roles, teams) in READERS.items():
        principal = reader_of(world, roles, teams)
        seen = world.seen_by(teams, restricted=Role.RESTRICTED_CASE_OFFICER in roles)
        truth = world.figures(seen)
        team_of = {offer.row.slug: offer.team for offer in world.offers}

        rows = rows_of(principal, [month])
        by_row = {
            (row.service.slug if row.service else "", row.channel): something(row.counts) for row in rows
        }
        assert {key: counts for key, counts in by_row.items() if counts} == {
            key: something(counts) for key, counts in truth.items()
        }, who
        names = {
            key: {"service": key[0], "team": team_of.get(key[0], ""), "channel": key[1]} for key in truth
        }
        for by in ("service", "team", "channel"):
            groups = {getattr(key, "slug", key) or "": something(counts) for key, counts in grouped(rows, by)}
            expected = {
                name: summed(counts for key, counts in truth.items() if names[key][by] == name)
                for name in {names[key][by] for key in truth}
            }
            assert {name: counts for name, counts in groups.items() if counts} == expected, (who, by)

        # The same by choosing: every service, team and channel, and none.
        choices = [Chosen(), Chosen(service=NO_SERVICE), *(Chosen(channel=name) for _, name in truth)]
        choices += [Chosen(service=offer.row.slug) for offer in world.offers]
        choices += [Chosen(team=name) for name in world.teams]
        choices += [Chosen(team="roads", channel="web"), Chosen(service="potholes", team="care")]
        for chosen in choices:
            expected = summed(
                counts
                for (service, channel), counts in truth.items()
                if (not chosen.service or service == chosen.service.replace(NO_SERVICE, ""))
                and (not chosen.team or team_of.get(service) == chosen.team)
                and (not chosen.channel or channel == chosen.channel)
            )
            found = totals_by_month(principal, [month, month.before], chosen)
            assert something(found[month]) == expected, (who, chosen)
            assert not something(found[month.before])
            assert summed(row.counts for row in rows_of(principal, [month], chosen)) == expected

        targets = {(row.stage, row.kind): (row.met, row.missed) for row in targets_in(principal, month)}
        assert targets == world.targets_by_stage(seen), who
        calls = {one.line.slug: (one.days, one.answered, one.logged) for one in calls_in(principal, month)}
        assert calls == world.calls(seen), who

    # Nobody else reads any.
    for nobody in (reader_of(world, (Role.OFFICER,), {"roads"}), reader_of(world, (Role.AUDITOR,), set())):
        assert not rows_of(nobody, [month]) and not targets_in(nobody, month) and not calls_in(nobody, month)
        assert not something(totals_by_month(nobody, [month])[month])


def test_the_generator_draws_what_matters():
    """Over a few seeds every kind of thing that a count could get wrong happens in a month that is counted."""
    happened = set()
    for seed in range(5):
        with transaction.atomic():
            world = Generated(seed)
            transaction.set_rollback(True)
        in_month = [touch for touch in world.touches if world.since <= touch.at < world.until]
        for name, is_so in KINDS.items():
            if any(is_so(touch) for touch in in_month):
                happened.add(name)
        for touch in in_month:
            for days in (3, 14, 20):
                if any(
                    other.is_again_about(touch, days) and other.at - touch.at == days * DAY
                    for other in world.touches
                    if other.counts
                ):
                    happened.add(f"exactly {days} days")
    assert happened == {*KINDS, "exactly 3 days", "exactly 14 days", "exactly 20 days"}
