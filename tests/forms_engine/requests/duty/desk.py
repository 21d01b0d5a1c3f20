"""What the tests of the duty desk begin with."""

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.requests.models import Threshold
from tests.factories import make_staff

CRITERIA = (
    "They have needs for care and support",
    "They are at risk of abuse",
    "They cannot protect themselves",
)


def at_work(service, *roles, **fields):
    """Somebody with these roles in that service's team, on the intranet."""
    person = make_staff(*(roles or (Role.OFFICER,)), **fields)
    service.team.members.add(person)
    return admit(person, "staff")


def in_force(service, *, number=1, two=False, criteria=CRITERIA):
    """A threshold for that service."""
    return Threshold.objects.create(
        service=service,
        number=number,
        name="Adult at risk",
        criteria=[{"key": f"c{place}", "text": text} for place, text in enumerate(criteria, start=1)],
        needs_second_person=two,
    )
