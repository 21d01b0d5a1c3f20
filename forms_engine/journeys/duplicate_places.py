"""Where to look for what may be the same as a report under way, and whether its sender has been asked about it."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys.models import Submission
from forms_engine.requests.nearby import Place
from forms_engine.runtime.evaluate import Evaluation


def place_of(submission: Submission, evaluation: Evaluation) -> Place | None:
    """Where to look for others; None where the journey does not ask for it or nobody knows where it is."""
    definition = definition_of(submission.version_id)
    wanted = definition.duplicates
    where = evaluation.answers.get(definition.location) if definition.location else None
    if wanted is None or not isinstance(where, dict) or where.get("latitude") is None:
        return None
    chosen = evaluation.answers.get(wanted.category) if wanted.category else None
    journey = submission.version.journey
    return Place(
        service_id=journey.service_id,
        latitude=where["latitude"],
        longitude=where["longitude"],
        metres=wanted.within_metres,
        days=wanted.days,
        journey_id=journey.pk,
        category=wanted.category if chosen else "",
        chosen=str(chosen or ""),
    )


def is_answered(submission: Submission, place: Place) -> bool:
    """Whether its sender said that what is near this place is different."""
    return submission.duplicates.get("different") == digest_of(place)


def shown_and_different(submission: Submission, evaluation: Evaluation) -> Sequence[dict[str, Any]]:
    """Which others its sender was shown and called different (``id``, ``metres``): those near where it is in the end, not
    near what they answered before."""
    if not submission.duplicates.get("shown"):
        return ()
    place = place_of(submission, evaluation)
    return submission.duplicates["shown"] if place is not None and is_answered(submission, place) else ()


def digest_of(place: Place) -> str:
    """What the answer was about: this place, this category."""
    about: Any = [place.latitude, place.longitude, place.category, place.chosen]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:32]
