"""Telling whoever publishes an alert that nobody sees it: above a page no more than three are shown, and one emergency."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from audiences.admission import for_preview
from content.alerts import alerts_and_next_change, published_for
from content.models import Alert
from content.models.alert_fields import SITES


def crowded_out_on(alert: Alert) -> list[str]:
    """The names of the sites on which a published alert is in force and yet not shown, because others come before it: above
    the pages of its section, or of none. One that some organisations alone are shown is looked at as the first of them."""
    now = timezone.now()
    if (alert.starts and alert.starts > now) or (alert.ends and alert.ends <= now):
        return []
    found = []
    organisation = alert.organisations[0] if alert.organisations else ""
    for audience, name in SITES:
        reader = for_preview(audience, organisation)
        published = published_for(reader)
        if alert.pk in {one.pk for one in published}:
            shown, _change = alerts_and_next_change(reader, alert.section, now, published)
            if alert.translation_key not in {one.translation_key for one in shown}:
                found.append(str(name))
    return found


def tell_when_crowded_out(request: HttpRequest, instance: Any) -> None:
    """For Wagtail's hooks after a snippet is made or changed."""
    if isinstance(instance, Alert) and (sites := crowded_out_on(instance)):
        messages.warning(
            request,
            _(
                "It is published, but not shown on: %(sites)s. No more than three alerts are shown there at once, and one "
                "emergency. Take down one that matters less."
            )
            % {"sites": ", ".join(sites)},
        )
