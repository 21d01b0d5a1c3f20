"""A destination's queue or address moves into its connector's settings; what needed attention has done so since it
was made, as far as is known."""

from django.db import migrations
from django.db.models import F


def into_settings(apps, schema_editor):
    Destination = apps.get_model("delivery", "Destination")
    for destination in Destination.objects.all():
        own = {"queue": destination.queue} if destination.kind == "queue" else {"url": destination.url}
        destination.settings = own
        destination.save(update_fields=["settings"])
    Delivery = apps.get_model("delivery", "Delivery")
    Delivery.objects.filter(state="dead").update(dead_at=F("created_at"))


def out_of_settings(apps, schema_editor):
    Destination = apps.get_model("delivery", "Destination")
    for destination in Destination.objects.all():
        destination.queue = destination.settings.get("queue", "")
        destination.url = destination.settings.get("url", "")
        destination.save(update_fields=["queue", "url"])


class Migration(migrations.Migration):

    dependencies = [
        ("delivery", "0003_destinations_have_settings_and_limits"),
    ]

    operations = [migrations.RunPython(into_settings, out_of_settings)]
