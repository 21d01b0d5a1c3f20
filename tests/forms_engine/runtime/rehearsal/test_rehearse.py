"""The automatic resident reaches what can be reached, finds what is wrong, and says the same for the same seed."""

import json
from datetime import date
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from forms_engine.definition.parse import parse_definition
from forms_engine.definition.patterns import matches
from forms_engine.definition.question_types import QUESTION_TYPES
from forms_engine.runtime import checks
from forms_engine.runtime.rehearsal import rehearse
from forms_engine.runtime.rehearsal.made_up import answers_to
from forms_engine.runtime.rehearsal.pattern_texts import texts_matching
from forms_engine.runtime.rehearsal.wrong import wrong_answers
from tests.examples import examples
from tests.forms_engine.definition.strategies import definitions

TODAY = date(2026, 11, 22)
JOURNEYS = Path(__file__).parents[4] / "content_fixtures" / "journeys"


def text(words):
    return {"en": words}


def ask(key, kind="yes_no", **parts):
    return {"key": key, "type": kind, "label": text(key), **parts}


def page(key, *blocks, **parts):
    return {"key": key, "title": text(key), "blocks": list(blocks), **parts}


def is_(key, value):
    return {"question": key, "is": value}


def journey(*pages, **parts):
    return parse_definition(
        {
            "format": "guildhall-journey/1",
            "slug": "j",
            "kind": "apply",
            "title": text("J"),
            "service": "s",
            "routes": ["r"],
            "retention_days": 1,
            "pages": list(pages),
            **parts,
        }
    )


def missed(report):
    return [one.page for one in report.pages_missed]


@pytest.mark.parametrize("path", sorted(JOURNEYS.glob("*.json")), ids=lambda path: path.stem)
def test_every_page_of_the_demonstration_journeys_is_reached_and_nothing_is_wrong(path):
    definition = parse_definition(json.loads(path.read_text()))
    report = rehearse(definition, today=TODAY)
    assert missed(report) == []
    assert report.defects == ()
    assert report.conditions_open == ()
    # Every wrong answer there is to each question, once; hidden ones nobody types.
    assert report.wrong_refused == report.wrong_tried
    assert report.wrong_tried == sum(
        len(list(wrong_answers(question, TODAY))) for question in definition.questions_by_key.values()
    )
    assert any(taken.ended == "sent" for taken in report.paths)


def needle(number):
    """A page that only one answer in a thousand leads to, and past four others like it."""
    return {"all": [is_(f"code-{n}", f"o{n * 7}") for n in range(number + 1)]}


def test_what_chance_would_never_find_is_aimed_at():
    options = [{"key": f"o{n}", "label": text(str(n))} for n in range(100)]
    pages = []
    for number in range(5):
        shown = {"show_when": needle(number - 1)} if number else {}
        pages.append(page(f"p{number}", ask(f"code-{number}", "select", options=options), **shown))
    ticket = page("ticket", ask("ticket", "short_text", pattern="[A-Z]{2}-[0-9]{6}"), show_when=needle(4))
    born = page("born", ask("born", "date", latest={"days": 0}))
    child = page("child", ask("child"), show_when={"question": "born", "after": {"years": -18}})
    on_the_day = page(
        "birthday",
        ask("birthday"),
        show_when={"question": "born", "between": [{"years": -18}, {"years": -18}]},
    )
    report = rehearse(journey(*pages, ticket, born, child, on_the_day), today=TODAY, paths=40)
    assert missed(report) == []
    assert report.defects == ()


def test_exits_fees_items_and_routes_are_seen():
    report = rehearse(
        journey(
            page("lives-here", ask("lives-here")),
            page("elsewhere", exit=True, show_when=is_("lives-here", "no")),
            {
                "key": "children",
                "title": text("Children"),
                "item": text("Child"),
                "max": 4,
                "pages": [
                    page("child", ask("meals")),
                    page("diet", ask("diet", "short_text"), show_when=is_("meals", "yes")),
                ],
            },
            page("discount", ask("discount"), show_when={"question": "children", "at_least": 3}),
            fees=[
                {
                    "key": "place",
                    "label": text("Place"),
                    "ledger_code": "l",
                    "vat_code": "v",
                    "amount_pence": 1000,
                    "per": "children",
                    "concessions": [
                        {
                            "key": "half",
                            "label": text("Half"),
                            "when": is_("discount", "yes"),
                            "percent_off": 50,
                        }
                    ],
                }
            ],
            routes=["schools", {"route": "kitchen", "when": is_("meals", "yes")}],
        ),
        today=TODAY,
    )
    assert missed(report) == []
    assert report.exits["elsewhere"] > 0
    assert {1000, 2000, 3000, 1500} <= {fee.total_pence for fee in report.fees}
    assert report.fee_range[0] == 1000
    assert 0 < report.routes["kitchen"] < report.routes["schools"]
    assert any("children/2/diet" in taken.steps for taken in report.paths)


def test_a_page_that_cannot_be_reached_is_reported_with_the_reason():
    both = {"all": [is_("first", "yes"), is_("first", "no")]}
    report = rehearse(
        journey(page("one", ask("first")), page("two", ask("second"), show_when=both)), today=TODAY
    )
    assert [(one.page, one.why) for one in report.pages_missed] == [("two", "No answers lead to it.")]
    assert not report.is_sound


def test_a_question_that_nothing_fits_is_a_defect_and_not_a_crash():
    report = rehearse(
        journey(page("one", ask("first", "short_text", pattern="[A-Z]{9}", max_length=3))), today=TODAY
    )
    assert {defect.code for defect in report.defects} == {"valid-refused"}
    assert [taken.ended for taken in report.paths] == ["stuck"]


def test_a_wrong_answer_that_is_taken_is_a_defect(monkeypatch):
    """The check of phone numbers is broken on purpose: the rehearsal has to notice."""
    monkeypatch.setitem(checks._CHECKS, "phone", lambda question, answer, today: iter(()))
    report = rehearse(journey(page("one", ask("first", "email"), ask("phone", "phone"))), today=TODAY)
    assert ("wrong-taken", "phone") in {(defect.code, defect.place) for defect in report.defects}
    assert report.wrong_refused < report.wrong_tried


def test_the_same_seed_gives_the_same_report_and_it_is_json():
    definition = parse_definition(json.loads((JOURNEYS / "apply-for-a-blue-badge.json").read_text()))
    first, second = (rehearse(definition, today=TODAY, seed=7).as_json() for _ in range(2))
    for report in (first, second):
        del report["timing"]
    assert first == second
    assert json.loads(json.dumps(first)) == json.loads(json.dumps(second))


def test_no_more_walks_are_made_than_asked_for():
    definition = parse_definition(json.loads((JOURNEYS / "apply-for-a-blue-badge.json").read_text()))
    assert rehearse(definition, today=TODAY, paths=3).walks == 3


@settings(max_examples=examples(12), deadline=None)
@given(definitions())
def test_any_definition_can_be_rehearsed_and_only_shows_defects_that_are_the_definitions_own(document):
    report = rehearse(parse_definition(document), today=TODAY, paths=25)
    # Generated limits may leave no answer (a latest day before the earliest); nothing else may go wrong.
    assert {defect.code for defect in report.defects} <= {"valid-refused"}
    json.dumps(report.as_json())


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Z]{2}[0-9]{6}",
        r"^\d{3,5}$",
        "(north|south)-[a-z]+",
        r"(?i)ref[ -]?\d+",
        r"[^0-9]{3}x?",
        r"\w+(\.\w+)*@example\.com",
        "[[:upper:]][[:alnum:]]*",
        r"(?P<year>20\d\d)/(?:0[1-9]|1[0-2])",
        r"£?\d{1,3}(,\d{3})*(\.\d\d)?",
        r"[A-Za-z' \-]{1,40}",
    ],
)
def test_texts_are_made_up_for_patterns_people_write(pattern):
    texts = texts_matching(pattern, 0, Random(1))
    assert texts
    assert all(matches(pattern, made) for made in texts)


def test_patterns_that_are_not_understood_give_no_texts():
    assert texts_matching(r"\bword\b", 0, Random(1)) == []
    assert texts_matching("(" * 300, 0, Random(1)) == []
    assert texts_matching("((((a{99}){99}){99}){99})", 0, Random(1)) == []


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_there_are_answers_to_every_type_of_question(kind):
    parts = {"prefill": {"value": "x"}} if kind == "hidden" else {}
    if kind in {"radios", "select", "autocomplete", "checkboxes"}:
        parts["options"] = [
            {"key": "a", "label": text("A")},
            {"key": "b", "label": text("B"), "exclusive": True},
        ]
    question = journey(page("one", ask("first", kind, **parts))).questions_by_key["first"]
    assert answers_to(question, [], TODAY, Random(1))


def test_a_very_long_journey_gets_fewer_walks_and_still_every_page(monkeypatch):
    # A tenth of what it may take, for half as many pages as a very long one has.
    monkeypatch.setattr(import_module("forms_engine.runtime.rehearsal.rehearse"), "MOST_PAGES", 80_000)
    pages = [
        {
            "key": f"page-{n}",
            "title": {"en": f"Page {n}"},
            "blocks": [
                {
                    "key": f"question-{n}",
                    "type": "radios",
                    "label": {"en": f"Question {n}?"},
                    "options": [{"key": key, "label": {"en": key}} for key in "abc"],
                }
            ],
            **({"show_when": {"question": f"question-{n - 1}", "one_of": ["a", "b"]}} if 0 < n <= 40 else {}),
        }
        for n in range(100)
    ]
    document = {
        "format": "guildhall-journey/1",
        "slug": "very-long",
        "kind": "apply",
        "title": {"en": "Very long"},
        "service": "any",
        "routes": ["any"],
        "retention_days": 30,
        "pages": pages,
    }
    report = rehearse(parse_definition(document), today=date(2027, 3, 1))
    assert report.pages_missed == ()
    assert report.defects == ()
    # 200 walks would be 9,700 evaluations.
    assert report.timing.evaluations < 2_000
