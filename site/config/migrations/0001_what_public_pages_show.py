"""Every table that public pages show something of: a change of any of them outdates what the page cache keeps.

In one list, so that it can be read from end to end. `tests/page_cache/test_watched.py` asks every public page what it
reads and holds the answer against what is watched. A later part watches its own tables in its own migration.
"""

from django.db import migrations

from page_cache.watching import Watch

# What a draft, a lock, an owner or a page made below touches, and no reader sees.
UPKEEP_OF_DRAFTS = (
    "latest_revision_id",
    "latest_revision_created_at",
    "has_unpublished_changes",
    "draft_title",
    "go_live_at",
    "expire_at",
    "locked",
    "locked_at",
    "locked_by_id",
    "owner_id",
    "numchild",
)


class Migration(migrations.Migration):
    dependencies = [
        ("page_cache", "0001_initial"),
        ("content", "0005_who_may_publish_alerts"),
        ("knowledge", "0001_initial"),
        ("catalogue", "0003_pause_and_practice"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        Watch("wagtailcore_page", shown_by="live", ignored=UPKEEP_OF_DRAFTS),
        Watch("content_contentpage", shown_by="page_ptr_id", ignored=("content_owner_id",)),
        Watch("content_homepage", shown_by="contentpage_ptr_id"),
        Watch("content_standardpage", shown_by="contentpage_ptr_id"),
        Watch("content_servicepage", shown_by="contentpage_ptr_id"),
        Watch("knowledge_knowledgeroot", shown_by="contentpage_ptr_id"),
        Watch("knowledge_topicpage", shown_by="contentpage_ptr_id"),
        Watch("knowledge_articlepage", shown_by="contentpage_ptr_id"),
        Watch("content_alert", shown_by="live", ignored=UPKEEP_OF_DRAFTS),
        Watch("content_sitefacts"),
        Watch("wagtailcore_site"),
        Watch("wagtailcore_locale"),
        Watch("wagtailcore_pageviewrestriction"),
        # Who may have a file decides whether it is shown, and a page shows a picture's words and a document's size.
        Watch("wagtailcore_collection", ignored=("numchild",)),
        Watch("content_collectionaudience"),
        Watch("content_guildhallimage", ignored=("uploaded_by_user_id",)),
        Watch("content_guildhalldocument", ignored=("uploaded_by_user_id",)),
        # A new size of a picture is made while a page is, and shows nothing new; one that goes breaks pages.
        Watch("content_guildhallrendition", on=("update", "delete")),
        # Texts, hours and the journeys that can be started.
        Watch("catalogue_service", ignored=("team_id", "openness")),
        Watch("catalogue_journey"),
        Watch("catalogue_journeyversion"),
    ]
