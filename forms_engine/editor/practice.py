"""Practice runs: a draft as a real journey, sent and paid for in earnest, that reaches nobody.

A practice journey is a journey like any other but for three things. It is its own (``Journey.is_practice``), at an
address that nobody guesses and no list shows, on the intranet only. Its service is "Practice": team-only, of a team that
nobody is in, so its requests stand in no officer's queue and no count. Its only route leads to a queue of that team, so
nothing reaches a back office. Payment goes through the sandbox; where there is only the real Stripe no fee is taken.
"""

import copy
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config.environment import STRIPE_API
from forms_engine.catalogue.models import Journey, JourneyVersion, Queue, Service, Team
from forms_engine.delivery.models import Destination, Route
from forms_engine.editor.compiling import compile_draft
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import PRACTICE_PREFIX, locked, source_locale
from forms_engine.journeys import offer

SLUG = "practice"
RETENTION_DAYS = 1

IN_LANGUAGE = {"en": "Practice", "cy": "Ymarfer"}
NO_FEE = {
    "en": "This is a practice run. No fee is taken.",
    "cy": "Rhediad ymarfer yw hwn. Ni chymerir unrhyw ffi.",
}
NOTHING_SENT = {
    "en": "This is a practice run. Nothing you send here reaches anybody.",
    "cy": "Rhediad ymarfer yw hwn. Nid yw unrhyw beth a anfonwch yma yn cyrraedd neb.",
}


@transaction.atomic
def prepare(draft: JourneyDraft) -> JourneyVersion:
    """The newest draft as a practice version, ready to be started at ``/journeys/<its slug>/`` on the intranet.

    Raises:
        DefinitionRefused: when it could not be published either.
    """
    row = locked(draft)
    compiled = compile_draft(row, row.get_latest_revision_as_object().document)
    _set_up()
    version = offer.publish(practice_document(compiled, slug_of(draft), takes_fees=takes_fees()))
    Journey.objects.filter(pk=version.journey_id).update(is_practice=True)
    # Whoever practises wants the newest; what was begun on an older one is nobody's loss.
    JourneyVersion.objects.filter(journey=version.journey, withdrawn_at=None).exclude(pk=version.pk).update(
        withdrawn_at=timezone.now()
    )
    return version


def slug_of(draft: JourneyDraft) -> str:
    """The address of a draft's practice journey: it is found by nobody who has not been given it."""
    return f"{PRACTICE_PREFIX}{draft.translation_key.hex[:20]}"


def takes_fees() -> bool:
    """Whether payment here is the sandbox's."""
    return bool(settings.STRIPE_API != STRIPE_API)


def practice_document(compiled: dict[str, Any], slug: str, *, takes_fees: bool) -> dict[str, Any]:
    """A compiled document as a practice journey's; pure."""
    document = copy.deepcopy(compiled)
    document |= {
        "slug": slug,
        "audience": "staff",
        "service": SLUG,
        "routes": [SLUG],
        "retention_days": RETENTION_DAYS,
        "title": {
            language: f"{IN_LANGUAGE.get(language, IN_LANGUAGE['en'])}: {words}"[:120]
            for language, words in compiled["title"].items()
        },
    }
    # It can be tried before it opens and after it has closed.
    document.pop("opens", None)
    document.pop("closes", None)
    told = [NOTHING_SENT]
    if not takes_fees and document.pop("fees", None):
        told.append(NO_FEE)
    languages = {"en", *compiled.get("translations", {})}
    warnings = [
        {"type": "warning", "text": {one: text[one] for one in text if one in languages}} for text in told
    ]
    document["start"] = [*warnings, *document.get("start", [])]
    return document


def _set_up() -> None:
    """What practice requests belong to. Made once; changing it is for the next release."""
    team, _ = Team.objects.get_or_create(slug=SLUG, defaults={"name": "Practice"})
    queue, _ = Queue.objects.get_or_create(slug=SLUG, defaults={"name": "Practice", "team": team})
    Service.objects.get_or_create(
        slug=SLUG,
        locale=source_locale(),
        defaults={
            "name": "Practice",
            "summary": "Journeys tried out by those who build them.",
            "team": team,
            "openness": Service.Openness.TEAM_ONLY,
        },
    )
    destination, _ = Destination.objects.get_or_create(
        slug=SLUG, defaults={"name": "Practice", "kind": "queue", "settings": {"queue": queue.slug}}
    )
    route, _ = Route.objects.get_or_create(slug=SLUG, defaults={"name": "Practice"})
    route.destinations.set([destination])
