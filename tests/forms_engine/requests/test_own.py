"""What somebody sent themselves, on the host they sent it on, and on no other; and nobody else's."""

import pytest

from accounts.roles import Role
from audiences.admission import admit
from audiences.principal import Principal
from forms_engine.catalogue.models import Journey, Service, Team
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import services
from forms_engine.requests.models import Customer, Request
from forms_engine.requests.own import own_request, own_requests
from forms_engine.requests.placing import place_in_queue
from forms_engine.requests.selectors import requests_for
from tests.factories import leave, make_partner, make_staff, make_user
from tests.forms_engine.council import POTHOLE, open_council, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(db):
    open_council()
    Journey.objects.update(audience_keys=["public", "staff", "partner"])


def sent(principal):
    return services.submit(started(principal=principal).id)


def sent_for_a_caller(principal):
    version = live_version(principal, "report-a-pothole")
    submission, _ = services.start_submission(principal, version, language="en", channel="phone")
    services.answer_page(submission.id, "every-page", POTHOLE)
    return services.submit(submission.id)


def test_each_host_has_what_was_sent_there():
    ida = make_staff(Role.OFFICER)
    at_work, at_home = admit(ida, "staff"), admit(ida, "public")
    work, home = sent(at_work), sent(at_home)
    assert (work.audience, home.audience) == ("staff", "public")
    assert work.customer == home.customer
    assert list(own_requests(at_work)) == [work] and list(own_requests(at_home)) == [home]
    # The public host's own list says the same.
    assert list(requests_for(at_home)) == [home]
    assert own_request(at_home, work.reference) is None and own_request(at_work, home.reference) is None


def test_a_partner_has_their_own_and_not_their_colleagues():
    kit, kay = make_partner("hale-house"), make_partner("hale-house")
    mine = sent(admit(kit, "partner"))
    assert mine.audience == "partner"
    assert list(own_requests(admit(kit, "partner"))) == [mine]
    assert not own_requests(admit(kay, "partner")).exists()
    assert not own_requests(admit(kit, "public")).exists()


def test_a_team_outside_does_not_find_its_work_among_its_own():
    team = Team.objects.get(slug="highways")
    team.organisation = "kerb"
    team.save()
    kit = admit(make_partner("kerb"), "partner")
    report = sent(Principal.public())
    place_in_queue(str(report.id), "highways")
    assert requests_for(kit).filter(pk=report.pk).exists()
    assert not own_requests(kit).exists() and own_request(kit, report.reference) is None


def test_whoever_left_has_nothing_any_more():
    kit = make_partner("hale-house")
    sent(admit(kit, "partner"))
    leave(kit)
    assert admit(kit, "partner") is None
    assert not own_requests(Principal.nobody("partner")).exists()
    assert not own_requests(Principal(kit, "partner", frozenset(), frozenset())).exists()


def test_what_an_officer_sends_for_a_caller_is_the_callers():
    ida = make_staff(Role.OFFICER)
    report = sent_for_a_caller(admit(ida, "staff"))
    assert report.audience == "public"
    assert not own_requests(admit(ida, "staff")).exists()
    # Were the caller somebody with an account, it would be among theirs on the public host.
    rhian = make_user()
    Request.objects.filter(pk=report.pk).update(customer=Customer.objects.create(user=rhian))
    assert list(own_requests(admit(rhian, "public"))) == [report]


def test_a_line_that_is_for_staff_only_stays_at_work_also_by_phone():
    Journey.objects.update(audience_keys=["staff"])
    report = sent_for_a_caller(admit(make_staff(Role.OFFICER), "staff"))
    assert report.audience == "staff"


def test_ones_own_stays_ones_own_in_a_service_that_shows_nothing_to_others():
    Service.objects.update(openness="restricted")
    ida = admit(make_staff(Role.OFFICER), "staff")
    mine = sent(ida)
    assert not requests_for(ida).exists()
    assert own_request(ida, mine.reference.lower()) == mine
    assert own_request(ida, "no-such-thing") is None


def test_strangers_have_nothing():
    sent(Principal.public())
    for audience in ("public", "staff", "partner"):
        assert not own_requests(Principal.nobody(audience)).exists()
    assert not own_requests(Principal.public()).exists()
