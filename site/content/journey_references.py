"""What refers to a journey: Wagtail's own index of references knows it, though a page keeps the journey's address and no key.

So the admin says before a journey is unpublished or deleted how many pages lead to it, and which.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models

from forms_engine.editor.models import JourneyDraft

Reference = tuple[type[models.Model], str, str, str]


def references_to_journey(slug: Any) -> Iterator[Reference]:
    """As Wagtail's index takes them; none for a journey that nobody edits here."""
    if not slug:
        return
    drafts = JourneyDraft.objects.filter(slug=slug, locale__language_code=settings.LANGUAGE_CODE)
    for pk in drafts.values_list("pk", flat=True):
        yield JourneyDraft, str(pk), "", ""


class JourneySlugField(models.SlugField):
    """The address of a journey on a page. In the database it is a slug like any other."""

    def extract_references(self, value: Any) -> Iterator[Reference]:
        """The journey."""
        return references_to_journey(value)

    def deconstruct(self) -> Any:
        """For migrations: as what it is there."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs
