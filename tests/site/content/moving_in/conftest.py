"""A public site to move into, and the example moved."""

import pytest

from content.models import NewsIndexPage
from tests.factories import make_page, make_site
from tests.site.content.moving_in.moves import RULES, WOLD, move_in


@pytest.fixture
def home():
    make_site("staff")
    home = make_site("public")
    make_page(home, NewsIndexPage, slug="news", title="News")
    return home


@pytest.fixture
def wold(home):
    return move_in(home, WOLD / "crawl.csv", saved=WOLD / "pages", rules=RULES)
