"""What a helper typed of themselves on a request brings them nothing of it once they may not deal with it any more."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.journeys import services
from forms_engine.notices.models import Notice
from forms_engine.requests import access
from forms_engine.requests.claiming_all import claim_all, claimable
from forms_engine.requests.helping.accepting import accept
from forms_engine.requests.helping.ending import end
from forms_engine.requests.helping.reaching import reached_at
from forms_engine.requests.helping.recording import record
from forms_engine.requests.inward.claiming import NotClaimable, claim, may_claim
from forms_engine.requests.models import Customer, Request
from forms_engine.requests.telling import tell_of_state
from tests.factories import make_staff
from tests.forms_engine.council import POTHOLE, open_council, started
from tests.forms_engine.requests.helping.people import acting, agreed, asked, newest_token
from tests.forms_engine.requests.makers import HERE, make_service, sent

pytestmark = pytest.mark.django_db

HELPERS_OWN = {**POTHOLE, "your-name": "Pia Person", "your-email": "Hal@example.org"}


@pytest.fixture(autouse=True)
def council():
    open_council()


def send_for(acts):
    return services.submit(started(principal=acts, answers=HELPERS_OWN).id)


def told_of(made):
    """Where news of a request and a code to open it go now."""
    Notice.objects.all().delete()
    made = Request.objects.get(pk=made.pk)
    tell_of_state(made)
    access.send_code(made.reference, browser=HERE)
    return {(notice.subject, notice.recipient) for notice in Notice.objects.all()}


def test_news_and_codes_go_to_the_helper_while_it_stands_and_to_the_person_afterwards(pia, hal):
    agreement, acts = agreed(pia, hal)
    made = send_for(acts)
    both = ("request.updated", "request.access-code")
    assert told_of(made) == {(subject, "Hal@example.org") for subject in both}
    end(pia, agreement.pk)
    assert told_of(made) == {(subject, "pia@example.org") for subject in both}
    agreed(pia, hal)
    assert told_of(made) == {(subject, "Hal@example.org") for subject in both}, "agreed again"


def test_nor_after_the_last_day_nor_once_another_agreement_leaves_the_service_out(pia, hal):
    _, acts = agreed(pia, hal, last_day=timezone.localdate())
    made = send_for(acts)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert reached_at(made) == ("pia@example.org", "")
    agreed(pia, hal, services=[make_service()])
    assert reached_at(made) == ("pia@example.org", "")
    agreed(pia, hal)
    Service.objects.update(openness=Service.Openness.TEAM_ONLY)
    made = Request.objects.get(pk=made.pk)
    assert reached_at(made) == ("pia@example.org", "")


def test_the_number_that_the_invitation_went_to_is_the_helper_s_too(pia, hal):
    agreement, _ = agreed(pia, hal, to="07700 900 123")
    made = sent(
        customer=agreement.customer,
        mobile="+44 7700 900123",
        on_behalf_of="Pia Person",
        authority="agreed-account",
    )
    assert reached_at(made) == ("", "+44 7700 900123")
    end(hal, agreement.pk)
    assert reached_at(made) == ("", ""), "she has no number: nothing is better than theirs"


def test_what_nobody_sent_for_another_is_asked_nothing_about(pia, hal, django_assert_num_queries):
    agreement, _ = agreed(pia, hal)
    end(pia, agreement.pk)
    own = sent(customer=agreement.customer, email="hal@example.org")
    with django_assert_num_queries(0):
        assert reached_at(own) == ("hal@example.org", "")


def test_what_was_sent_for_somebody_without_an_account_is_never_the_helper_s_own(hal):
    person = Customer.objects.create(name="Pia Person")
    sent(customer=person)  # by which officers know of her
    officer = admit(make_staff(Role.OFFICER), "staff")
    agreement = record(officer, person.pk, asked(), consent="spoken", consent_words="She rang.")
    accept(hal, newest_token())
    made = send_for(acting(hal, agreement))
    assert made.customer == person
    for _ in range(2):
        assert not claimable(hal) and claim_all(hal, [made.pk]) == []
        assert may_claim(made) and not may_claim(made, hal.user)
        with pytest.raises(NotClaimable):
            claim(made.pk, user=hal.user)
        if agreement.ended_at is None:
            agreement = end(officer, agreement.pk)
    made.refresh_from_db()
    assert made.customer == person and not Customer.objects.filter(user=hal.user).exists()
