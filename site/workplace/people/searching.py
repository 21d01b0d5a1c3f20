"""Who fits what was typed: a name in any order and as it is said, a job, a team, a skill, a number, an address."""

import re

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat

from workplace.models import Profile, Skill
from workplace.people.folding import Digits, folded, names, names_and_job, sort_name, words_of
from workplace.people.selectors import MEMBERS, teams_in_directory

MOST_WORDS = 6
FEWEST_DIGITS = 3
NUMBER = re.compile(r"\+?[0-9 ()./\-]+")
SKILLS = Profile.skills.through


def searched(entries: QuerySet[Profile], said: str) -> QuerySet[Profile]:
    """Those of the entries that fit what was said, with what the list is in the order of: ``rank`` (0 for whoever is called
    that, 1 for who has it in their job, team or skills) and ``sort_name``."""
    everybody, entries = entries, entries.annotate(sort_name=sort_name())
    said = " ".join(said.split())
    digits = re.sub(r"\D", "", said)
    if "@" in said:
        return _ranked(entries, Q()).filter(_with_address(said))
    if NUMBER.fullmatch(said) and len(digits) >= FEWEST_DIGITS:
        return _with_number(_ranked(entries, Q()), digits, international=said.startswith("+"))
    words = words_of(said)[:MOST_WORDS]
    return _settled(entries, _with_words(everybody, words)) if words else _ranked(entries, Q())


def _with_address(said: str) -> Q:
    own = Q(work_email="", user__email__icontains=said)
    return own | Q(work_email__icontains=said)


def _with_number(entries: QuerySet[Profile], digits: str, *, international: bool) -> QuerySet[Profile]:
    # However either was written: with the country, with a nought instead, or the last digits alone.
    if international and digits.startswith("44"):
        digits = digits.removeprefix("44")
    if len(digits) > FEWEST_DIGITS:
        digits = digits.lstrip("0") or digits
    numbers = Digits(Concat(F("phone"), Value(" x "), output_field=TextField()))
    rows = entries.annotate(phone_digits=numbers, mobile_digits=Digits(F("mobile")))
    return rows.filter(Q(phone_digits__contains=digits) | Q(mobile_digits__contains=digits))


def _settled(entries: QuerySet[Profile], found: QuerySet[Profile]) -> QuerySet[Profile]:
    """Those who were found, by their ids: the list is asked for several things of them, and names are compared once."""
    ranks = dict(found.values_list("pk", "rank"))  # type: ignore[misc]  # the stubs forget annotations
    called = Q(pk__in=[pk for pk, rank in ranks.items() if rank == 0])
    return _ranked(entries.filter(pk__in=list(ranks)), called)


def _with_words(entries: QuerySet[Profile], words: list[str]) -> QuerySet[Profile]:
    found = _fitting(entries, words)
    # An initial that the account does not have must not hide whom the rest of the name finds.
    longer = [word for word in words if len(word) > 1]
    if 1 < len(longer) < len(words) and not found.exists():
        return _fitting(entries, longer)
    return found


def _fitting(entries: QuerySet[Profile], words: list[str]) -> QuerySet[Profile]:
    teams = list(teams_in_directory().values_list("pk", "name"))
    skills = list(Skill.objects.values_list("pk", "name"))
    called, wanted = Q(), Q()
    for word in words:
        called &= Q(names__regex=rf"\m{word}")
        wanted &= (
            Q(names_and_job__regex=rf"\m{word}")
            | _of_teams([pk for pk, name in teams if _begins(name, word)])
            | _with_skills([pk for pk, name in skills if _begins(name, word)])
        )
    entries = entries.annotate(names=names(), names_and_job=names_and_job())
    return _ranked(entries, called).filter(wanted)


def _ranked(entries: QuerySet[Profile], called: Q) -> QuerySet[Profile]:
    first = Case(When(called, then=0), default=1, output_field=IntegerField()) if called else Value(0)
    return entries.annotate(rank=first)


def _begins(text: str, word: str) -> bool:
    return any(one.startswith(word) for one in re.findall(r"[^\W_]+", folded(text)))


def _of_teams(teams: list[int]) -> Q:
    if not teams:
        return Q()
    return Q(team__in=teams) | Q(Exists(MEMBERS.objects.filter(user=OuterRef("user"), team__in=teams)))


def _with_skills(skills: list[int]) -> Q:
    if not skills:
        return Q()
    return Q(Exists(SKILLS.objects.filter(profile=OuterRef("pk"), skill__in=skills)))
