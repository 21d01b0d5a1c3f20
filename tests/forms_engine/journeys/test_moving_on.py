"""A withdrawn version's drafts move on to the live one: what still fits is kept, and its owner is told once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audiences.principal import Principal
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.definition.parse import parse_definition
from forms_engine.journeys import moving_on, services, tasks
from forms_engine.journeys.models import DraftMove, Submission
from tests.factories import client
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import (
    START,
    main_of,
    publish_skip,
    question,
    save,
    send,
    skip_journey,
    text,
    walk,
)

TOLD = "We have changed these questions since you started"


@pytest.fixture
def council(db):
    open_council()


def options(*keys):
    return [{"key": key, "label": text(key)} for key in keys]


def one_page(*blocks):
    return [{"key": "page", "title": text("Page"), "blocks": list(blocks)}]


def definition(*blocks, **changes):
    return parse_definition(skip_journey(pages=one_page(*blocks), **changes))


def withdraw(version):
    JourneyVersion.objects.filter(pk=version.pk).update(withdrawn_at=timezone.now())
    version.refresh_from_db()
    return version


def second_version():
    """The same questions in another order, with one gone, one new, and one size fewer."""
    pages = skip_journey()["pages"]
    pages[1]["blocks"] = [question("phone", "phone")]
    pages[2]["blocks"][0]["options"] = options("small", "huge")
    return publish_skip(pages=[pages[2], pages[0], pages[1]])


@pytest.mark.parametrize(
    ("before", "after", "answer", "kept"),
    [
        (("short_text", {}), ("short_text", {}), "Ann", "Ann"),
        (("short_text", {}), ("long_text", {}), "Ann", "Ann"),
        (("short_text", {}), ("number", {}), "7", None),
        (("money", {}), ("number", {}), 700, None),
        (("date", {}), ("month_year", {}), "2027-02-03", None),
        (("radios", {"options": options("a", "b")}), ("select", {"options": options("b", "c")}), "b", "b"),
        (("radios", {"options": options("a", "b")}), ("radios", {"options": options("b", "c")}), "a", None),
        (("yes_no", {}), ("radios", {"options": options("yes", "no", "unsure")}), "yes", "yes"),
        (
            ("checkboxes", {"options": options("a", "b", "c")}),
            ("checkboxes", {"options": options("b", "c", "d")}),
            ["a", "c"],
            ["c"],
        ),
        (("email", {}), ("email", {}), "half@", "half@"),
    ],
)
def test_an_answer_goes_along_where_it_means_the_same(before, after, answer, kept):
    old, new = (definition(question("q", kind, **parts)) for kind, parts in (before, after))
    answers, dropped = moving_on.matching_answers({"q": answer}, old, new)
    assert answers == ({} if kept is None else {"q": kept}) and dropped == (kept is None)


def test_items_of_a_group_go_along_item_by_item_and_nothing_goes_in_or_out_of_one():
    def grouped(*blocks, outside=()):
        group = {
            "key": "children",
            "title": text("Children"),
            "item": text("Child"),
            "pages": one_page(*blocks),
        }
        pages = [group]
        if outside:
            pages.append({"key": "outside", "title": text("Outside"), "blocks": list(outside)})
        return parse_definition(skip_journey(pages=pages))

    old = grouped(
        question("name", "short_text"), question("age", "number"), outside=[question("town", "short_text")]
    )
    new = grouped(question("name", "short_text"), question("town", "short_text"))
    given = {"children": [{"name": "Ann", "age": 7}, {}, {"name": "Ben"}], "town": "Thornbeck"}
    answers, dropped = moving_on.matching_answers(given, old, new)
    assert answers == {"children": [{"name": "Ann"}, {}, {"name": "Ben"}]} and dropped == 2


@given(
    answers=st.dictionaries(
        st.sampled_from(["a", "b", "c", "gone"]), st.text(max_size=5) | st.integers() | st.none()
    )
)
def test_to_the_same_questions_everything_goes_along_and_nothing_is_invented(answers):
    same = definition(question("a", "short_text"), question("b", "long_text"), question("c", "email"))
    kept, dropped = moving_on.matching_answers(answers, same, same)
    blank = {key for key, answer in answers.items() if answer is None or not str(answer).strip()}
    assert kept == {key: answer for key, answer in answers.items() if key != "gone" and key not in blank}
    assert dropped == 0


def test_the_drafts_move_and_are_judged_by_the_new_version(council):
    old = publish_skip()
    browser = client()
    walk(browser)
    new = second_version()
    assert moving_on.move_drafts(withdraw(old)) == 1
    assert moving_on.move_drafts(old) == 0
    draft = Submission.objects.get()
    assert draft.version == new
    assert draft.answers == {"name": "Ann Archer", "size": "small"}
    assert browser.get(f"{START}check/")["Location"] == f"{START}notes/", (
        "the new question has to be answered"
    )


def test_its_owner_is_told_once_on_the_next_page(council):
    old = publish_skip()
    browser = client()
    walk(browser, upto="size")
    send(browser, "notes", {"note": "There will be no such question"})
    second_version()
    moving_on.move_drafts(withdraw(old))
    page = main_of(browser.get(f"{START}size/"))
    assert TOLD in page and "Some no longer do" in page
    assert TOLD not in main_of(browser.get(f"{START}size/"))
    assert DraftMove.objects.get().told_at is not None


def test_a_page_that_was_open_meanwhile_is_not_lost_and_leads_on(council):
    old = publish_skip()
    browser = client()
    walk(browser, upto="notes")
    second_version()
    moving_on.move_drafts(withdraw(old))
    answer = send(browser, "about-you", {"name": "Ann A. Archer", "reply-to": ""})
    assert answer["Location"] == f"{START}size/"
    assert TOLD in main_of(browser.get(answer["Location"]))
    assert save(browser, "size", {"size": "huge"}).status_code == 302


def test_who_opens_a_page_before_the_worker_comes_is_moved_on_at_once(council):
    old = publish_skip()
    browser = client()
    walk(browser, upto="notes")
    new = second_version()
    withdraw(old)
    assert TOLD in main_of(browser.get(f"{START}size/"))
    assert Submission.objects.get().version == new


def test_moving_twice_tells_twice_and_once_told_counts_anew(council):
    browser = client()
    first = publish_skip()
    walk(browser, upto="notes")
    second = second_version()
    moving_on.move_drafts(withdraw(first))
    assert TOLD in main_of(browser.get(f"{START}size/"))
    publish_skip(title=text("A third"))
    moving_on.move_drafts(withdraw(second))
    assert TOLD in main_of(browser.get(f"{START}size/"))
    assert DraftMove.objects.get().from_version == second


def test_what_was_sent_stays_on_its_version_and_a_live_version_moves_nobody(council):
    old = publish_skip()
    browser = client()
    walk(browser)
    browser.post(f"{START}check/")
    second_version()
    with pytest.raises(ValueError, match="withdrawn"):
        moving_on.move_drafts(old)
    assert moving_on.move_drafts(withdraw(old)) == 0
    assert Submission.objects.get().version == old


def test_with_no_live_version_drafts_wait_and_move_when_there_is_one(council):
    old = publish_skip()
    walk(client(), upto="notes")
    assert moving_on.move_drafts(withdraw(old)) == 0
    new = second_version()
    tasks.move_stranded_drafts(0)
    assert Submission.objects.get().version == new


def test_a_rolled_back_version_takes_drafts_of_the_newer_one(council):
    publish_skip()
    newer = second_version()
    walk_start = client().post(START)
    assert walk_start["Location"] == f"{START}size/"
    moving_on.move_drafts(withdraw(newer))
    assert Submission.objects.get().version.number == 1


def test_moving_does_not_keep_a_draft_alive(council):
    old = publish_skip()
    walk(client(), upto="notes")
    touched = Submission.objects.get().updated_at
    second_version()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        moving_on.move_drafts(withdraw(old))
    assert Submission.objects.get().updated_at == touched


def test_many_are_moved_in_batches(council, monkeypatch):
    monkeypatch.setattr(moving_on, "BATCH", 3)
    old = publish_skip()
    for _ in range(8):
        services.start_submission(Principal.public(), old, language="en")
    second_version()
    withdraw(old)
    tasks.move_drafts(old.pk)
    assert Submission.objects.filter(version=old).count() == 0
