"""A queue's list: paging, filtering, and what it costs."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_engine.requests.models import Request
from forms_engine.requests.states import RequestState

pytestmark = pytest.mark.django_db

QUEUE = "/workplace/queues/highways/"


def references(answer):
    return re.findall(r'href="/workplace/requests/([^/]+)/"', answer.content.decode())


def older(answer):
    """Where "Older requests" leads, or None where there is no such link."""
    link = re.search(r'href="([^"]+)">Older requests', answer.content.decode())
    return QUEUE + html.unescape(link[1]) if link else None


def all_pages(browser, path):
    pages = []
    while path and len(pages) < 10:
        answer = browser.get(path)
        assert answer.status_code == 200
        pages.append(references(answer))
        path = older(answer)
    return pages


def test_older_requests_lead_to_the_rest_without_repeats(report, fill_queue, officer):
    everything = {report.reference, *fill_queue(123)}
    pages = all_pages(officer, QUEUE)
    assert [len(page) for page in pages] == [50, 50, 24]
    listed = [reference for page in pages for reference in page]
    assert len(set(listed)) == 124 and set(listed) == everything
    received = [Request.objects.get(reference=reference).received_at for reference in listed]
    assert received == sorted(received, reverse=True)


def test_what_fits_one_page_leads_no_further(report, fill_queue, officer):
    fill_queue(49)
    assert [len(page) for page in all_pages(officer, QUEUE)] == [50]


def test_a_new_request_while_somebody_reads_on_repeats_nothing(report, fill_queue, send_report, officer):
    fill_queue(59)
    first = officer.get(QUEUE)
    new = send_report()
    rest = references(officer.get(older(first)))
    assert len(rest) == 10 and not {new.reference, *references(first)} & set(rest)


def test_the_list_shows_what_is_unfinished_or_one_state(report, fill_queue, officer):
    by_state = {
        "received": {report.reference, *fill_queue(3)},
        "in-progress": fill_queue(2, state=RequestState.IN_PROGRESS),
        "resolved": fill_queue(4, state=RequestState.RESOLVED),
    }
    assert set(references(officer.get(QUEUE))) == by_state["received"] | by_state["in-progress"]
    for state, wanted in by_state.items():
        assert set(references(officer.get(f"{QUEUE}?state={state}"))) == wanted
    page_of_queues = officer.get("/workplace/")
    counts = {queue.slug: count for queue, count in page_of_queues.context["queues"]}
    assert counts["highways"] == 6


def test_the_filter_stays_while_paging(report, fill_queue, officer):
    resolved = fill_queue(70, state=RequestState.RESOLVED)
    fill_queue(5)
    pages = all_pages(officer, f"{QUEUE}?state=resolved")
    assert [len(page) for page in pages] == [50, 20]
    assert {reference for page in pages for reference in page} == resolved


SOME_ID = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize(
    "query",
    [
        {"after": "nonsense"},
        {"after": "_"},
        {"after": "2026-01-01T00:00:00+00:00_"},
        {"after": "2026-01-01T00:00:00+00:00_nonsense"},
        {"after": f"nonsense_{SOME_ID}"},
        {"after": f"2026-01-01T00:00:00 00:00_{SOME_ID}"},
        {"after": f"2026-01-01_{SOME_ID}"},
        {"after": f"2026-01-01T00:00:00_{SOME_ID}"},
        {"after": f"0001-01-01T00:00:00_{SOME_ID}"},
        {"after": f"0001-01-01T00:00:00+14:00_{SOME_ID}"},
        {"after": f"9999-12-31T23:59:59_{SOME_ID}"},
        {"after": f"9999-12-31T23:59:59-14:00_{SOME_ID}"},
        {"after": f"1999-12-31T00:00:00+00:00_{SOME_ID}"},
        {"after": f"2026-01-01T00:00:00+00:00_{SOME_ID * 200}"},
        {"after": "9" * 5000},
        {"sort": "due", "after": f"2026-01-01T00:00:00+00:00_{SOME_ID}"},
        {"sort": "due", "after": f"undated_2026-01-01T00:00:00+00:00_{SOME_ID}"},
        {"sort": "due", "after": f"2026-02-31_2026-01-01T00:00:00+00:00_{SOME_ID}"},
        {"sort": "due", "after": f"0001-01-01_2026-01-01T00:00:00+00:00_{SOME_ID}"},
        {"sort": "due", "after": "__"},
        {"state": "nonsense"},
        {"whose": "nobody-there"},
        {"whose": SOME_ID},
        {"ward": "’", "service": "x" * 300, "channel": "x" * 9999, "language": "%00"},
        {"since": "2026-02-31", "until": "nonsense"},
        {"since": "9999-12-31", "until": "0001-01-01"},
        {"since": "2199-12-31", "until": "2200-12-31"},
        {"state": "awaiting-payment"},
        {"state": ""},
    ],
    ids=lambda query: str(query)[:60],
)
def test_a_query_that_makes_no_sense_does_not_crash(report, officer, query):
    assert officer.get(QUEUE, query).status_code == 200


def test_a_state_that_is_none_shows_the_unfinished(report, officer):
    assert references(officer.get(f"{QUEUE}?state=nonsense")) == [report.reference]


def queries_of(officer, path, connection):
    with CaptureQueriesContext(connection) as asked:
        assert officer.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "path",
    [
        QUEUE,
        f"{QUEUE}?sort=due",
        f"{QUEUE}?state=resolved&channel=phone",
        f"{QUEUE}?whose=mine&unread=1&urgent=1",
        "/workplace/everything/",
        "/workplace/everything/?sort=due",
        "/workplace/",
    ],
)
def test_a_page_costs_the_same_queries_however_many_rows_it_shows(report, fill_queue, officer, path):
    fill_queue(1)
    fill_queue(1, state=RequestState.RESOLVED, channel="phone")
    officer.get(path)
    few = queries_of(officer, path, connection)
    fill_queue(60)
    fill_queue(60, state=RequestState.RESOLVED, channel="phone")
    assert queries_of(officer, path, connection) <= few <= 30
