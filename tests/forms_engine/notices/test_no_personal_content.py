"""What customers are sent holds nothing that anybody wrote, and of services that are not open nothing of what it is about."""

import re
from pathlib import Path

import pytest
from django.utils import timezone

from forms_engine.catalogue.models import Service
from forms_engine.notices import services as notices
from forms_engine.notices import texts, wordings
from forms_engine.notices.events import COMMON, EVENTS, TELLING
from forms_engine.notices.models import Notice, Wording
from forms_engine.requests.following import followed_by, tell_followers, tell_next_followers
from forms_engine.requests.models import Customer, Follower, TimelineEntry, Urgency
from forms_engine.requests.telling import tell_customer, tell_of_state, write_entry
from forms_engine.requests.urgent import urgent_in_notices
from tests.factories import make_staff
from tests.forms_engine.council import open_council
from tests.forms_engine.notices.told import CANARY, canary_context, make_told, of_a_journey, told

pytestmark = pytest.mark.django_db

FOLDER = Path(notices.__file__).parent / "templates" / "notices"
LANGUAGES = ("en", "cy")
# As long as each can be: a reference's column, a service's name, a phone number.
LONGEST = {
    "reference": "K7W-9RF-TH2P",
    "phone": "+44 (0)1632 960 001 ext 1234",
    "service": "S" * 120,
    "title": "T" * 200,
}


@pytest.fixture
def service():
    open_council()
    return Service.objects.get(slug="highways-maintenance", locale__language_code="en")


@pytest.mark.parametrize("contact_by", ["email", "sms"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_event_tells_a_word_that_anybody_wrote(service, language, contact_by):
    customer = Customer.objects.create(name=CANARY, contact_by=contact_by)
    for subject in EVENTS:
        request = make_told(service, language=language, customer=customer)
        tell_customer(request, subject, canary_context(subject))
        (letter,) = told(request)
        assert letter.channel == contact_by and letter.body.strip()
        assert CANARY.lower() not in f"{letter.heading} {letter.body}".lower(), subject
        assert "{" not in letter.body and "None" not in letter.body, subject


@pytest.mark.parametrize("openness", ["team-only", "restricted"])
def test_of_a_service_that_is_not_open_nothing_tells_what_it_is_about(service, openness):
    Service.objects.filter(pk=service.pk).update(openness=openness, name=CANARY)
    service.refresh_from_db()
    for contact_by in ("email", "sms"):
        customer = Customer.objects.create(contact_by=contact_by)
        for subject, event in EVENTS.items():
            request = make_told(service, customer=customer, **of_a_journey(service, CANARY))
            telling = {name: CANARY for name in event.names if name in TELLING}
            tell_customer(
                request, subject, {**canary_context(subject), **telling, "lines": [{"label": CANARY}]}
            )
            (letter,) = told(request)
            assert CANARY.lower() not in f"{letter.heading} {letter.body}".lower(), subject


def test_a_title_that_somebody_made_up_is_not_told_and_a_journeys_is(service):
    made_up, of_journey = make_told(service), make_told(service, **of_a_journey(service, "Report a pothole"))
    for request in (made_up, of_journey):
        tell_customer(request, "request.received", {"outcome": "", "fee": "", "urgent": ""})
    assert CANARY not in told(made_up)[0].heading
    assert told(of_journey)[0].heading == f"We have your request {of_journey.reference}: Report a pothole"


def test_a_state_with_words_says_that_there_are_some_and_not_which(service):
    request = make_told(service)
    tell_of_state(request, f"Your claim for {CANARY} is refused.")
    (letter,) = told(request)
    assert "We have written to you about this" in letter.body and CANARY not in letter.body


def test_whom_to_ring_is_told_by_number_alone_where_the_service_is_not_open(service):
    urgency = {"minutes": 15, "person": make_staff(), "phone": "0300 555 0162"}
    Urgency.objects.create(service=service, words={"en": "Ring a social worker:"}, **urgency)
    request = make_told(service)
    assert urgent_in_notices(request) == "Ring a social worker: 0300 555 0162"
    request.service.openness = Service.Openness.RESTRICTED
    assert urgent_in_notices(request) == "If it cannot wait, call 0300 555 0162."
    request.language = "cy"
    assert urgent_in_notices(request) == "Os na all aros, ffoniwch 0300 555 0162."


def test_an_administrators_wording_gets_no_more_than_our_own_file(service):
    Wording.objects.create(
        subject="request.message", heading="{reference}", body="{message} {title}", is_live=True
    )
    Wording.objects.create(
        subject="request.updated", heading="{service}", body="{reference} {title}", is_live=True
    )
    Service.objects.filter(pk=service.pk).update(openness="restricted", name=CANARY)
    service.refresh_from_db()
    request = make_told(service)
    for subject in ("request.message", "request.updated"):
        tell_customer(request, subject, canary_context(subject))
    assert CANARY not in " ".join(f"{one.heading} {one.body}" for one in told(request))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", EVENTS)
def test_every_event_has_a_letter_and_a_text_message_that_is_short(subject, language):
    folder = FOLDER if language == "en" else FOLDER / language
    for ending in ("txt", "sms.txt"):
        assert (folder / f"{subject}.{ending}").exists()
    event = EVENTS[subject]
    turns = dict.fromkeys(event.turns, True)
    link = "https://www.marlshire.gov.example/cy/requests/K7W-9RF-TH2P/"
    for chosen in (turns, dict.fromkeys(event.turns, False)):
        text = texts.own_sms(subject, language, {**event.samples, **LONGEST, "link": link, **chosen})
        assert 20 < len(text) <= wordings.LONGEST_SMS, text
        assert not set(text) & set("‘’“”–—"), "signs that make a text message three times as long to send"


def test_our_files_ask_for_nothing_that_their_event_does_not_know():
    inner = {"line", "vat", "label", "rate", "net"}
    for subject, event in EVENTS.items():
        for path in FOLDER.rglob(f"{subject}.*txt"):
            text = path.read_text()
            names = set(re.findall(r"\{\{ (\w+)", text)) | set(
                re.findall(r"\{% (?:el)?if (?:not )?(\w+)", text)
            )
            names |= set(re.findall(r" in (\w+) %\}", text))
            # The council's name is every letter's.
            known = {*event.samples, *event.turns, "at_work", "council"}
            assert names - inner <= known, (path.name, names - known)


def test_every_event_that_is_told_anywhere_says_what_it_may_tell():
    """Whoever adds one says in ``notices.events`` what its notices may hold."""
    root = Path(notices.__file__).parents[1]
    said = set()
    for path in root.rglob("*.py"):
        said |= set(re.findall(r"tell_customer\(\s*\w+,\s*\"([\w.-]+)\"", path.read_text()))
    assert "request.message" in said and said <= set(EVENTS)
    with pytest.raises(LookupError, match="say there what it may tell"):
        tell_customer(make_told(open_service()), "request.made-up", {})


def open_service():
    open_council()
    return Service.objects.get(slug="highways-maintenance", locale__language_code="en")


def test_what_an_event_knows_holds_no_name_of_what_people_write():
    written = {"message", "reason", "letter", "name", "question", "answers", "words", "comment", "email"}
    assert not written & {name for event in EVENTS.values() for name in (*event.samples, *event.turns)}
    assert {"service", "title"} <= TELLING & set(COMMON)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_follows_a_request_reads_no_title_that_somebody_made_up_and_of_a_closed_service_nothing(
    service, language
):
    request = make_told(service)
    follower = Follower.objects.create(
        request=request, email="bo@example.com", language=language, verified_at=timezone.now()
    )
    moved = write_entry(request, TimelineEntry.Kind.NOTE, shown=False, message=CANARY)
    tell_followers(moved)
    letter = Notice.objects.get(owner_type="follower", owner_id=str(follower.pk))
    assert CANARY not in f"{letter.heading} {letter.body}" and request.reference not in letter.body
    assert CANARY not in followed_by(follower.pk, language).title
    Service.objects.filter(pk=service.pk).update(openness="team-only")
    tell_followers(TimelineEntry.objects.get(pk=moved.pk))
    assert not tell_next_followers(moved.pk) and followed_by(follower.pk, language) is None
    assert Notice.objects.filter(owner_type="follower").count() == 1
