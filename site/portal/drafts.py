"""What lists say of the journeys that somebody has begun and not sent."""

from django.utils import timezone
from django.utils.translation import get_language

from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys.models import Submission
from forms_engine.journeys.selectors import kept_until


def draft_row(draft: Submission) -> dict[str, object]:
    """What a list of drafts says of one."""
    until = timezone.localdate(kept_until(draft))
    title = definition_of(draft.version_id).title.in_language(get_language() or "en")
    return {
        "id": draft.id,
        "slug": draft.version.journey.slug,
        "title": title,
        "kept_until": until,
        "days_left": max((until - timezone.localdate()).days, 0),
    }
