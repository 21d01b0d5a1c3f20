"""Two browsers that give the same code of a card at the same moment: one comes in."""

import pytest

from accounts.models import CodeCard
from accounts.second_factor import cards
from tests.at_once import at_once
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("committing_db")


def test_a_code_is_taken_once(monkeypatch):
    user, manager = make_user(), make_user()
    codes = cards.issue(user, by=manager)
    code = codes[CodeCard.objects.get(user=user).asked - 1]

    def give():
        return cards.use(user, code)

    came = at_once(monkeypatch, "accounts.second_factor.cards._digests", give, give)
    assert sorted(came) == [False, True]
