"""A queue's list: paging, filtering, and what it costs."""

import html
import re

import pytest

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
        {"before": "nonsense"},
        {"before": "_"},
        {"before": "2026-01-01T00:00:00+00:00_"},
        {"before": "2026-01-01T00:00:00+00:00_nonsense"},
        {"before": f"nonsense_{SOME_ID}"},
        {"before": f"2026-01-01T00:00:00 00:00_{SOME_ID}"},
        {"before": f"2026-01-01_{SOME_ID}"},
        {"before": f"2026-01-01T00:00:00_{SOME_ID}"},
        {"before": f"0001-01-01T00:00:00_{SOME_ID}"},
        {"before": f"0001-01-01T00:00:00+14:00_{SOME_ID}"},
        {"before": f"9999-12-31T23:59:59_{SOME_ID}"},
        {"before": f"9999-12-31T23:59:59-14:00_{SOME_ID}"},
        {"before": f"1999-12-31T00:00:00+00:00_{SOME_ID}"},
        {"before": f"2026-01-01T00:00:00+00:00_{SOME_ID * 200}"},
        {"before": "9" * 5000},
        {"state": "nonsense"},
        {"state": "awaiting-payment"},
        {"state": ""},
    ],
    ids=lambda query: str(query)[:60],
)
def test_a_query_that_makes_no_sense_does_not_crash(report, officer, query):
    assert officer.get(QUEUE, query).status_code == 200


def test_a_state_that_is_none_shows_the_unfinished(report, officer):
    assert references(officer.get(f"{QUEUE}?state=nonsense")) == [report.reference]


def test_a_full_page_costs_no_more_than_fifteen_queries(
    report, fill_queue, officer, django_assert_max_num_queries
):
    fill_queue(60)
    with django_assert_max_num_queries(15):
        assert len(references(officer.get(QUEUE))) == 50
    with django_assert_max_num_queries(15):
        officer.get("/workplace/")
