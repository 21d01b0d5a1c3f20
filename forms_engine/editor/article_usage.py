"""Which journeys show a knowledge article, or link to it: the live ones, and those being built.

The knowledge base asks here before an article is changed, unpublished or deleted.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, F, Func, JSONField, Q, TextField, Value
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast

from forms_engine.catalogue.models import JourneyVersion
from forms_engine.editor.models import JourneyDraft, QuestionSet
from forms_engine.editor.texts import SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class ArticleUse:
    """One journey, or one question set, that has to do with an article.

    ``shown_live`` and ``shown_in_draft`` say that the article's text stands in the published version and in the newest
    draft; without either, it is only linked to. ``draft_id`` is 0 for a question set and for a journey without a draft.
    """

    title: str
    slug: str
    draft_id: int
    shown_live: bool
    shown_in_draft: bool
    set_id: int = 0


def journeys_using(slug: str) -> list[ArticleUse]:
    """Every journey and question set that shows the article with this slug or links to it, by title."""
    live = _named_by(_live_versions(), F("document"), slug)
    shown_live = {row["journey__slug"]: row["shown"] for row in live.values("journey__slug", "shown")}
    drafts = JourneyDraft.objects.filter(locale__language_code=SOURCE_LANGUAGE)
    drafts = drafts.exclude(journey__is_practice=True).order_by("title")
    newest = KeyTransform("document", "latest_revision__content")
    drafted = {row["slug"]: row for row in _named_by(drafts, newest, slug).values("slug", "shown")}
    wanted = drafts.filter(slug__in={*shown_live, *drafted}).values_list("pk", "title", "slug")
    found = [
        ArticleUse(
            title=title or own,
            slug=own,
            draft_id=pk,
            shown_live=shown_live.get(own, False),
            shown_in_draft=bool(own in drafted and drafted[own]["shown"]),
        )
        for pk, title, own in wanted
    ]
    known = {one.slug for one in found}
    found += [
        ArticleUse(title=own, slug=own, draft_id=0, shown_live=shown, shown_in_draft=False)
        for own, shown in sorted(shown_live.items())
        if own not in known
    ]
    sets = QuestionSet.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("title")
    found += [
        ArticleUse(row["title"], row["key"], 0, False, row["shown"], set_id=row["pk"])
        for row in _named_by(sets, F("blocks"), slug).values("pk", "title", "key", "shown")
    ]
    return found


def live_journeys_showing(slugs: list[str]) -> list[str]:
    """The slugs of live journeys in which the text of any of these articles stands."""
    if not slugs:
        return []
    marks = {f"shown_{number}": _shows(F("document"), slug) for number, slug in enumerate(slugs)}
    rows = _live_versions().annotate(**marks)
    shown = reduce(or_, (Q(**{mark: True}) for mark in marks))
    return sorted(rows.filter(shown).values_list("journey__slug", flat=True))


def _live_versions() -> Any:
    newest = (
        JourneyVersion.objects.filter(withdrawn_at=None, journey__is_practice=False)
        .order_by("journey_id", "-number")
        .distinct("journey_id")
    )
    return JourneyVersion.objects.filter(pk__in=newest.values("pk"))


def _named_by(rows: Any, document: Any, slug: str) -> Any:
    """The rows whose document shows the article (``shown``) or holds its address."""
    return rows.annotate(shown=_shows(document, slug), words=Cast(document, TextField())).filter(
        Q(shown=True) | Q(words__contains=f"/knowledge/{slug}/")
    )


def _shows(document: Any, slug: str) -> Func:
    return Func(
        document,
        Func(Value("$.**.article ? (@ == $slug)"), template="(%(expressions)s)::jsonpath"),
        Value({"slug": slug}, JSONField()),
        function="jsonb_path_exists",
        output_field=BooleanField(),
    )
