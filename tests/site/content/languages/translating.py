"""What a translator does in wagtail-localize, for tests."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from content.models import ContentPage


def welsh(page):
    """The Welsh row of a page."""
    return ContentPage.objects.get(translation_key=page.translation_key, locale__language_code="cy")


def begin(page):
    """Submit a page or snippet for translation into Welsh; answers the translation."""
    locale = Locale.objects.get(language_code="cy")
    wanted = {"source__object_id": page.translation_key, "target_locale": locale}
    if not Translation.objects.filter(**wanted).exists():
        translate_object(page, [locale])
    return Translation.objects.get(**wanted)


def translate(page, words, *, published=True, kind="manual"):
    """Begin, fill in ``words`` (by English text), and publish or save as a draft. Answers the Welsh row."""
    with pytest.MonkeyPatch.context() as patch:
        # wagtail-localize publishes once the transaction of the request has ended.
        patch.setattr("django.db.transaction.on_commit", lambda run, **kwargs: run())
        translation = begin(page)
        for segment in StringSegment.objects.filter(source=translation.source).select_related("string"):
            if segment.string.data in words:
                StringTranslation.objects.update_or_create(
                    translation_of=segment.string,
                    locale=translation.target_locale,
                    context_id=segment.context_id,
                    defaults={"data": words[segment.string.data], "translation_type": kind},
                )
        translation.save_target(publish=published)
    return welsh(page)
