"""Whose the letters about saved drafts are, and how they go with the drafts."""

from django.db.models import QuerySet

from forms_engine.journeys.models import SavedDraft
from forms_engine.notices import erasing

LETTERS_ABOUT = "saved-draft"  # the owner's type of notices and codes, with the link's key


def forget_letters(saved: QuerySet[SavedDraft]) -> None:
    """Delete what was written about these saved drafts, and their codes. Whoever deletes the link does that first: nothing
    else tells whose letters they were."""
    erasing.delete(LETTERS_ABOUT, [str(key) for key in saved.values_list("key", flat=True)])
