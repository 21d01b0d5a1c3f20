"""Seeing a draft as a resident: preview, trying it, rehearsing it."""

from forms_engine.editor.services import create_draft
from forms_engine.journeys.models import Submission
from forms_engine.requests.models import Request
from tests.forms_engine.editor.editing.journeys import permit
from tests.forms_engine.editor.editing.walking import text, url


def test_a_preview_is_the_residents_page_of_the_editors_host(browser, draft):
    shown = browser.get(url(draft, "preview", address="kind")).content.decode()
    assert "gh-theme-public" in shown and "Year" in shown and "Continue" in shown
    assert "Bea Builder" not in shown
    wrong = text(browser.get(url(draft, "preview", address="kind") + "?errors=1"))
    assert "There is a problem" in wrong
    right = text(browser.post(url(draft, "preview", address="kind"), {"permit": "year"}))
    assert "would be accepted" in right


def test_a_preview_in_welsh(browser, draft):
    assert "Parhau" in text(browser.get(url(draft, "preview", address="kind") + "?language=cy"))


def test_a_draft_is_tried_to_its_end_and_nothing_is_stored(browser, draft):
    given = {
        "where": {"lives-here": "yes"},
        "you": {
            "full-name": "Ann Archer", "email": "ann@example.com", "address_line1": "1 Mill Lane",
            "address_town": "Thornbeck", "address_postcode": "ZZ2 2BB",
        },
        "how-many": {"cars": "1"},
        "vehicles/1/vehicle": {"plate": "AB12 CDE", "fuel": "electric"},
        "kind": {"permit": "year"},
    }  # fmt: skip
    at = browser.get(url(draft, "try")).url
    while not at.endswith("/done/"):
        step = at.partition("/try/")[2].strip("/")
        answer = browser.post(at, given.get(step, {}))
        assert answer.status_code == 302, (step, text(answer))
        at = answer.url
    shown = text(browser.get(at))
    assert "Ann Archer" in shown and "£30" in shown and "nothing was sent" in shown
    assert not Submission.objects.exists() and not Request.objects.exists()


def test_a_draft_with_errors_is_not_tried(browser, builder):
    broken = permit()
    broken["pages"][5]["show_when"] = {"question": "gone", "is": "x"}
    draft = create_draft(broken, user=builder)
    assert "Mend what is listed" in text(browser.get(url(draft, "try"), follow=True))


def test_a_rehearsal_reports(browser, draft):
    shown = text(browser.post(url(draft, "rehearse")))
    assert "Ways through" in shown and "ended early" in shown
