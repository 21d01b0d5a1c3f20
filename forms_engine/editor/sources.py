"""Submitting a text to wagtail-localize in a handful of statements, where it says ten for each sentence.

The rows are the library's own, and the same: ``tests/forms_engine/editor/test_sources.py`` holds them against those that
it makes itself.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
    post_save_string_translation,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, validate_translation_links

# What is no text: few of each, which the library keeps one by one.
OTHERS = {
    TemplateSegmentValue: TemplateSegment,
    RelatedObjectSegmentValue: RelatedObjectSegment,
    OverridableSegmentValue: OverridableSegment,
}


@transaction.atomic
def source_of(instance: Any) -> TranslationSource:
    """The source of what translators translate of a page or a draft, made if there is none and brought up to date if
    there is. Give a page as the class that it is."""
    known, _ = TranslatableObject.objects.get_or_create_from_instance(instance)
    if not TranslationSource.objects.filter(object=known, locale_id=instance.locale_id).exists():
        content = (
            instance.to_json()
            if isinstance(instance, ClusterableModel)
            else json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)
        )
        source = TranslationSource.objects.create(
            object=known,
            locale=instance.locale,
            specific_content_type=ContentType.objects.get_for_model(instance.__class__),
            object_repr=str(instance)[:200],
            content_json=content,
            schema_version=get_schema_version(instance._meta.app_label),
            last_updated_at=timezone.now(),
        )
        _make_segments(source)
        return source
    source, _ = TranslationSource.update_or_create_from_instance(instance)
    return source


def fill_in(
    words: Iterable[tuple[StringSegment, str]],
    locale: Locale,
    *,
    tool_name: str = "",
    by_machine: bool = False,
) -> None:
    """Give segments words in another language, as ``StringTranslation`` keeps them, where they have none: a person's, or
    those that a machine made and nobody has checked."""
    rows = []
    for segment, data in words:
        row = StringTranslation(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
            if by_machine
            else StringTranslation.TRANSLATION_TYPE_MANUAL,
            tool_name=tool_name,
        )
        try:
            StringValue.from_translated_html(data)
            validate_translation_links(segment.string.data, data)
        except ValueError:
            row.has_error = True
        rows.append(row)
    StringTranslation.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        # What the library does of each that is saved by itself: editors see the title a page is going to have.
        post_save_string_translation(row)


def _make_segments(source: TranslationSource) -> None:
    instance = source.as_instance()
    values = list(extract_segments(instance))
    contexts = _contexts(source, {value.path for value in values}, instance)
    texts = [value for value in values if isinstance(value, StringSegmentValue)]
    strings = _strings(source, {value.string.data for value in texts})
    rows = {
        (value.path, value.order, value.string.data, _attributes(value)): StringSegment(
            source=source,
            context=contexts[value.path],
            order=value.order,
            string=strings[value.string.data],
            attrs=_attributes(value),
        )
        for value in texts
    }
    StringSegment.objects.bulk_create(rows.values())
    for value in values:
        if not isinstance(value, StringSegmentValue):
            OTHERS[type(value)].from_value(source, value)


def _attributes(value: StringSegmentValue) -> str:
    return json.dumps(value.attrs, cls=DjangoJSONEncoder)


def _strings(source: TranslationSource, texts: set[str]) -> dict[str, String]:
    hashes = {String._get_data_hash(text): text for text in texts}
    String.objects.bulk_create(
        (String(locale=source.locale, data_hash=key, data=text) for key, text in sorted(hashes.items())),
        ignore_conflicts=True,
    )
    found = String.objects.filter(locale=source.locale, data_hash__in=hashes)
    return {hashes[row.data_hash]: row for row in found}


def _contexts(source: TranslationSource, paths: set[str], instance: Any) -> dict[str, TranslationContext]:
    rows = []
    for path in sorted(paths):
        row = TranslationContext(
            object_id=source.object_id, path=path, path_id=TranslationContext._get_path_id(path)
        )
        # It is saved below, with all the others.
        row.save = lambda **kwargs: None
        row.get_field_path(instance)
        rows.append(row)
    TranslationContext.objects.bulk_create(rows, ignore_conflicts=True)
    found = TranslationContext.objects.filter(
        object_id=source.object_id, path_id__in=[row.path_id for row in rows]
    )
    return {row.path: row for row in found}
