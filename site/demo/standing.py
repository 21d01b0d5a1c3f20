"""How Marlshire's services stand, and what is going to be announced: now and planned, counted from the day of loading."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from content.models import Alert, ServiceStatus
from demo.fixtures import yaml_of
from demo.governance import Marlshire


@transaction.atomic
def load_standing() -> int:
    """Make the statuses where there is none, and the planned alerts where none is planned. Returns how many."""
    said, places = yaml_of("governance.yaml"), Marlshire()
    return _statuses(said["statuses"], places) + _alerts(said["alerts"], places)


def _statuses(said: list[dict[str, Any]], places: Marlshire) -> int:
    if ServiceStatus.objects.exists():
        return 0
    languages = {row.language_code: row for row in Locale.objects.all()}
    made = 0
    for one in said:
        page = places.page(one["page"])
        if page is None:
            continue
        key = uuid4()
        for language, words in (("en", one), ("cy", one["cy"])):
            if language in languages:
                ServiceStatus.objects.create(
                    page=page,
                    level=one["level"],
                    title=words["title"],
                    text=words["text"],
                    starts=_morning(one["from_days"]),
                    ends=_morning(one["to_days"]),
                    locale=languages[language],
                    translation_key=key,
                )
        made += 1
    return made


def _alerts(said: list[dict[str, Any]], places: Marlshire) -> int:
    if Alert.objects.exclude(starts=None).exists():
        return 0
    made = 0
    for one in said:
        site = one["sites"][0]
        section, page = (places.page(one[key], site) if key in one else None for key in ("section", "page"))
        # Without its section it would stand above every page.
        if "section" in one and section is None:
            continue
        alert = Alert(
            audience_keys=one["sites"],
            level=one["level"],
            title=one["title"],
            text=one["text"],
            section_id=section.pk if section else None,
            page_id=page.pk if page else None,
            starts=_morning(one["from_days"]),
            ends=_morning(one["to_days"]),
            locale=Locale.get_default(),
            live=False,
        )
        alert.save()
        alert.save_revision().publish()
        made += 1
    return made


def _morning(days: str) -> datetime:
    """Six in the morning, so many days from today."""
    today = timezone.localtime().replace(hour=6, minute=0, second=0, microsecond=0)
    return today + timedelta(days=int(days))
