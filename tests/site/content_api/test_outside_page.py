"""The example of docs/outside-page knows every block; the browser test of the same name builds it from a live house."""

import runpy
from pathlib import Path

import pytest

from content_api.bodies import FORMATS
from tests.factories import client
from tests.site.content_api.marlshire import make_marlshire

pytestmark = pytest.mark.django_db

MADE = runpy.run_path(str(Path(__file__).parents[3] / "docs" / "outside-page" / "build.py"))


class InPlace(MADE["Api"]):
    """Asks the public host without a network."""

    def get(self, what, /, **query):
        answer = client().get(f"/api/v1/{what}", query)
        assert answer.status_code == 200, (what, answer.content)
        return answer.json()


def test_it_shows_a_page_with_every_block(tmp_path):
    make_marlshire()
    assert set(MADE["BLOCKS"]) == set(FORMATS)
    MADE["build"](InPlace("http://localhost"), tmp_path, ["/", "/roads/", "/roads/report-a-pothole/"])
    page = (tmp_path / "roads-report-a-pothole.html").read_text()
    for words in (
        '<a href="roads.html">Roads</a>',
        '<h2 id="what-you-need">What you need</h2>',
        "<em><strong>both</strong></em><br>and",
        '<a href="http://localhost/roads/gritting/">a page</a>, a secret page, a staff article, ',
        "<li>One<ol><li>Within &amp; in order</li></ol></li>",
        "Do not stand in the road.",
        "Who mends a road?",
        'alt="A road" width="64" height="48"',
    ):
        assert words in page
    assert "staff note" not in page and "plans" not in page
    assert (tmp_path / "style.css").is_file()
