"""What partner organisations have of their own, for the matrix: what they sent, what waits in their queues, whose access ends."""

import datetime

from django.utils import timezone

from accounts.models import Role, User
from audiences.admission import admit
from forms_engine.catalogue.models import Journey, Queue, Service, Team
from forms_engine.journeys.services import submit
from forms_engine.requests.models import Request
from partners.models import Organisation, OrganisationToken
from partners.services import add_member
from tests.factories import make_user
from tests.forms_engine.council import started
from tests.leaks.groups import SLUG_A, SLUG_B, STAFF, A, B
from tests.leaks.world import World


def add_what_is_theirs(world: World) -> None:
    """For each organisation: a request with a question, a job in a queue of its own, and what is about to end."""
    Journey.objects.filter(slug="report-a-pothole").update(audience_keys=["public", "partner"])
    # Who sees what of it is the organisations' business here, and not the service's.
    Service.objects.update(openness=Service.Openness.OPEN)
    for slug, group in ((SLUG_A, A), (SLUG_B, B)):

        def said(what: str, *, at: tuple[str, ...] = ("organisation home",), of: str = group) -> str:
            return world.canary(f"{what} of {of}", of, STAFF, at=at, host="partner")

        sender = world.people[f"{Role.PARTNER_MEMBER.value} of {group}"]
        sent = submit(started(principal=admit(sender, "partner")).id)
        Request.objects.filter(pk=sent.pk).update(title=said("request"), state="waiting")
        queue = Queue.objects.create(
            slug=said("slug of a queue"),
            name=said("queue"),
            team=Team.objects.create(slug=f"team-{slug}", name=said("team", at=()), organisation=slug),
        )
        job = submit(started().id)
        Request.objects.filter(pk=job.pk).update(
            title=said("job", at=()), queue=queue, received_at=timezone.now(), finished_at=None
        )
        manager = world.people[f"{Role.PARTNER_MANAGER.value} of {group}"]
        _ending(slug, manager, said("somebody who leaves", at=()), said("token", at=()))


def _ending(slug: str, manager: User, person: str, token: str) -> None:
    organisation = Organisation.objects.get(slug=slug)
    leaver = make_user(name=person)
    add_member(organisation, leaver, expires=timezone.localdate() + datetime.timedelta(days=3))
    now = timezone.now()
    OrganisationToken.objects.create(
        organisation=organisation,
        name=token,
        scopes=["read"],
        digest=f"digest-{slug}",
        last_signs="abcd",
        made_by=manager,
        created_at=now,
        expires_at=now + datetime.timedelta(days=3),
    )
