"""From published translations to files of pairs, beside those of the originals."""

from pathlib import Path
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from content.exchange.folder import HOME
from content.exchange.kinds import BASES
from content.exchange.names_out import HouseNames
from content.exchange.translations import ALERTS, languages, say
from content.exchange.yaml_files import dump
from content.models import Alert, ContentPage


def write_translations(folder: Path, names: HouseNames, trees: list[str], left_out: list[str]) -> int:
    """Write what is published in other languages of the pages and alerts of these sites and bases. What was translated
    without the translation editor is told in ``left_out``. Returns how many files were written."""
    return sum(_write_language(folder, language, names, trees, left_out) for language in languages())


def _write_language(
    folder: Path, language: str, names: HouseNames, trees: list[str], left_out: list[str]
) -> int:
    written = 0
    numbers = [pk for pk, (tree, _path) in names.paths.items() if tree in trees]
    originals = ContentPage.objects.filter(pk__in=numbers).values_list("translation_key", "pk")
    published = ContentPage.objects.filter(
        locale__language_code=language, live=True, alias_of=None, text_language=language
    )
    here = set(published.values_list("translation_key", flat=True))
    by_hand = 0
    for key, pk in originals.order_by("path"):
        if key not in here:
            continue
        words, by_computer = _words(key, language)
        if not words:
            by_hand += 1
            continue
        tree, path = names.paths[pk]
        base = folder / language / ("" if tree in BASES else "sites") / tree
        _write(base / f"{path.strip('/') or HOME}.yaml", words, language, by_computer=by_computer)
        written += 1
    if by_hand:
        left_out.append(f"{language}: {by_hand} pages that were translated without the translation editor")
    return written + _write_alerts(folder, language, [tree for tree in trees if tree not in BASES])


def _write_alerts(folder: Path, language: str, sites: list[str]) -> int:
    in_time = Q(ends=None) | Q(ends__gt=timezone.now())
    shown = Alert.objects.filter(in_time, live=True, audience_keys__overlap=sites)
    translated = shown.filter(locale__language_code=language).values("translation_key")
    words: dict[str, str] = {}
    by_computer = False
    for alert in shown.filter(locale=Locale.get_default(), translation_key__in=translated).order_by("pk"):
        of_it, machine = _words(alert.translation_key, language)
        words |= of_it
        by_computer = by_computer or machine
    if not words:
        return 0
    _write(folder / language / ALERTS, words, language, by_computer=by_computer)
    return 1


def _words(key: UUID, language: str) -> tuple[dict[str, str], bool]:
    """What the original says and what it is called, in the order of the page; and whether any of it is a machine's."""
    translation = Translation.objects.filter(
        source__object_id=key, target_locale__language_code=language
    ).first()
    if translation is None:
        return {}, False
    segments = StringSegment.objects.filter(source=translation.source_id)
    rows = StringTranslation.objects.filter(
        locale__language_code=language,
        has_error=False,
        context__object_id=key,
        translation_of__in=segments.values("string"),
    ).values_list("translation_of__data", "context_id", "data", "translation_type")
    done = {(was, context): (now, kind) for was, context, now, kind in rows}
    words: dict[str, str] = {}
    by_computer = False
    for was, context in segments.order_by("order").values_list("string__data", "context_id"):
        if (was, context) in done:
            now, kind = done[was, context]
            words.setdefault(was, now)
            by_computer = by_computer or kind == StringTranslation.TRANSLATION_TYPE_MACHINE
    return words, by_computer


def _write(file: Path, words: dict[str, str], language: str, *, by_computer: bool) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dump(say(words, language, by_computer=by_computer)), encoding="utf-8")
