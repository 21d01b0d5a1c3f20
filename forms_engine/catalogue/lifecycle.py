"""What happens to a journey after it was published: pausing it, and withdrawing versions."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from forms_engine.catalogue.models import Journey, JourneyVersion


class StillLive(ValueError):
    """The version is the one that new requests start on: publish or roll back to another first."""


def pause(journey: Journey, message: Mapping[str, str]) -> Journey:
    """Stop a journey now: nobody starts it, goes on with it or sends it until ``resume``.

    Args:
        message: what people read meanwhile, a text by language; English must have words.

    Raises:
        ValueError: when there is no English message.
    """
    if not message.get("en", "").strip():
        raise ValueError("Write a message in English.")
    journey.paused_at = journey.paused_at or timezone.now()
    journey.paused_message = {language: words.strip() for language, words in message.items() if words.strip()}
    journey.save(update_fields=["paused_at", "paused_message"])
    return journey


def resume(journey: Journey) -> Journey:
    """Let a paused journey go on."""
    journey.paused_at, journey.paused_message = None, {}
    journey.save(update_fields=["paused_at", "paused_message"])
    return journey


@transaction.atomic
def withdraw_version(version: JourneyVersion) -> JourneyVersion:
    """Withdraw a published version that is no longer the live one: nobody finishes on it any more. Its drafts move on
    (``journeys.moving_on``). Withdrawing it again changes nothing.

    Raises:
        StillLive: when it is the live version.
    """
    # Publishing locks the same row: the live version cannot change meanwhile.
    journey = Journey.objects.select_for_update().get(pk=version.journey_id)
    live = journey.versions.filter(withdrawn_at=None).order_by("-number").first()
    if live is not None and live.pk == version.pk:
        raise StillLive(f"Version {version.number} is live.")
    version.refresh_from_db(fields=["withdrawn_at"])
    if version.withdrawn_at is None:
        version.withdrawn_at = timezone.now()
        version.save(update_fields=["withdrawn_at"])
    return version


@transaction.atomic
def withdraw_journey(journey: Journey) -> int:
    """Take a journey off offer: withdraw every version it has. Its drafts are kept and move on when a version is
    published again. Answers how many versions that withdrew."""
    Journey.objects.select_for_update().get(pk=journey.pk)
    return journey.versions.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
