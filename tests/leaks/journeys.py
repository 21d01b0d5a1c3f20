"""Journeys of the matrix's council: one for each audience a journey can have, and one withdrawn."""

from django.utils import timezone

from forms_engine.catalogue.models import Journey, JourneyVersion
from tests.factories import make_staff
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import publish_skip, text
from tests.leaks.groups import EDITORS, EVERYONE, NOBODY, PARTNERS, STAFF
from tests.leaks.world import World

AUDIENCES = {EVERYONE: "public", STAFF: "staff", PARTNERS: "partner"}


def add_journeys(world: World) -> None:
    """Each with a title, a summary and a slug that are canaries. Editors choose among all of them for a page's button."""
    make_staff()
    open_council()
    for group, audience in AUDIENCES.items():
        _journey(
            world, world.canary(f"journey for {group}", group, EDITORS, at=("journey", "privacy")), audience
        )
    withdrawn = world.canary("journey that is withdrawn", NOBODY)
    _journey(world, withdrawn, "public")
    JourneyVersion.objects.filter(journey__slug=withdrawn).update(withdrawn_at=timezone.now())
    practice = world.canary("practice journey", STAFF)
    _journey(world, practice, "staff")
    Journey.objects.filter(slug=practice).update(is_practice=True)


def _journey(world: World, word: str, audience: str) -> None:
    publish_skip(slug=word, title=text(word), summary=text(word), audience=audience)
    world.journeys.add(word)
