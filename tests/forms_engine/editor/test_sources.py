"""What is submitted for translation in a few statements is what wagtail-localize makes one by one."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslationContext,
    TranslationSource,
)

from content.models import StandardPage
from demo.services_and_journeys import FIXTURES
from forms_engine.catalogue.models import Journey
from forms_engine.editor.exchange import adopt
from forms_engine.editor.sources import fill_in, source_of
from forms_engine.journeys.offer import publish
from tests.factories import make_page, make_site
from tests.forms_engine.council import open_council

pytestmark = pytest.mark.django_db

BODY = [
    {
        "type": "text",
        "value": "<p>One. <b>Two</b> &amp; <a href='https://example.org/'>three</a></p><p>One.</p>",
    },
    {"type": "warning", "value": {"text": "Do not wait"}},
]


def page():
    return make_page(
        make_site(), StandardPage, title="Roads", summary="Roads and paths", body=json.dumps(BODY)
    )


def draft():
    open_council()
    publish(json.loads((FIXTURES / "journeys" / "report-a-pothole.json").read_text()))
    # In English alone: adopting it submits nothing by itself.
    return adopt(Journey.objects.get(slug="report-a-pothole"))


def rows(source):
    def of(model, *names):
        return sorted(
            map(repr, model.objects.filter(source=source).values_list("context__path", "order", *names))
        )

    contexts = TranslationContext.objects.filter(object=source.object)
    return {
        "source": (
            source.object_repr,
            source.content_json,
            source.schema_version,
            source.specific_content_type,
        ),
        "texts": of(StringSegment, "string__data", "string__data_hash", "string__locale", "attrs"),
        "templates": of(TemplateSegment, "template__template"),
        "overridable": of(OverridableSegment, "data_json"),
        "contexts": sorted(contexts.values_list("path", "path_id", "field_path")),
    }


@pytest.mark.parametrize("make", [page, draft])
def test_the_rows_are_the_librarys_own(make):
    instance = make()
    TranslationSource.objects.filter(object_id=instance.translation_key).delete()
    ours = source_of(instance)
    found = rows(ours)
    assert found["texts"]
    ours.delete()
    TranslationContext.objects.all().delete()
    theirs, _ = TranslationSource.update_or_create_from_instance(instance)
    assert rows(theirs) == found
    # Once more, with what is there: nothing is made twice.
    assert source_of(instance) == theirs
    assert rows(theirs) == found


def test_more_sentences_are_no_more_statements():
    def statements(sentences):
        body = [{"type": "text", "value": f"<p>Sentence {number}</p>"} for number in range(sentences)]
        instance = make_page(home, StandardPage, body=json.dumps(body))
        with CaptureQueriesContext(
            connection,
        ) as said:
            source_of(instance)
        return len(said)

    home = make_site()
    statements(1)
    # A template for each block is the library's, one by one.
    per_block = (statements(22) - statements(2)) / 20
    assert per_block <= 8


def test_words_are_kept_once_and_a_broken_one_is_known():
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    source = source_of(page())
    segments = {row.string.data: row for row in StringSegment.objects.filter(source=source)}
    first = next(iter(segments.values()))
    fill_in([(first, "<script>x</script>")], welsh)
    fill_in([(first, "later")], welsh, tool_name="a file")
    kept = StringTranslation.objects.get(translation_of=first.string)
    assert (kept.data, kept.has_error, kept.translation_type) == ("<script>x</script>", True, "manual")
