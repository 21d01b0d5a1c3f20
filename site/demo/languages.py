"""Marlshire in Welsh: the trees, and what has been translated so far. Not everything is: a council never is done."""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation

from content.in_one_go import each_once, in_one_go
from content.languages.trees import plant
from content.models import ContentPage
from demo.fixtures import SITES, about_site, read
from forms_engine.editor.sources import fill_in, source_of
from knowledge.models import ArticlePage, TopicPage

LANGUAGE = "cy"


def load_languages() -> int:
    """Give Welsh its trees, and translate what the fixtures have words for and nobody has begun. Returns how many pages
    were translated."""
    with in_one_go():
        plant(LANGUAGE)
    locale = Locale.objects.get(language_code=LANGUAGE)
    fixture = read("cy/pages.json")
    words: dict[str, str] = read("cy/words.json")
    made = 0
    with each_once():
        for page in _pages(fixture):
            if not Translation.objects.filter(
                source__object_id=page.translation_key, target_locale=locale
            ).exists():
                _translate(page, locale, words, fixture["before"].get(page.url_path, {}))
                made += 1
    return made


def _pages(fixture: dict[str, Any]) -> list[ContentPage]:
    english = ContentPage.objects.filter(locale=Locale.get_default(), live=True)
    found: list[ContentPage] = []
    for audience in SITES:
        home = about_site(audience)["slug"]
        paths = [f"/{home}{path}" for path in fixture["sites"].get(audience, [])]
        found += english.filter(url_path__in=paths).order_by("path").specific()
    found += TopicPage.objects.filter(locale=Locale.get_default(), slug__in=fixture["topics"])
    found += ArticlePage.objects.filter(locale=Locale.get_default(), slug__in=fixture["articles"])
    return found


def _translate(page: ContentPage, locale: Locale, words: dict[str, str], before: dict[str, str]) -> None:
    """Publish the page in Welsh. With ``before``, what its fields said when it was translated: it has changed since."""
    now = {name: getattr(page, name) for name in before}
    # The library publishes what it has saved when the transaction is over.
    with in_one_go():
        if before:
            page = _publish(page, before)
        source = source_of(page)
        translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
        segments = StringSegment.objects.filter(source=source).select_related("context", "string")
        fill_in([(one, words[one.string.data]) for one in segments if one.string.data in words], locale)
        translation.save_target(publish=True)
    if before:
        with in_one_go():
            _publish(page, now)


def _publish(page: ContentPage, values: dict[str, str]) -> ContentPage:
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(clean=False).publish()
    return page.specific_class.objects.get(pk=page.pk)
