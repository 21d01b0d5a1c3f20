"""The verbs of the directory: changing an entry, saying that it is right, hiding it, and who has taken over."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from audiences.principal import Principal
from workplace.models import Profile, ProfileChange
from workplace.people import photos
from workplace.people.lines import check_line, hold_lines
from workplace.people.selectors import among, is_own, keeps
from workplace.people.skills import skills_named

# What an entry says, in the order in which it is asked for; photo and skills beside it.
FIELDS = (
    "known_as", "pronouns", "job_title", "team", "manager", "work_email", "phone", "mobile", "office", "working_days",
    "about",
)  # fmt: skip
What = ProfileChange.What


class NotYours(PermissionError):
    """This entry is not the principal's to change, or not in that way."""


class Stale(ValueError):
    """Somebody has changed the entry since the page was shown."""


@transaction.atomic
def change_entry(
    principal: Principal,
    entry: Profile,
    said: Mapping[str, Any],
    *,
    skills: Iterable[str] | None = None,
    photo: bytes | None = None,
    without_photo: bool = False,
    seen: datetime | None = None,
) -> bool:
    """Write what is said of an entry, by its person or whoever keeps it; fields that are not named stay. Answers whether
    anything changed. ``seen`` is the change that the page knew of; None where it does not matter.

    Raises:
        NotYours: when it is not the principal's to change.
        Stale: when somebody has changed it since.
        Circle: when the manager would be managed by the person, however far up.
    """
    if "manager" in said:
        hold_lines()
    entry = _locked(principal, entry, by_its_person=True)
    if seen is not None and entry.changed_at != seen:
        raise Stale
    changed = [name for name in FIELDS if name in said and getattr(entry, name) != said[name]]
    if "manager" in changed and said["manager"] is not None:
        check_line(entry.pk, said["manager"].pk)
    for name in changed:
        setattr(entry, name, said[name])
    if skills is not None and _set_skills(entry, skills):
        changed.append("skills")
    if photo or (without_photo and entry.photo_id):
        before = entry.photo_id
        entry.photo = photos.keep(photo) if photo else None
        entry.save(update_fields=["photo"])
        photos.delete(before)
        changed.append("photo")
    if changed:
        _write(principal, entry, What.CHANGED, changed)
    return bool(changed)


@transaction.atomic
def confirm_entry(principal: Principal, entry: Profile) -> None:
    """Its person says that it is right as it is. Saying it twice on a day is saying it once.

    Raises:
        NotYours: for everybody else.
    """
    if not is_own(principal, entry):
        raise NotYours
    entry = _locked(principal, entry, by_its_person=True)
    now = timezone.now()
    before, entry.confirmed_at = entry.confirmed_at, now
    entry.save(update_fields=["confirmed_at"])
    if before is None or timezone.localdate(before) != timezone.localdate(now):
        _note(principal, entry, What.CONFIRMED)


@transaction.atomic
def hide_entry(principal: Principal, entry: Profile, *, hidden: bool) -> None:
    """Hide an entry from colleagues, or show it again. Twice is once.

    Raises:
        NotYours: for whoever does not keep it: its own person asks one of those.
    """
    entry = _locked(principal, entry)
    if entry.is_hidden != hidden:
        entry.is_hidden = hidden
        entry.save(update_fields=["is_hidden"])
        _note(principal, entry, What.HIDDEN if hidden else What.SHOWN)


@transaction.atomic
def say_who_took_over(principal: Principal, entry: Profile, successor: Profile | None) -> None:
    """Name who has taken over from somebody who left; None for nobody. Twice is once.

    Raises:
        NotYours: for whoever does not keep the entry; when they have not left; when the successor is themselves, has
            left, or is nobody whom the principal may see.
    """
    entry = _locked(principal, entry)
    if not entry.has_left or (successor is not None and successor.pk not in among(principal, [successor.pk])):
        raise NotYours
    wanted = successor.pk if successor else None
    if entry.taken_over_by_id != wanted:
        entry.taken_over_by_id = wanted
        entry.save(update_fields=["taken_over_by"])
        _note(principal, entry, What.TAKEN_OVER)


def _locked(principal: Principal, entry: Profile, *, by_its_person: bool = False) -> Profile:
    found = Profile.objects.select_for_update(of=("self",)).select_related("user").filter(pk=entry.pk).first()
    if found is None or not ((by_its_person and is_own(principal, found)) or keeps(principal, found)):
        raise NotYours
    return found


def _set_skills(entry: Profile, names: Iterable[str]) -> bool:
    wanted = {skill.pk for skill in skills_named(names)}
    before = set(entry.skills.values_list("pk", flat=True))
    if wanted == before:
        return False
    entry.skills.set(wanted)
    return True


def _write(principal: Principal, entry: Profile, what: What, fields: list[str]) -> None:
    entry.changed_at = timezone.now()
    if is_own(principal, entry):
        entry.confirmed_at = entry.changed_at
    named: Callable[[str], bool] = set(FIELDS).__contains__
    entry.save(update_fields=["changed_at", "confirmed_at", *filter(named, fields)])
    _note(principal, entry, what, fields)


def _note(principal: Principal, entry: Profile, what: What, fields: Iterable[str] = ()) -> None:
    ProfileChange.objects.create(profile=entry, by=principal.user, what=what, fields=list(fields))
