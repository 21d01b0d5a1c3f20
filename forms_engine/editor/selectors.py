"""Reading drafts and question sets. Editors are staff whom Wagtail's permissions let in: views ask for those first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from forms_engine.catalogue.models import Journey
from forms_engine.editor.models import QuestionSet
from forms_engine.editor.outline import sets_used
from forms_engine.editor.texts import SOURCE_LANGUAGE
from forms_engine.journeys.models import Submission


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One version of a journey as its editors see it. ``under_way``: how many have begun on it and not sent it."""

    number: int
    published_at: datetime
    withdrawn_at: datetime | None
    is_live: bool
    under_way: int


def set_blocks(document: dict[str, Any]) -> dict[str, list[Any]]:
    """The blocks of every question set that a draft names and that there is, by key, in the source language."""
    wanted = sets_used(document)
    if not wanted:
        return {}
    found = QuestionSet.objects.filter(key__in=wanted, locale__language_code=SOURCE_LANGUAGE)
    return dict(found.values_list("key", "blocks"))


def versions_of(journey: Journey) -> list[PublishedVersion]:
    """Every version of a journey, newest first. Counts people, names nobody."""
    rows = list(
        journey.versions.order_by("-number").values_list("pk", "number", "published_at", "withdrawn_at")
    )
    drafts = Submission.objects.filter(state=Submission.State.DRAFT, version_id__in=[row[0] for row in rows])
    under_way = dict(drafts.values_list("version_id").annotate(count=Count("pk")))
    live = next((number for _, number, _, withdrawn in rows if withdrawn is None), None)
    return [
        PublishedVersion(number, published, withdrawn, number == live, under_way.get(pk, 0))
        for pk, number, published, withdrawn in rows
    ]
