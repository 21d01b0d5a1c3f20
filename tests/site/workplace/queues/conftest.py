"""Two officers of one team, and the browser of the first."""

import pytest

from accounts.roles import Role
from tests.factories import make_staff, signed_in


@pytest.fixture
def ida(highways):
    person = make_staff(Role.OFFICER, name="Ida Officer")
    highways.members.add(person)
    return person


@pytest.fixture
def ben(highways):
    person = make_staff(Role.OFFICER, name="Ben Officer")
    highways.members.add(person)
    return person


@pytest.fixture
def browser(ida):
    return signed_in(ida, "staff")
