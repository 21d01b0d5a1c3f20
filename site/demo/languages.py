"""Marlshire in Welsh: its words are in ``content_fixtures/cy/``, a file a page. Not everything is translated, and one page
has changed since: a council never is done."""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import Translation

from content.exchange.translations_in import translate_house
from content.in_one_go import in_one_go
from content.languages.trees import plant
from content.models import ContentPage
from demo.fixtures import FIXTURES, about_site, read

LANGUAGE = "cy"


def load_languages() -> int:
    """Give Welsh its trees, and translate what the fixtures have words for and nobody has begun. Returns how many pages
    and alerts were translated.

    Raises:
        CannotRead: when a file of words cannot be read.
    """
    with in_one_go():
        plant(LANGUAGE)
    changed = _as_they_were()
    made, _unused = translate_house(FIXTURES)
    for page, now in changed:
        _publish(page, now)
    return made


def _as_they_were() -> list[tuple[int, dict[str, Any]]]:
    """Let pages say what they said when they were translated. Returns each that nobody has begun to translate, and
    what it is to say afterwards."""
    home = about_site("public")["slug"]
    english = ContentPage.objects.filter(locale=Locale.get_default(), live=True)
    changed = []
    for path, before in read(f"{LANGUAGE}/changed_since.json").items():
        page = english.filter(url_path=f"/{home}{path}").first()
        if page and not Translation.objects.filter(source__object_id=page.translation_key).exists():
            specific = page.specific
            changed.append((page.pk, {name: getattr(specific, name) for name in before}))
            _publish(page.pk, before)
    return changed


def _publish(pk: int, values: dict[str, Any]) -> None:
    page = ContentPage.objects.get(pk=pk).specific
    for name, value in values.items():
        setattr(page, name, value)
    with in_one_go():
        page.save_revision(clean=False).publish()
