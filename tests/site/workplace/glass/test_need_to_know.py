"""What closes behind an openness that changed, and readings by other doors than the page."""

import pytest

from accounts.roles import Role
from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.requests.models import DuplicateMark, Request, RequestRead
from partners.models import Organisation
from tests.factories import make_staff, make_user, signed_in
from tests.site.workplace.conftest import *  # noqa: F403

pytestmark = pytest.mark.django_db


def closed_service(made, slug="closed-later"):
    """The request is of a service of its own from now on, which shows its requests to nobody else."""
    service = made.service
    service.pk, service.slug, service.translation_key = None, slug, None
    service.translation_key = Service._meta.get_field("translation_key").get_default()
    service.openness = Service.Openness.RESTRICTED
    service.lgsl_number = None
    service.save()
    Request.objects.filter(pk=made.pk).update(service=service)


def test_a_mark_says_nothing_of_an_original_that_is_not_shown_any_more(report, send_report, officer):
    original = send_report()
    DuplicateMark.objects.create(request=report, original=original, marked_by=make_staff(Role.OFFICER))
    page = f"/workplace/requests/{report.reference}/"
    assert original.reference in officer.get(page).content.decode()
    closed_service(original)
    shown = officer.get(page).content.decode()
    assert original.reference not in shown and "a request that is not shown to you" in shown


def test_reading_by_the_api_at_work_is_written_down_and_a_residents_own_is_not(report):
    Service.objects.filter(pk=report.service_id).update(openness=Service.Openness.TEAM_ONLY)
    member = make_staff(Role.OFFICER)
    report.service.team.members.add(member)
    address = f"/api/v1/requests/{report.reference}"
    assert signed_in(member, "staff").get(address).status_code == 200
    assert RequestRead.objects.get().reader == member
    owner = make_user()
    type(report.customer).objects.filter(pk=report.customer_id).update(user=owner)
    assert signed_in(owner).get(address).status_code == 200
    assert RequestRead.objects.count() == 1


@pytest.mark.parametrize("prefix", ["", "/cy"])
def test_the_residents_page_names_the_organisation_that_works_on_it(report, prefix):
    Organisation.objects.create(slug="wold-highways", name="Wold Highways")
    team = Team.objects.create(slug="wold", name="Wold crew", organisation="wold-highways")
    queue = Queue.objects.create(slug="wold", name="Wold jobs", team=team)
    owner = make_user()
    type(report.customer).objects.filter(pk=report.customer_id).update(user=owner)
    page = f"{prefix}/requests/{report.reference}/"
    assert "Wold Highways" not in signed_in(owner).get(page).content.decode()
    Request.objects.filter(pk=report.pk).update(queue=queue)
    assert "Wold Highways" in signed_in(owner).get(page).content.decode()
