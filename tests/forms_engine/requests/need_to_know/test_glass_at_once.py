"""Two clicks at the same instant break one glass."""

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.journeys import services as journeys
from forms_engine.requests.models import BrokenGlass
from forms_engine.requests.need_to_know.breaking import break_glass
from tests.at_once import at_once
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started

BREAKING = "forms_engine.requests.need_to_know.breaking"


def test_two_clicks_break_one_glass(committing_db, monkeypatch):
    open_council()
    made = journeys.submit(started().id)
    Service.objects.filter(slug=made.service.slug).update(openness=Service.Openness.TEAM_ONLY)
    officer = admit(make_staff(Role.OFFICER), "staff")

    def click():
        return break_glass(officer, made.reference, "Somebody may come to harm.").id

    first, second = at_once(monkeypatch, f"{BREAKING}.write_entry", click, click)
    assert first == second
    assert BrokenGlass.objects.count() == 1
