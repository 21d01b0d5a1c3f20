"""A knowledge base with one article for everybody, and two wards."""

import pytest

from forms_engine.locations.models import Area
from tests.factories import make_article, make_site


@pytest.fixture
def bins():
    make_site("public")
    return make_article(
        slug="bins", title="When are bins emptied?", public_answer="<p>Every Monday at 7.</p>"
    )


@pytest.fixture
def ward():
    box = {"polygons": [], "sha256": "", "west": 0.0, "south": 0.0, "east": 1.0, "north": 1.0}
    Area.objects.create(code="E05000002", kind=Area.Kind.WARD, name="Westwold", **box)
    return Area.objects.create(code="E05000001", kind=Area.Kind.WARD, name="Eastwold", **box)
