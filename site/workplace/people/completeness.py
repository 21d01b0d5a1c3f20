"""How complete an entry is, and what colleagues miss in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from workplace.models import Profile

STANDS_FOR = timedelta(days=180)  # after that its person is asked whether it is still right


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not said yet: which box it is asked for in, and why colleagues want it."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """Of a hundred, and what is missing."""

    percent: int
    missing: list[Missing]
    to_confirm: bool


WANTED = (
    Missing("photo", "A photo, so that you are known when you meet"),
    Missing("job_title", "Your job title"),
    Missing("team", "Your team"),
    Missing("manager", "Your manager"),
    Missing("phone", "A phone number"),
    Missing("office", "Where you work"),
    Missing("working_days", "The days on which you work"),
    Missing("skills", "What you can be asked for"),
    Missing("about", "A few words about what you do"),
)


def completeness(entry: Profile, *, teams: int, skills: int, managed: bool) -> Completeness:
    """Of one entry, with as many teams and skills as were looked up for it; ``managed``: by somebody who is there."""
    has = {
        "photo": bool(entry.photo_id),
        "team": bool(teams),
        "manager": managed,
        "phone": bool(entry.phone or entry.mobile),
        "skills": bool(skills),
    }
    missing = [one for one in WANTED if not has.get(one.field, bool(getattr(entry, one.field, "")))]
    percent = round(100 * (len(WANTED) - len(missing)) / len(WANTED))
    return Completeness(percent, missing, _is_old(entry.confirmed_at))


def _is_old(confirmed_at: datetime | None) -> bool:
    return confirmed_at is None or timezone.now() - confirmed_at > STANDS_FOR
