"""Loading the duty desk's thresholds and who sits for which wards. Run at every start; makes only what is missing."""

from django.db import transaction

from accounts.models import User
from demo.fixtures import read
from forms_engine.catalogue.models import Service
from forms_engine.locations.models import Area
from forms_engine.requests.models import Councillor, Threshold


@transaction.atomic
def load_duty() -> int:
    """Thresholds for services that have none, and seats for councillors who have none; answers how many were made."""
    wanted, made = read("duty.json"), 0
    services = {row.slug: row for row in Service.objects.filter(locale__language_code="en")}
    for row in wanted["thresholds"]:
        service = services[row["service"]]
        if Threshold.objects.filter(service=service).exists():
            continue
        Threshold.objects.create(
            service=service,
            number=1,
            name=row["name"],
            needs_second_person=row["needs_second_person"],
            criteria=[{"key": f"c{at}", "text": text} for at, text in enumerate(row["criteria"], start=1)],
        )
        made += 1
    for row in wanted["councillors"]:
        person = User.objects.filter(email=row["email"], is_demo=True).first()
        if person is None or Councillor.objects.filter(user=person).exists():
            continue
        seat = Councillor.objects.create(user=person)
        seat.wards.set(Area.objects.filter(code__in=row["wards"]))
        made += 1
    return made
