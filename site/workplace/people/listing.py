"""The list of the directory: a page of people at a time, each page going on from the last person of the one before, with what
it can be narrowed by. As many queries for ten people as for ten thousand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Left, Lower
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Absence, Team
from workplace.models import Profile
from workplace.people import skills
from workplace.people.asked import LETTERS, Asked
from workplace.people.folding import Folded, WordsIn
from workplace.people.leavers import who_took_over
from workplace.people.searching import searched
from workplace.people.selectors import MEMBERS, entries_for, teams_in_directory

PAGE_SIZE = 25
MOST_COUNTED = 1000
MOST_OFFICES = 100
ORDER = ("rank", "sort_name", "pk")


@dataclass(frozen=True, slots=True)
class Row:
    """A person as lists show them. ``teams`` are names; ``back_on`` is None where they are not away today."""

    entry: Profile
    teams: list[Team]
    absence: Absence | None
    successor: Profile | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to narrow the list to, and how many would be left."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the alphabet; ``url`` is empty where no name has a word that begins with it."""

    name: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """Something the list is narrowed by, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything the page shows. ``number`` is in words; ``next`` is empty on the last page."""

    asked: Asked
    rows: list[Row]
    number: str
    is_one: bool
    teams: list[Choice]
    skills: list[Choice]
    offices: list[Choice]
    letters: list[Letter]
    chips: list[Chip]
    next: str

    @property
    def first(self) -> str:
        """The address of the first page."""
        return self.asked.address()


def listing(principal: Principal, asked: Asked) -> Listing:
    """Who fits what is asked for, as far as this principal may know of them."""
    everybody = searched(entries_for(principal), asked.words)
    found = narrowed(everybody, asked)
    shown = list(_after(everybody, found, asked).select_related("photo")[: PAGE_SIZE + 1])
    number = found.order_by()[: MOST_COUNTED + 1].count()
    teams = _teams(narrowed(everybody, replace(asked, team="")), asked.team)
    having = _skills(narrowed(everybody, replace(asked, skill=None)), asked.skill)
    offices = _offices(narrowed(everybody, replace(asked, office="")), asked.office)
    more = len(shown) > PAGE_SIZE
    return Listing(
        asked=asked,
        rows=rows_of(principal, shown[:PAGE_SIZE]),
        number=f"{MOST_COUNTED:,}+" if number > MOST_COUNTED else f"{number:,}",
        is_one=number == 1,
        teams=teams,
        skills=having,
        offices=offices,
        letters=_letters(narrowed(everybody, replace(asked, letter="")), asked),
        chips=_chips(asked, teams, having),
        next=asked.address(after=shown[PAGE_SIZE - 1].user.uuid) if more else "",
    )


def narrowed(entries: QuerySet[Profile], asked: Asked) -> QuerySet[Profile]:
    """The entries of the team, with the skill, at the office and with the letter that are asked for."""
    if asked.team:
        team = teams_in_directory().filter(slug=asked.team)
        member = MEMBERS.objects.filter(team__in=team).values("user")
        entries = entries.filter(Q(team__in=team) | Q(user__in=member))
    if asked.skill:
        having = Profile.skills.through.objects.filter(skill=asked.skill).values("profile")
        entries = entries.filter(pk__in=having)
    if asked.office:
        entries = entries.filter(office__iexact=asked.office)
    if asked.letter:
        called = Concat(F("user__name"), Value(" "), F("known_as"), output_field=TextField())
        entries = entries.annotate(called=Folded(called)).filter(called__regex=rf"\m{asked.letter}")
    return entries


def rows_of(principal: Principal, entries: list[Profile]) -> list[Row]:
    """What lists show of these people: four queries, however many."""
    users = [one.pk for one in entries]
    today = timezone.localdate()
    away = {
        absence.user_id: absence
        for absence in Absence.objects.filter(user__in=users, starts__lte=today, ends__gte=today)
    }
    teams: dict[int, list[Team]] = {one.pk: [one.team] if one.team else [] for one in entries}
    members = MEMBERS.objects.filter(user__in=users, team__organisation="").select_related("team")
    for member in members.order_by("team__name"):
        if member.team not in teams[member.user_id]:
            teams[member.user_id].append(member.team)
    successors = who_took_over(principal, [one for one in entries if one.has_left])
    return [Row(one, teams[one.pk], away.get(one.pk), successors.get(one.pk)) for one in entries]


def _after(everybody: QuerySet[Profile], found: QuerySet[Profile], asked: Asked) -> QuerySet[Profile]:
    """What follows the person named, in the order of the list: wherever they stand in it, and whether or not they are still
    in what was asked for."""
    if asked.after is None:
        return found.order_by(*ORDER)
    last = everybody.filter(user__uuid=asked.after).values_list(*ORDER).first()
    if last is None:
        return found.order_by(*ORDER)
    rank, name, key = last
    further = Q(rank__gt=rank) | Q(rank=rank, sort_name__gt=name) | Q(rank=rank, sort_name=name, pk__gt=key)
    return found.filter(further).order_by(*ORDER)


def _teams(entries: QuerySet[Profile], chosen: str) -> list[Choice]:
    people = entries.order_by().values("pk")
    named = Profile.objects.filter(pk__in=people, team__isnull=False).values_list("pk", "team")
    # Nobody is counted twice who is a member of the team that they say is theirs.
    pairs = MEMBERS.objects.filter(user__in=people).values_list("user", "team").union(named)
    counts = Counter(team for _user, team in pairs)
    teams = teams_in_directory().filter(pk__in=list(counts)).order_by(Lower("name"))
    return [Choice(team.slug, team.name, counts[team.pk], team.slug == chosen) for team in teams]


def _skills(entries: QuerySet[Profile], chosen: int | None) -> list[Choice]:
    return [Choice(str(pk), name, number, pk == chosen) for pk, name, number in skills.counted(entries)]


def _offices(entries: QuerySet[Profile], chosen: str) -> list[Choice]:
    offices = entries.exclude(office="").order_by().values_list("office").annotate(number=Count("pk"))
    found = sorted(offices.values_list("office", "number")[:MOST_OFFICES], key=lambda row: row[0].casefold())
    return [Choice(office, office, number, office.lower() == chosen.lower()) for office, number in found]


def _letters(entries: QuerySet[Profile], asked: Asked) -> list[Letter]:
    called = Concat(F("user__name"), Value(" "), F("known_as"), output_field=TextField())
    initials = entries.order_by().annotate(initial=Left(WordsIn(Folded(called)), 1))
    there = set(initials.values_list("initial", flat=True).distinct())
    return [
        Letter(name, asked.address(letter=name) if name in there else "", name == asked.letter)
        for name in LETTERS
    ]


def _chips(asked: Asked, teams: Iterable[Choice], having: Iterable[Choice]) -> list[Chip]:
    chips = [Chip(f"“{asked.words}”", asked.address(words=""))] if asked.words else []
    chips += [Chip(one.label, asked.address(team="")) for one in teams if one.is_chosen]
    chips += [Chip(one.label, asked.address(skill=None)) for one in having if one.is_chosen]
    if asked.office:
        chips.append(Chip(asked.office, asked.address(office="")))
    if asked.letter:
        chips.append(Chip(asked.letter.upper(), asked.address(letter="")))
    return chips
