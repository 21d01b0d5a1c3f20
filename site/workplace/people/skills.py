"""Skills: made by whoever names one first, written as they did, and the same however others write it."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.db.models.functions import Lower

from audiences.principal import Principal
from workplace.models import Profile, Skill
from workplace.people.selectors import colleagues_for

MOST = 20  # of one person
LONGEST = 60
MOST_SUGGESTED = 500


def tidy(name: str) -> str:
    """A skill's name as it is kept."""
    return " ".join(name.split())


def skills_named(names: Iterable[str]) -> list[Skill]:
    """The skills of these names; those that nobody had yet are made."""
    wanted = {one.lower(): one for name in names if (one := tidy(name))}
    found = _called(wanted)
    missing = [Skill(name=name) for low, name in wanted.items() if low not in found]
    if missing:
        # Somebody else may name the same at this moment: then theirs is it.
        Skill.objects.bulk_create(missing, ignore_conflicts=True)
        found = _called(wanted)
    return list(found.values())


def suggested(principal: Principal) -> list[str]:
    """The skills that somebody has whom this principal may see, by name."""
    return list(shown(principal).values_list("name", flat=True)[:MOST_SUGGESTED])


def shown(principal: Principal) -> QuerySet[Skill]:
    """The same, as rows."""
    seen = colleagues_for(principal).values("pk")
    having = Profile.skills.through.objects.filter(profile__in=seen).values("skill")
    return Skill.objects.filter(pk__in=having).order_by(Lower("name"))


def skills_of(entry: Profile) -> list[Skill]:
    """One person's skills, by name."""
    return list(entry.skills.order_by(Lower("name")))


def _called(wanted: Iterable[str]) -> dict[str, Skill]:
    rows = Skill.objects.annotate(low=Lower("name")).filter(low__in=list(wanted))
    return {row.low: row for row in rows}


def counted(entries: QuerySet[Profile]) -> list[tuple[int, str, int]]:
    """The skills that these people have, each with how many of them: id, name, number."""
    rows = Profile.skills.through.objects.filter(profile__in=entries.order_by().values("pk"))
    counts = rows.values_list("skill", "skill__name").annotate(number=Count("pk"))
    return sorted(counts, key=lambda row: row[1].casefold())
