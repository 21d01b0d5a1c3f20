"""A journey of three pages, and what a browser without JavaScript does with it."""

import re

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.journeys import tasks
from forms_engine.journeys.offer import publish
from forms_engine.notices.models import Notice

START = "/journeys/hire-a-skip/"
PAGES = {
    "about-you": {"name": "Ann Archer", "reply-to": ""},
    "notes": {"note": "", "day_day": "", "day_month": "", "day_year": ""},
    "size": {"size": "small"},
}


def text(english, **others):
    """A text of a definition."""
    return {"en": english, **others}


def question(key, kind, label=None, **parts):
    """A question block."""
    return {"key": key, "type": kind, "label": text(label or key.title()), **parts}


def skip_journey(**changes):
    """The document: a required name and an optional address; two optional questions; a required choice."""
    options = [{"key": key, "label": text(key.title())} for key in ("small", "large")]
    return {
        "format": "guildhall-journey/1",
        "slug": "hire-a-skip",
        "kind": "apply",
        "title": text("Hire a skip", cy="Llogi sgip"),
        "service": "highways-maintenance",
        "routes": ["highways"],
        "retention_days": 365,
        "purpose": text("To bring you a skip."),
        "lawful_basis": "Public task",
        "pages": [
            {
                "key": "about-you",
                "title": text("About you"),
                "blocks": [question("name", "short_text"), question("reply-to", "email", required=False)],
            },
            {
                "key": "notes",
                "title": text("Notes"),
                "blocks": [
                    question("note", "long_text", required=False),
                    question("day", "date", required=False),
                ],
            },
            {
                "key": "size",
                "title": text("Size"),
                "blocks": [question("size", "radios", options=options)],
            },
        ],
        **changes,
    }


def publish_skip(**changes):
    """Publish it, changed or not; answers the version."""
    return publish(skip_journey(**changes))


def send(browser, page, data=None, start=START, **options):
    """Post one page, with usual answers where none are given."""
    return browser.post(
        f"{start}{page}/", {"wizard-current_step": page, **(PAGES[page] if data is None else data)}, **options
    )


def save(browser, page, data=None, start=START, way="1"):
    """Press "Save and come back later" on a page."""
    return send(browser, page, {**(PAGES[page] if data is None else data), "save_for_later": way}, start)


def walk(browser, upto="", start=START):
    """From the start to a page, or to check-your-answers."""
    answer = browser.post(start)
    for page in PAGES:
        if page == upto:
            break
        answer = send(browser, page, start=start)
        assert answer.status_code == 302, answer.content.decode()
    return answer


def main_of(answer):
    """What stands between <main> and </main>."""
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def the_worker_works():
    """What the worker does with everything that was asked of it about drafts."""
    for task in (tasks.send_code, tasks.send_links, tasks.move_drafts):
        for job in list(ProcrastinateJob.objects.filter(task_name=task.name, status="todo")):
            task(**job.args)
            with connection.cursor() as cursor:
                cursor.execute("update procrastinate_jobs set status = 'succeeded' where id = %s", [job.id])


def newest_letter(subject):
    """The last email of that kind."""
    return Notice.objects.filter(subject=subject).latest("created_at")


def link_in(letter):
    """The path of the (first) link in an email."""
    return re.search(r"https?://[^/\s]+(\S+)", letter.body)[1]


def code_in(letter):
    """The code in an email."""
    return re.search(r"\b\d{3} \d{3}\b", letter.body)[0]
