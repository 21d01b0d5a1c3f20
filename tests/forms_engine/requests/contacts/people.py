"""Officers, requests and customers that tests about contacts and customers begin with."""

from dataclasses import replace
from uuid import uuid4

from accounts.roles import Role
from audiences.admission import admit
from audiences.principal import Principal
from forms_engine.catalogue.models import Service, Team
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import services as journeys
from forms_engine.requests.customers.changing import CustomerSaid, make_customer
from tests.factories import make_staff
from tests.forms_engine.council import POTHOLE, answered, started

HIGHWAYS = "highways-maintenance"
BADGES = "blue-badge"


def officer(*roles, team="", **fields):
    """Somebody at the council who works on requests, in a team or none, as they come in."""
    user = make_staff(*(roles or (Role.OFFICER,)), **fields)
    if team:
        Team.objects.get(slug=team).members.add(user)
    principal = admit(user, "staff")
    assert principal is not None
    return principal


def practising(principal):
    """The same person, where they have turned practice on."""
    return replace(principal, practising=True)


def close(service=HIGHWAYS, openness=Service.Openness.RESTRICTED):
    """Make a service one that shows nothing outside its team."""
    Service.objects.filter(slug=service).update(openness=openness)


def sent(**changed):
    """A pothole, sent on the public site by nobody in particular."""
    return journeys.submit(started(answers={**POTHOLE, **changed}).id)


def sent_for(principal, channel="phone", **changed):
    """A pothole that an officer sends for somebody else."""
    public = replace(Principal.public(), user=principal.user, practising=principal.practising)
    version = live_version(public, "report-a-pothole")
    submission, _token = journeys.start_submission(public, version, language="en", channel=channel)
    return journeys.submit(answered(submission, {**POTHOLE, **changed}).id)


def made(principal, name="Cy Cooper", **details):
    """A customer whom an officer wrote down."""
    return make_customer(principal, CustomerSaid(name=name, **details), customer_id=uuid4())
