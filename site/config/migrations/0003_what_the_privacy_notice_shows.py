"""The privacy notice says how long what people send is kept and whom it goes to: a change of either outdates it."""

from django.db import migrations

from page_cache.watching import Watch

# What every delivery touches, and no reader sees.
UPKEEP_OF_DELIVERIES = (
    "next_slot_at",
    "failures_in_row",
    "shut_until",
    "paused_at",
    "paused_because",
    "told_of_pause_at",
    "told_of_dead_at",
    "secret_number",
    "old_secret_until",
)


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0002_what_the_page_types_show"),
        ("requests", "0027_data_life_guards"),
        ("delivery", "0014_test_destinations"),
    ]

    operations = [
        Watch("requests_retentionrule"),
        Watch("requests_outcome"),
        Watch("delivery_route"),
        Watch("delivery_route_destinations"),
        Watch("delivery_destination", ignored=UPKEEP_OF_DELIVERIES),
    ]
