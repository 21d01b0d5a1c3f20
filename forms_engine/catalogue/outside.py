"""Organisations that a team's work can be done by. Who they are is known above; it tells us here (``register``)."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from accounts.models import User

Choices = Callable[[], list[tuple[str, str]]]
Names = Callable[[Iterable[str]], dict[str, str]]
People = Callable[[Iterable[str]], QuerySet[User]]
Managed = Callable[[User], list[str]]

_choices: list[Choices] = []
_names: list[Names] = []
_people: list[People] = []
_managed: list[Managed] = []


def register(choices: Choices, names: Names, people: People) -> None:
    """Have ``choices`` say which organisations can be chosen (slug and name, open ones only), ``names`` what some are called,
    closed ones too, and ``people`` who ever belonged to them. Asked anew each time."""
    _choices.append(choices)
    _names.append(names)
    _people.append(people)


def register_managed(managed: Managed) -> None:
    """Have ``managed`` say which organisations somebody is a manager of at this moment."""
    _managed.append(managed)


def managed_by(user: User) -> list[str]:
    """The slugs of the organisations that somebody is a manager of at this moment."""
    return [slug for managed in _managed for slug in managed(user)]


def organisation_choices() -> list[tuple[str, str]]:
    """The organisations that a team can be made of, by name."""
    return [choice for choices in _choices for choice in choices()]


def organisation_name(slug: str) -> str:
    """What an organisation is called; its slug where nobody knows it, nothing for none."""
    if not slug:
        return ""
    for names in _names:
        if found := names([slug]).get(slug):
            return found
    return slug


def organisation_names(slugs: Iterable[str]) -> dict[str, str]:
    """What some organisations are called, by their slugs, those that somebody knows: a query for all of them, none where
    there are none."""
    wanted = {slug for slug in slugs if slug}
    found: dict[str, str] = {}
    for names in _names if wanted else ():
        found |= names(wanted)
    return found


def people_of(slugs: Iterable[str]) -> QuerySet[User]:
    """Everybody who belongs to one of these organisations, or did: for telling what was written by whose people, not for
    letting anybody in."""
    slugs = list(slugs)
    found = User.objects.none()
    for people in _people:
        found = people(slugs)
    return found
