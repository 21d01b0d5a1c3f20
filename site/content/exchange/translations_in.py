"""From files of translations to published translations. Only what nobody has begun to translate is made."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation

from content.exchange.known import pages_by_path
from content.exchange.problems import CannotRead, Findings, Problem
from content.exchange.remembered import remembered
from content.exchange.translations import Translated, TranslationFile, read_translation, translation_files
from content.in_one_go import each_once, in_one_go
from content.languages.trees import plant
from content.models import Alert, ContentPage
from forms_engine.editor.sources import fill_in, source_of

TOOL = "content files"


def translate_house(folder: Path) -> tuple[int, list[Problem]]:
    """Publish the translations in a folder, of pages and alerts that are published in this house and that nobody has
    begun to translate. Languages get their trees first. Returns how many, and which words of files are on no page.

    Raises:
        CannotRead: with all problems of all files; nothing is written then.
    """
    files = list(translation_files(folder))
    if not files:
        return 0, []
    for language in sorted({one.language for one in files}):
        with in_one_go():
            plant(language)
    findings = Findings()
    wanted = [
        (one, found, read_translation(one, one.file.relative_to(folder).as_posix(), findings))
        for one, found in _not_begun(files)
    ]
    if findings.problems:
        raise CannotRead(findings.problems)
    made = 0
    with each_once():
        for one, found, said in wanted:
            name = one.file.relative_to(folder).as_posix()
            if isinstance(found, ContentPage):
                made += _translate(found.specific, one, said, name, findings)
            else:
                made += sum(_translate(alert, one, said, "", findings) for alert in _alerts(found, said))
    return made, findings.warnings


def _not_begun(files: list[TranslationFile]) -> list[tuple[TranslationFile, ContentPage | list[Alert]]]:
    """The files of what is published and that nobody has begun to translate."""
    known = {tree: paths | remembered(tree) for tree, paths in pages_by_path().items()}
    pages = {page.pk: page for page in ContentPage.objects.filter(live=True, locale=Locale.get_default())}
    alerts = list(Alert.objects.filter(live=True, locale=Locale.get_default()))
    begun = _begun()
    wanted: list[tuple[TranslationFile, ContentPage | list[Alert]]] = []
    for one in files:
        if not one.path:
            new = [alert for alert in alerts if (one.language, alert.translation_key) not in begun]
            if new:
                wanted.append((one, new))
            continue
        page = pages.get(known.get(one.tree, {}).get(one.path, 0))
        if page is not None and (one.language, page.translation_key) not in begun:
            wanted.append((one, page))
    return wanted


def _begun() -> set[tuple[str, UUID]]:
    """What has a translation already, by language and translation key: with the library, or written as a page."""
    by_hand = ContentPage.objects.exclude(locale=Locale.get_default()).filter(alias_of=None)
    alerts = Alert.objects.exclude(locale=Locale.get_default())
    return {
        *Translation.objects.values_list("target_locale__language_code", "source__object_id"),
        *by_hand.values_list("locale__language_code", "translation_key"),
        *alerts.values_list("locale__language_code", "translation_key"),
    }


def _alerts(found: list[Alert], said: Translated) -> list[Alert]:
    """Those of which everything is in the file: half an alert in Welsh helps nobody."""
    return [one for one in found if one.title in said.words and (not one.text or one.text in said.words)]


def _translate(
    instance: ContentPage | Alert, one: TranslationFile, said: Translated, name: str, findings: Findings
) -> int:
    locale = Locale.objects.get(language_code=one.language)
    # The library publishes what it has saved when the transaction is over.
    with in_one_go():
        source = source_of(instance)
        segments = list(StringSegment.objects.filter(source=source).select_related("context", "string"))
        known = [(segment, segment.string.data) for segment in segments if segment.string.data in said.words]
        if not known:
            return 0
        translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
        fill_in(
            [(segment, said.words[was]) for segment, was in known],
            locale,
            tool_name=TOOL,
            by_machine=said.by_computer,
        )
        translation.save_target(publish=True)
    for was in said.words.keys() - {segment.string.data for segment in segments} if name else ():
        findings.warnings.append(Problem(name, settings.LANGUAGE_CODE, f"“{was}” is not on the page"))
    return 1
