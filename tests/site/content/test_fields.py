"""What the schema of a page does not know."""

from django.db.migrations.writer import MigrationWriter

from content.models import ServicePage
from content.models.base import ContentPage


def test_blocks_stay_out_of_migrations():
    written, _ = MigrationWriter.serialize(ServicePage._meta.get_field("body"))
    assert "block" not in written.replace("content.fields.BodyField", "").replace("block_types", "")
    assert len(written) < 100


def test_every_page_type_decides_its_audience_for_all_languages_at_once():
    from django.apps import apps
    from wagtail_localize.fields import SynchronizedField, get_translatable_fields

    types = [model for model in apps.get_models() if issubclass(model, ContentPage)]
    assert len(types) >= 7
    for model in types:
        found = {field.field_name: field for field in get_translatable_fields(model)}
        assert isinstance(found["audience"], SynchronizedField)
        assert not found["audience"].overridable
        assert "audience_keys" not in found
