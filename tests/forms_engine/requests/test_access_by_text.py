"""A mobile number alone is enough: a code by text message opens a request as one by email does."""

import re

import pytest

from forms_engine.notices import codes
from forms_engine.notices.models import Notice
from forms_engine.requests import access
from forms_engine.requests.models import Request
from tests.forms_engine.requests.makers import HERE, sent

pytestmark = pytest.mark.django_db

MOBILE = "07700 900 123"
E164 = "+447700900123"


def newest():
    return Notice.objects.filter(subject="request.access-code").order_by("-created_at").first()


@pytest.mark.parametrize("by_sms", [False, True])
def test_a_mobile_number_alone_is_enough_whatever_was_asked_for(by_sms):
    request = sent(email="", mobile=MOBILE)
    access.send_code(request.reference, browser=HERE, by_sms=by_sms)
    notice = newest()
    assert (notice.channel, notice.recipient, notice.secret) == (Notice.Channel.SMS, E164, True)
    assert request.reference in notice.body and "never" in notice.body.lower()
    code = re.search(r"\d{3} \d{3}", notice.body)[0]
    assert access.use_code(request.reference, code, browser=HERE) == request
    assert access.use_code(request.reference, code, browser=HERE) is None


def test_where_there_are_both_the_person_chooses():
    request = sent(email="ann@example.org", mobile=MOBILE)
    access.send_code(request.reference, browser=HERE)
    assert (newest().channel, newest().recipient) == (Notice.Channel.EMAIL, "ann@example.org")
    access.send_code(request.reference, browser=HERE, by_sms=True)
    assert (newest().channel, newest().recipient) == (Notice.Channel.SMS, E164)


@pytest.mark.parametrize("number", ["01632 960 123", "+1 787 290 0123", "ask my sister", ""])
def test_a_number_that_takes_no_text_messages_of_ours_is_none(number):
    request = sent(email="", mobile=number)
    access.send_code(request.reference, browser=HERE, by_sms=True)
    assert newest() is None


def test_a_council_that_sends_no_text_messages_writes_to_the_email_address(settings):
    settings.SMS_PROVIDER = ""
    request = sent(email="ann@example.org", mobile=MOBILE)
    access.send_code(request.reference, browser=HERE, by_sms=True)
    assert newest().channel == Notice.Channel.EMAIL
    Request.objects.filter(pk=request.pk).update(email="")
    access.send_code(request.reference, browser=HERE, by_sms=True)
    assert Notice.objects.filter(subject="request.access-code").count() == 1


def test_one_number_gets_no_more_than_so_many_text_messages_a_day_about_whatever(monkeypatch):
    monkeypatch.setattr(codes, "TO_ONE_NUMBER", codes.Limit(attempts=2, seconds=3600))
    for _ in range(3):
        access.send_code(sent(email="", mobile=MOBILE).reference, browser=HERE)
    assert Notice.objects.filter(subject="request.access-code").count() == 2


def test_in_welsh_it_is_in_welsh():
    request = sent(email="", mobile=MOBILE, language="cy")
    access.send_code(request.reference, browser=HERE)
    assert "Cyngor Marlshire" in newest().body
