"""How somebody comes to act for somebody else, and how it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forms_engine.notices.models import Notice
from forms_engine.requests.helping.accepting import accept, invitation_of, refuse
from forms_engine.requests.helping.ending import end
from forms_engine.requests.helping.inviting import invite
from forms_engine.requests.helping.making import MOST_STANDING
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.helping.selectors import agreement_of, helpers_of, people_helped_by
from forms_engine.requests.helping.standing import Standing, standing_of
from forms_engine.requests.models import ActingFor
from tests.forms_engine.requests.helping.people import (
    acting,
    agreed,
    asked,
    customer_of,
    newest_token,
    resident,
)
from tests.forms_engine.requests.makers import make_service

pytestmark = pytest.mark.django_db


def refused(verb, *args, **kwargs):
    with pytest.raises(HelpRefused) as error:
        verb(*args, **kwargs)
    return error.value.code


def told(subject):
    return [
        (one.channel, one.recipient)
        for one in Notice.objects.filter(subject=subject).order_by("created_at", "id")
    ]


def standing(agreement):
    agreement.refresh_from_db()
    return standing_of(agreement)


def test_from_the_invitation_to_the_end(pia, hal):
    trees = make_service()
    made = invite(pia, asked(services=[trees], last_day=timezone.localdate() + timedelta(days=90)))
    assert (made.helper, made.made_by, made.consent) == (None, pia.user, "account")
    assert list(made.services.all()) == [trees] and standing(made) == Standing.INVITED
    assert told("helping.invited") == [("email", "hal@example.org")]
    assert agreement_of(acting(hal, made)) is None, "nothing is open before it was accepted"
    assert accept(hal, newest_token()) == made
    assert standing(made) == Standing.STANDS and agreement_of(acting(hal, made)) == made
    assert told("helping.accepted") == [("email", "pia@example.org")]
    end(pia, made.pk)
    assert standing(made) == Standing.ENDED and agreement_of(acting(hal, made)) is None
    assert told("helping.ended") == [("email", "hal@example.org")]
    assert list(helpers_of(pia.user)) == list(people_helped_by(hal.user)) == [made], "the history stays"


def test_the_letter_says_who_asks_and_is_wiped_once_it_is_sent(pia):
    invite(pia, asked())
    notice = Notice.objects.get(subject="helping.invited")
    assert "Pia Person asks you" in notice.body and notice.secret
    assert ActingFor.objects.get().token_hash not in notice.body


@pytest.mark.parametrize("name", ["www.evil.example", "Ring 0800 123", "see evil.com", "<b>you</b>", "a@b"])
def test_a_name_that_is_an_address_does_not_travel_in_the_council_s_name(name):
    invite(resident(name, "x@example.org"), asked())
    body = Notice.objects.get(subject="helping.invited").body
    assert name not in body and "Somebody who gave us your address" in body


def test_by_text_message(pia, hal, settings):
    invite(pia, asked(to="07700 900 123"))
    assert told("helping.invited") == [("sms", "+447700900123")]
    accept(hal, newest_token())
    settings.SMS_PROVIDER = ""
    assert refused(invite, pia, asked(to="07700 900 124")) == "no-texts"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"relation": "boss"}, "relation"),
        ({"last_day": timezone.localdate() - timedelta(days=1)}, "last-day"),
        ({"to": "pia@example.org"}, "yourself"),
    ],
)
def test_what_cannot_be_kept_is_said(pia, said, code):
    assert refused(invite, pia, asked(**said)) == code
    assert not ActingFor.objects.exists() and not Notice.objects.exists()


def test_who_acts_for_somebody_invites_nobody_for_them(pia, hal):
    _, acts = agreed(pia, hal)
    assert refused(invite, acts, asked(to="third@example.org")) == "not-yours"


def test_so_many_at_a_time_and_so_many_a_day(pia, monkeypatch):
    customer = customer_of(pia)
    for number in range(MOST_STANDING):
        ActingFor.objects.create(
            customer=customer,
            helper_name="X",
            invited_at_address="x@example.org",
            token_hash=f"{number}",
            relation="friend",
            consent="account",
            made_by=pia.user,
        )
    assert refused(invite, pia, asked()) == "too-many"
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert invite(pia, asked()), "invitations that nobody answered are over"
        monkeypatch.setattr("forms_engine.requests.helping.inviting.take_slot", lambda *_: None)
        assert refused(invite, pia, asked()) == "too-often"


def test_one_address_is_invited_so_many_times_a_day_whoever_asks(pia):
    people = [resident(f"Person {number}", f"person.{number}@example.org") for number in range(5)]
    for person in people:
        invite(person, asked())
    assert refused(invite, pia, asked()) == "too-often" and len(told("helping.invited")) == 5
    assert invite(pia, asked(to="other@example.org"))


def test_an_invitation_is_good_for_fourteen_days_and_once(pia, hal):
    made = invite(pia, asked())
    token = newest_token()
    with time_machine.travel(timezone.now() + timedelta(days=14, seconds=1)):
        assert invitation_of(token) is None and refused(accept, hal, token) == "too-late"
        assert standing(made) == Standing.LAPSED
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        assert accept(hal, token) == accept(hal, token) == made
        other = resident("Olga Other", "olga@example.org")
        assert refused(accept, other, token) == refused(refuse, other, token) == "too-late"
    assert told("helping.accepted") == [("email", "pia@example.org")]


def test_saying_no(pia, hal):
    made = invite(pia, asked())
    token = newest_token()
    refuse(hal, token)
    refuse(hal, token)
    assert standing(made) == Standing.REFUSED and refused(accept, hal, token) == "too-late"
    assert told("helping.ended") == [("email", "pia@example.org")]
    assert "said no" in Notice.objects.get(subject="helping.ended").heading


def test_taken_back_before_it_was_answered(pia, hal):
    made = invite(pia, asked())
    end(pia, made.pk)
    assert refused(accept, hal, newest_token()) == "too-late" and not told("helping.ended")


def test_the_same_click_asks_once_and_a_later_invitation_takes_the_place_of_an_unanswered_one(pia, hal):
    first = invite(pia, asked())
    assert invite(pia, asked()) == first and len(told("helping.invited")) == 1
    old = newest_token()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        second = invite(pia, asked())
        assert second != first and refused(accept, hal, old) == "too-late"
        assert accept(hal, newest_token()) == second


def test_for_other_services_it_is_not_the_same_click(pia, hal):
    invite(pia, asked())
    old, trees = newest_token(), make_service()
    narrower = invite(pia, asked(services=[trees]))
    assert list(narrower.services.all()) == [trees] and invite(pia, asked(services=[trees])) == narrower
    assert refused(accept, hal, old) == "too-late"


def test_who_may_act_is_shown_first_however_many_were_asked_since(pia, hal):
    stands, _ = agreed(pia, hal)
    later = invite(pia, asked(to="other@example.org"))
    assert list(helpers_of(pia.user)) == [stands, later]
    end(pia, stands.pk)
    assert list(helpers_of(pia.user)) == [later, stands]


def test_nobody_accepts_their_own_nor_without_an_account_nor_at_work(pia, hal):
    invite(pia, asked())
    token = newest_token()
    assert refused(accept, pia, token) == "yourself"
    for other in (hal.public(), acting(hal, ActingFor.objects.get()).nobody("staff")):
        assert refused(accept, other, token) == "too-late"
    assert refused(accept, hal, "no-such-token") == "too-late" and invitation_of("\x00") is None


def test_a_new_agreement_of_the_same_two_takes_the_place_of_the_old(pia, hal):
    first, _ = agreed(pia, hal)
    second, acts = agreed(pia, hal, services=[make_service()])
    assert standing(first) == Standing.ENDED and standing(second) == Standing.STANDS
    assert agreement_of(acting(hal, first)) is None and agreement_of(acts) == second


def test_either_ends_it_and_nobody_else(pia, hal):
    made, acts = agreed(pia, hal)
    other = resident("Olga Other", "olga@example.org")
    assert refused(end, other, made.pk) == refused(end, hal.public(), made.pk) == "not-yours"
    end(acts, made.pk)
    end(pia, made.pk)
    made.refresh_from_db()
    assert made.ended_by == hal.user and told("helping.ended") == [("email", "pia@example.org")]


def test_it_is_over_after_its_last_day_and_when_the_account_is_closed(pia, hal):
    made, acts = agreed(pia, hal, last_day=timezone.localdate())
    assert agreement_of(acts) == made
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert agreement_of(acts) is None and standing(made) == Standing.OVER
    pia.user.is_active = False
    pia.user.save(update_fields=["is_active"])
    assert agreement_of(acts) is None
