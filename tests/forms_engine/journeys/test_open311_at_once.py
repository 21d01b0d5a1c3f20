"""The same report posted twice at the same moment."""

from forms_engine.requests.models import Request
from tests.at_once import at_once
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.open311_client import App


def test_posted_at_the_same_moment_it_is_one(committing_db, monkeypatch):
    open_council()
    app = App()

    def report():
        return app.report(**{"attribute[external_id]": "7"})

    answers = at_once(monkeypatch, "forms_engine.journeys.open311.filing.services.submit", report, report)
    assert sorted(answer.status_code for answer in answers) == [200, 201]
    assert answers[0].json() == answers[1].json()
    assert Request.objects.count() == 1


def test_posts_at_the_same_moment_count_against_the_keys_limit(committing_db, monkeypatch):
    open_council()
    app = App(per_hour=1)
    posts = [lambda number=number: app.report(**{"attribute[external_id]": str(number)}) for number in (1, 2)]
    answers = at_once(monkeypatch, "forms_engine.journeys.open311.filing.services.submit", *posts)
    assert sorted(answer.status_code for answer in answers) == [201, 429]
    assert Request.objects.count() == 1
