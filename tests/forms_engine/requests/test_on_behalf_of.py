"""Asking for somebody else, and by what right."""

import json

import pytest

from accounts.roles import Role
from forms_engine.delivery.models import Delivery
from forms_engine.journeys import services
from forms_engine.journeys.offer import publish
from forms_engine.requests.models import Request
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.small_journey import question, skip_journey, text

pytestmark = pytest.mark.django_db

FOR_ANOTHER = {"question": "for-me", "is": "no"}
RIGHTS = [
    {"key": "parent", "label": text("I am their parent", cy="Fi yw eu rhiant")},
    {"key": "attorney", "label": text("I have power of attorney")},
]
MINE = {"name": "Ann Archer", "for-me": "yes", "size": "small"}
ANOTHERS = {**MINE, "for-me": "no", "whom": "Cy Archer", "right": "attorney"}


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()
    document = skip_journey(contact={"name": "name", "on_behalf_of": "whom", "authority": "right"})
    document["pages"].insert(
        1,
        {
            "key": "whose",
            "title": text("Is it for you?"),
            "blocks": [
                question("for-me", "yes_no"),
                question("whom", "short_text", show_when=FOR_ANOTHER, max_length=120),
                question("right", "radios", options=RIGHTS, show_when=FOR_ANOTHER),
            ],
        },
    )
    publish(document)


def send(answers):
    return services.submit(started("hire-a-skip", answers=answers).id)


def told(request):
    return json.loads(Delivery.objects.filter(owner_id=str(request.id)).first().body)["data"]["on_behalf_of"]


def test_whom_it_is_for_and_by_what_right_reaches_officers_and_back_offices():
    request = send(ANOTHERS)
    assert (request.on_behalf_of, request.authority) == ("Cy Archer", "attorney")
    assert told(request) == {"name": "Cy Archer", "authority": "attorney"}
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    shown = officer.get(f"/workplace/requests/{request.reference}/").content.decode()
    assert "For <strong>Cy Archer</strong>, asked by Ann Archer" in shown
    assert "I have power of attorney" in shown


def test_who_asks_for_themselves_asks_for_nobody_else():
    request = send(MINE)
    assert (request.on_behalf_of, request.authority, told(request)) == ("", "", None)


def test_what_was_answered_before_turning_back_counts_for_nothing():
    request = send({**ANOTHERS, "for-me": "yes"})
    assert Request.objects.get(id=request.id).on_behalf_of == ""
