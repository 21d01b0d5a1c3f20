"""What a contact can be about, and whom and what a caller can be told of."""

from django.db.models import QuerySet

from audiences.principal import Principal
from forms_engine.catalogue.models import Service, Team
from forms_engine.editor.practice import SLUG as PRACTICE
from knowledge.selectors import articles

MOST_SUGGESTED = 400  # titles of articles: more than that makes a page slow on a weak signal


def services_to_name() -> QuerySet[Service]:
    """Every service, by name: people ring about all of them, whoever answers. That there is such a service is on the
    council's own pages."""
    return Service.objects.filter(locale__language_code="en").exclude(slug=PRACTICE).order_by("name")


def service_meant(typed: str, offered: dict[str, str]) -> str:
    """The slug of the one service that what was typed can mean: its slug or name, or else the only name that begins like
    that, or has a word that does. "" where there is none, or more than one. ``offered``: names by slug."""
    typed = " ".join(typed.split()).casefold()
    if not typed:
        return ""
    if typed in offered:
        return typed
    names = {slug: name.casefold() for slug, name in offered.items()}
    for fits in (
        lambda name: name == typed,
        lambda name: name.startswith(typed),
        lambda name: any(word.startswith(typed) for word in name.split()),
    ):
        meant = [slug for slug, name in names.items() if fits(name)]
        if meant:
            return meant[0] if len(meant) == 1 else ""
    return ""


def teams_to_hand_to() -> QuerySet[Team]:
    """Every team, by name."""
    return Team.objects.order_by("name")


def titles_to_point_to(principal: Principal) -> list[str]:
    """The titles of the articles that this principal may read, to pick from when a caller is told where to go."""
    found = articles(principal).filter(locale__language_code="en").order_by("title")
    return list(found.values_list("title", flat=True)[:MOST_SUGGESTED])
