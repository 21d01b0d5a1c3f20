"""What language the words of a page are in: its own, or that of the page it is still waiting to be a translation of.

Written on the row when it is published, so that readers' pages and lists know without asking.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, Value, When
from wagtail.models import Locale

if TYPE_CHECKING:
    from content.models import ContentPage

# In the order of ``Words``.
FIELDS = ("text_language", "untranslated", "is_machine_made")
# Never read as words: an address, and what only search engines and editors see.
NOT_READ = {"slug", "seo_title", "search_description"}


@dataclass(frozen=True, slots=True)
class Words:
    """What a translation consists of.

    ``untranslated`` are the places that still say what the original says: a field, or a block directly in a
    StreamField as field and id joined by a dot. With ``.*`` after it, only some of the place does. ``is_machine_made``
    while any of it is as a machine wrote it.
    """

    language: str
    untranslated: tuple[str, ...] = ()
    is_machine_made: bool = False


def write_down(page: "ContentPage") -> None:
    """Set ``text_language``, ``untranslated`` and ``is_machine_made`` on a page about to be saved as readers get it. An
    alias has what the page has that it shows."""
    if page.alias_of_id is None:
        found = _words(page)
    else:
        # A revision's content, which Wagtail makes the alias from, is older than what was written down.
        row = type(page).objects.filter(pk=page.alias_of_id).values_list(*FIELDS).first()
        found = Words(*row) if row else Words(page.text_language)
    page.text_language = found.language
    page.untranslated = list(found.untranslated)
    page.is_machine_made = found.is_machine_made


def title_language() -> Case:
    """The same for the title, as an expression: for lists that fetch no more than they show."""
    return Case(
        When(untranslated__contains=["title"], then=Value(settings.LANGUAGE_CODE)), default=F("text_language")
    )


def language_of(page: Any, *place: str) -> str:
    """The language of a field of the page, or of a block directly in one of its StreamFields, by field and block id.
    ``page`` is a page or an article as its readers get it."""
    return settings.LANGUAGE_CODE if ".".join(place) in page.untranslated else page.text_language


def _words(page: "ContentPage") -> Words:
    own = page.locale.language_code
    if page.locale_id == Locale.get_default().pk:
        return Words(own)
    from wagtail_localize.models import StringSegment, StringTranslation, Translation

    translation = (
        Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale_id)
        .select_related("source__locale")
        .first()
    )
    if translation is None:
        # Written in its language by an editor, without wagtail-localize.
        return Words(own)
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=page.locale_id, has_error=False
    )
    segments = list(
        StringSegment.objects.filter(source=translation.source)
        .exclude(context__path__in=NOT_READ)
        .annotate(
            is_done=Exists(done),
            is_machine=Exists(done.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)),
        )
        .order_by("order")
        .values_list("context__path", "is_done", "is_machine")
    )
    if segments and not any(is_done for _path, is_done, _machine in segments):
        return Words(translation.source.locale.language_code)
    return Words(
        own,
        _untranslated((path, is_done) for path, is_done, _machine in segments),
        any(is_machine for _path, _done, is_machine in segments),
    )


def _untranslated(segments: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    places: dict[str, list[bool]] = {}
    for path, is_done in segments:
        places.setdefault(".".join(path.split(".")[:2]), []).append(is_done)
    return tuple(f"{place}.*" if any(done) else place for place, done in places.items() if not all(done))
