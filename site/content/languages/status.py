"""What is translated, page by page and language by language."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from content.paths import STEP


class State(StrEnum):
    """How far the translation of a page is, the least first."""

    MISSING = "missing"
    PARTLY = "partly"
    OUT_OF_DATE = "out-of-date"
    MACHINE = "machine"
    TRANSLATED = "translated"


LABELS = {
    State.MISSING: _("Missing"),
    State.PARTLY: _("Translated in part"),
    State.OUT_OF_DATE: _("Out of date"),
    State.MACHINE: _("By a machine, not checked"),
    State.TRANSLATED: _("Translated"),
}


@dataclass(frozen=True, slots=True)
class PageStatus:
    """One page in one language.

    ``site`` and ``section`` are titles, of the page at the top and of the one below it that this page is in or is.
    ``since`` is when the original changed after it was last handed to translators. ``page`` and ``translation`` are the
    rows of the original and of what stands in the other tree, ``None`` where that has no tree.
    """

    language: str
    state: State
    site: str
    section: str
    title: str
    page: Page
    translation: Page | None
    source: int | None
    since: datetime.datetime | None = None

    @property
    def label(self) -> str:
        """The state in words."""
        return str(LABELS[self.state])


def page_statuses(pages: "QuerySet[Page]") -> list[PageStatus]:
    """Every published page of the first language among ``pages``, in every other language, in the order of the tree.
    Four queries, however many pages."""
    first = Locale.get_default()
    model = apps.get_model("content", "ContentPage")
    originals = list(
        model.objects.filter(pk__in=pages.values("pk"), locale=first, live=True).order_by("path")
    )
    titles = dict(Page.objects.filter(depth__lte=3, locale=first).values_list("path", "title"))
    keys = [one.translation_key for one in originals]
    rows = {
        (one.translation_key, one.locale_id): one
        for one in model.objects.filter(translation_key__in=keys).exclude(locale=first)
    }
    sources = {
        key: (pk, when)
        for key, pk, when in TranslationSource.objects.filter(object__in=keys, locale=first).values_list(
            "object_id", "pk", "last_updated_at"
        )
    }
    return [
        _status(one, rows.get((one.translation_key, locale.pk)), locale.language_code, titles, sources)
        for locale in Locale.objects.exclude(pk=first.pk).order_by("language_code")
        for one in originals
    ]


def counts(statuses: Iterable[PageStatus]) -> dict[State, int]:
    """How many of each state there are, every state named."""
    found = Counter(status.state for status in statuses)
    return {state: found[state] for state in State}


def _status(
    original: Page,
    row: Page | None,
    language: str,
    titles: dict[str, str],
    sources: dict[UUID, tuple[int, datetime.datetime]],
) -> PageStatus:
    source, handed_over = sources.get(original.translation_key, (None, None))
    changed = original.last_published_at
    is_behind = handed_over is not None and changed is not None and changed > handed_over
    if row is None or row.alias_of_id or not row.live or row.text_language != language:
        state = State.MISSING
    elif is_behind:
        state = State.OUT_OF_DATE
    elif row.untranslated:
        state = State.PARTLY
    else:
        state = State.MACHINE if row.is_machine_made else State.TRANSLATED
    return PageStatus(
        language=language,
        state=state,
        site=titles.get(original.path[: 2 * STEP], ""),
        section=titles.get(original.path[: 3 * STEP], ""),
        title=original.title,
        page=original,
        translation=row,
        source=source,
        since=changed if state is State.OUT_OF_DATE else None,
    )
