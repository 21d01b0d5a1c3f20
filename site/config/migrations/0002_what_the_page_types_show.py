"""The tables of the page types, and what pages are made from besides: a change of any of them outdates what is kept."""

from django.db import migrations

from page_cache.watching import Watch

PAGE_TYPES = (
    "accessibilitypage",
    "atozpage",
    "cookiespage",
    "directoryentrypage",
    "directorypage",
    "eventpage",
    "eventsindexpage",
    "guidepage",
    "guidepartpage",
    "landingpage",
    "lookuppage",
    "newsindexpage",
    "newspage",
    "privacypage",
    "publicationpage",
    "shareddocumentspage",
    "statuspage",
    "stepbysteppage",
    "sublandingpage",
)


class Migration(migrations.Migration):
    dependencies = [("config", "0001_what_public_pages_show"), ("content", "0008_content_types")]

    operations = [
        *(Watch(f"content_{name}", shown_by="contentpage_ptr_id") for name in PAGE_TYPES),
        Watch("content_servicestatus", ignored=("latest_revision_id",)),
        Watch("content_accessibilityproblem"),
        Watch("content_steplink"),
        Watch("content_brand"),
    ]
