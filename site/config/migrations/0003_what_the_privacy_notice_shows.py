"""The privacy notice says how long what people send is kept and whom it goes to: a change of either outdates it."""

from django.db import migrations

from page_cache.watching import Watch


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
        Watch("delivery_destination"),
    ]
