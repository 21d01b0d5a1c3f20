"""One person's page, and a team's: what they show, as far as the principal may know of each."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audiences.principal import Principal
from forms_engine.catalogue.models import Absence, Queue, Service, Team
from forms_engine.catalogue.selectors import absence_of
from forms_engine.requests.selectors import queues_of
from workplace.models import Profile, ProfileChange, Skill
from workplace.people.completeness import Completeness, completeness
from workplace.people.leavers import who_took_over
from workplace.people.lines import above
from workplace.people.listing import Row, rows_of
from workplace.people.roles import roles_in_words
from workplace.people.selectors import (
    MEMBERS,
    among,
    colleagues_for,
    in_team,
    is_own,
    keeps,
    teams_in_directory,
)
from workplace.people.skills import skills_of

MOST_REPORTS = 100
MOST_IN_TEAM = 200
MOST_CHANGES = 10


@dataclass(frozen=True, slots=True)
class TeamOf:
    """A team somebody is in; ``lead`` is None where there is none to be seen."""

    team: Team
    lead: Profile | None


@dataclass(frozen=True, slots=True)
class Person:
    """Everything a person's page shows. ``line`` are the managers above them, the highest first, as far up as it can be
    followed; ``manager_left`` says to those who keep the entry that it names somebody who has left."""

    entry: Profile
    is_own: bool
    keeps: bool
    teams: list[TeamOf]
    roles: list[str]
    line: list[Profile]
    manager_left: bool
    reports: list[Profile]
    more_reports: bool
    skills: list[Skill]
    absence: Absence | None
    cover: Profile | None
    successor: Profile | None
    complete: Completeness | None
    changes: list[ProfileChange]

    @property
    def manager(self) -> Profile | None:
        """Who manages them, where that is somebody who is there to be seen."""
        return self.line[-1] if self.line else None


@dataclass(frozen=True, slots=True)
class TeamShown:
    """Everything a team's page shows. ``queues`` are those that the principal may open."""

    team: Team
    lead: Profile | None
    rows: list[Row]
    more: bool
    services: list[Service]
    queues: list[Queue]


def show_person(principal: Principal, entry: Profile) -> Person:
    """What the principal sees of somebody whose entry they may see."""
    own = is_own(principal, entry)
    keeper = keeps(principal, entry)
    # Of those who left it is shown who they were, and who sees to it now.
    teams = _teams(entry)
    absence = None if entry.has_left else absence_of(entry.user, timezone.now())
    up = [] if entry.has_left else above(entry.pk)
    leads = [team.lead_id for team in teams]
    there = among(principal, [*up, *leads, absence.covered_by_id if absence else None])
    line = _line(up, there)
    skills = skills_of(entry)
    reports = _reports(principal, entry)
    return Person(
        entry=entry,
        is_own=own,
        keeps=keeper,
        teams=[TeamOf(team, there.get(team.lead_id or 0)) for team in teams],
        roles=[] if entry.has_left else roles_in_words(entry.user),
        line=line[::-1],
        manager_left=keeper and not entry.has_left and _has_left(entry.manager),
        reports=reports[:MOST_REPORTS],
        more_reports=len(reports) > MOST_REPORTS,
        skills=skills,
        absence=absence,
        cover=there.get(absence.covered_by_id or 0) if absence else None,
        successor=who_took_over(principal, [entry]).get(entry.pk) if entry.has_left else None,
        complete=completeness(entry, teams=len(teams), skills=len(skills), managed=bool(line))
        if own
        else None,
        changes=_changes(entry) if own or keeper else [],
    )


def show_team(principal: Principal, team: Team) -> TeamShown:
    """What the principal sees of a team of the council's."""
    people = colleagues_for(principal).filter(in_team(team)).select_related("photo")
    found = list(people.order_by("user__name", "pk")[: MOST_IN_TEAM + 1])
    lead = among(principal, [team.lead_id]).get(team.lead_id or 0)
    return TeamShown(
        team=team,
        lead=lead,
        rows=rows_of(principal, found[:MOST_IN_TEAM]),
        more=len(found) > MOST_IN_TEAM,
        services=list(Service.objects.filter(team=team, locale__language_code="en").order_by("name")),
        queues=list(queues_of(principal).filter(team=team).order_by("name")),
    )


def _has_left(manager: User | None) -> bool:
    return manager is not None and not (manager.is_active and manager.is_staff)


def _teams(entry: Profile) -> list[Team]:
    member = MEMBERS.objects.filter(user=entry.pk).values("team")
    return list(teams_in_directory().filter(Q(pk=entry.team_id) | Q(pk__in=member)).order_by("name"))


def _line(up: list[int], there: dict[int, Profile]) -> list[Profile]:
    """The managers above, the nearest first, up to the first who has left or whom the principal may not see: a gap would
    say that somebody is there."""
    line = []
    for user_id in up:
        if user_id not in there:
            break
        line.append(there[user_id])
    return line


def _reports(principal: Principal, entry: Profile) -> list[Profile]:
    managed = colleagues_for(principal).filter(manager=entry.pk).order_by("user__name", "pk")
    return list(managed[: MOST_REPORTS + 1])


def _changes(entry: Profile) -> list[ProfileChange]:
    return list(entry.changes.select_related("by")[:MOST_CHANGES])
