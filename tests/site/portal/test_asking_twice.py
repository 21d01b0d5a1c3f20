"""Clicking "Send me a code" again before the worker came to it. It commits: the queue's own lock is what refuses."""

from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.requests.references import new_reference
from tests.factories import client


def test_asking_again_says_the_same_and_waits_for_one_code(committing_db, send_report):
    report = send_report()
    for reference in [report.reference, new_reference()]:
        path = f"/requests/{reference}/code/"
        typed = f"/requests/{reference.lower().replace('-', '')}/code/"
        browser = client()
        answers = [browser.post(path, {"send": "1"}), browser.post(path, {"send": "1"})]
        assert [answer["Location"] for answer in answers] == [f"{path}?sent"] * 2
        assert browser.post(typed, {"send": "1"})["Location"] == f"{typed}?sent"
        waiting = ProcrastinateJob.objects.filter(args__reference=reference, status="todo")
        assert waiting.count() == 1
