"""Words that officers begin from, and what can come of a request. Makes only what is missing."""

from django.db import transaction

from demo.fixtures import read
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import Outcome, ReplyTemplate


@transaction.atomic
def load_replies() -> int:
    """Make the reply templates and outcomes that are missing; answers how many."""
    wanted, made = read("replies.json"), 0
    services = {row.slug: row for row in Service.objects.filter(locale__language_code="en")}
    for row in wanted["replies"]:
        details = {
            "name": row["name"],
            "asks": row.get("asks", False),
            "service": services.get(row.get("service", "")),
            "body": row["body"],
        }
        made += ReplyTemplate.objects.get_or_create(slug=row["slug"], defaults=details)[1]
    for slug, outcomes in wanted["outcomes"].items():
        for position, row in enumerate(outcomes):
            details = {
                "name": row["name"],
                "ends": row["ends"],
                "words": row.get("words", {}),
                "position": position,
            }
            made += Outcome.objects.get_or_create(service=services[slug], slug=row["slug"], defaults=details)[
                1
            ]
    return made
