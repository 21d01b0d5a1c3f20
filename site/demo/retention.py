"""How long Marlshire keeps what it was sent. Makes only what is missing."""

from django.db import transaction

from demo.fixtures import read
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import Outcome, RetentionRule


@transaction.atomic
def load_retention() -> int:
    """Make the retention rules that are missing, after the outcomes that some are about; answers how many."""
    services = {row.slug: row for row in Service.objects.filter(locale__language_code="en")}
    made = 0
    for row in read("retention.json")["rules"]:
        service = services[row["service"]] if "service" in row else None
        outcome = Outcome.objects.get(service=service, slug=row["outcome"]) if "outcome" in row else None
        kept = {"months": row["months"], "because": row["because"]}
        made += RetentionRule.objects.get_or_create(service=service, outcome=outcome, defaults=kept)[1]
    return made
