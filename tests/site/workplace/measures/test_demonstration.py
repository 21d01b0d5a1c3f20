"""The demonstration has half a year of figures to put side by side, and makes them once."""

import pytest

from demo.measures import load_measures
from forms_engine.requests.models import Contact, CountedMonth

pytestmark = pytest.mark.django_db


def test_half_a_year_of_figures_is_made_once(council, manager):
    assert load_measures() >= 7
    made = Contact.objects.count()
    assert made > 500
    assert CountedMonth.objects.exclude(final_at=None).count() >= 4
    # The next start counts what is not final, and makes nothing.
    assert load_measures() <= 2
    assert Contact.objects.count() == made
    page = manager.get("/workplace/measures/").content.decode()
    assert "Measures: December 2026" in page
