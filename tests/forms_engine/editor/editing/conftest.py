"""A journey builder, their browser, and a draft to change."""

import pytest

from accounts.models import Role
from forms_engine.editor.services import create_draft
from tests.factories import make_staff, signed_in
from tests.forms_engine.editor.editing.journeys import permit


@pytest.fixture
def builder(db):
    return make_staff(Role.JOURNEY_BUILDER, name="Bea Builder")


@pytest.fixture
def browser(builder):
    return signed_in(builder, "staff")


@pytest.fixture
def draft(builder):
    return create_draft(permit(), user=builder)
