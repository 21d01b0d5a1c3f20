"""Loading what Marlshire's services promise. Run at every start; what is there already is somebody's and stays."""

import json

from django.db import transaction

from accounts.models import User
from config.environment import ROOT
from forms_engine.catalogue.models import ClosureDay, Service
from forms_engine.requests.models import Stage, StateWording, Urgency

FIXTURE = ROOT / "content_fixtures" / "promises.json"


@transaction.atomic
def load_promises() -> int:
    """Make what is missing of closures, wordings, stages and urgencies; answers how many there were to make."""
    wanted = json.loads(FIXTURE.read_text())
    services = {row.slug: row for row in Service.objects.filter(locale__language_code="en")}
    people = {person.email: person for person in User.objects.filter(is_demo=True)}
    made = 0
    for row in wanted["closures"]:
        made += ClosureDay.objects.get_or_create(day=row["day"], defaults={"name": row["name"]})[1]
    for row in wanted["wordings"]:
        key = {"service": services[row["service"]], "state": row["state"]}
        made += StateWording.objects.get_or_create(**key, defaults={"words": row["words"]})[1]
    for row in wanted["stages"]:
        service, number, rest = services[row.pop("service")], row.pop("number"), row
        made += Stage.objects.get_or_create(service=service, number=number, defaults=rest)[1]
    for row in wanted["urgent"]:
        service, person, then = (
            services[row.pop("service")],
            people[row.pop("person")],
            people[row.pop("then")],
        )
        rest = {**row, "person": person, "then": then}
        made += Urgency.objects.get_or_create(service=service, defaults=rest)[1]
    return made
