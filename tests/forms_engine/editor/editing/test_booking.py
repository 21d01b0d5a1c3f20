"""What a journey books is chosen from the kinds that there are, and what does not fit is said."""

import pytest

from forms_engine.booking.models import ScheduleRule
from forms_engine.catalogue.models import Service
from forms_engine.definition.errors import DefinitionRefused
from forms_engine.journeys.offer import publish
from tests.forms_engine.booking import calendars
from tests.forms_engine.council import open_council
from tests.forms_engine.editor.editing.journeys import permit
from tests.forms_engine.editor.editing.walking import document, submit, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(db):
    open_council()
    made = calendars.kind(
        slug="registrar",
        name={"en": "Registrar appointment"},
        minutes=40,
        needs_approval=True,
        cancel_hours=1,
        service=Service.objects.get(slug="blue-badge", locale__language_code="en"),
    )
    return made


def test_a_kind_is_chosen_and_what_it_means_is_said(browser, draft, kind):
    shown = text(browser.get(url(draft, "settings")))
    assert "Registrar appointment (Blue Badge)" in shown
    for words in (
        "40 minutes, booked until it begins, up to 60 days ahead.",
        "It has no hours yet, so nobody can choose a time.",
        "An officer has to agree; the time is kept meanwhile.",
        "cancelled until 1 hour before it begins and moved until 24 hours before it begins",
        "paid back if it is cancelled in time",
    ):
        assert words in shown
    submit(browser, url(draft, "settings"), booking_kind="registrar")
    assert document(draft)["booking"] == {"resource_kind": "registrar", "minutes": 40}
    submit(browser, url(draft, "settings"), booking_kind="")
    assert "booking" not in document(draft)


def test_only_a_kind_that_is_there_can_be_chosen(browser, draft, kind):
    submit(browser, url(draft, "settings"), refused=True, booking_kind="dentist")
    assert "booking" not in document(draft)


def test_what_does_not_fit_is_listed(browser, draft, kind, builder):
    from forms_engine.editor.findings import findings_of

    def rules(booking, **parts):
        found = findings_of({**permit(), "service": "parking", "booking": booking, **parts})
        return {one.rule: one for one in found if one.place in {"booking", "contact"}}

    found = rules({"resource_kind": "dentist", "minutes": 30})
    assert found.keys() == {"missing-kind"} and found["missing-kind"].severity == "error"
    found = rules({"resource_kind": "registrar", "minutes": 30})
    assert found.keys() == {"kind-minutes", "kind-of-another-service", "kind-without-times"}
    assert {one.severity for one in found.values()} == {"warning"}
    assert "Say 40 minutes" in found["kind-minutes"].message
    hours = calendars.schedule(calendars.resource(kind))
    ScheduleRule.objects.create(schedule=hours, weekday=0, opens="09:00", closes="12:00")
    assert rules({"resource_kind": "registrar", "minutes": 40}, service="blue-badge") == {}
    assert rules({"resource_kind": "registrar", "minutes": 40}, service="blue-badge", contact={}).keys() == {
        "booking-without-contact"
    }


def test_a_journey_that_books_what_is_not_there_is_not_published(kind):
    booking = {"resource_kind": "dentist", "minutes": 30}
    made = {**permit(), "service": "blue-badge", "routes": ["blue-badge"], "booking": booking}
    with pytest.raises(DefinitionRefused) as refused:
        publish(made)
    assert "missing-kind" in {one.rule for one in refused.value.findings}
