"""Reasoning is sound: what it calls impossible never happens, and what it calls possible does, with its answers."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_engine.definition.document import DateBound
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.reasoning.days import in_order, surely_before
from forms_engine.definition.reasoning.outline import END, Outline
from forms_engine.definition.reasoning.search import Answerable, Reasoner, Wish
from forms_engine.runtime.conditions import holds
from forms_engine.runtime.dates import resolve
from forms_engine.runtime.rehearsal.goals import Plan, Planner
from forms_engine.runtime.rehearsal.resident import Clock, items_wanted, walk
from tests.examples import examples
from tests.forms_engine.definition.strategies import bounds, definitions

TODAY = date(2026, 11, 22)


def walked(definition, planner, random, plan=None):
    """A walk with valid answers: those of the plan, and chance."""
    plan = plan or Plan(items={key: random.randint(0, 4) for key in definition.groups})

    def choose(question, item):
        optional = not question.required or question.type == "hidden"
        if item <= 1 and question.key in plan.answers:
            return plan.answers[question.key]
        if item <= 1 and question.key in plan.left_out and optional:
            return None
        answers = planner.answers(question.key)
        if optional and random.random() < 0.3:
            return None
        return random.choice(answers) if answers else None

    return walk(Clock(definition, TODAY), choose, items_wanted(definition, plan.items))


@settings(max_examples=examples(12), deadline=None)
@given(definitions(), st.integers(0, 10**6))
def test_nobody_ever_sees_what_is_called_unreachable(document, seed):
    definition, random = parse_definition(document), Random(seed)
    reasoner, planner = Reasoner(Outline(definition)), Planner(definition, TODAY, random)
    for _ in range(8):
        taken = walked(definition, planner, random)
        reached = taken.evaluation.reachable
        for state in reached:
            if state.is_list:
                continue
            number = definition.all_pages.index(state.page)
            assert reasoner.page_is_reached(number).outcome is not Answerable.NEVER
            for index, block in enumerate(state.page.blocks):
                shown = any(block is one for one in state.blocks)
                assert reasoner.block_is_shown(number, index, shown).outcome is not Answerable.NEVER
        if taken.ended != "sent":
            continue
        assert reasoner.end_is_reached().outcome is not Answerable.NEVER
        for condition in definition.conditions.values():
            is_true = holds(condition, definition, taken.evaluation.answers, TODAY)
            assert reasoner.can_be([Wish(condition, END, is_true)]).outcome is not Answerable.NEVER


@settings(max_examples=examples(12), deadline=None)
@given(definitions(), st.integers(0, 10**6))
def test_what_is_called_possible_is_done_with_the_answers_found(document, seed):
    definition, random = parse_definition(document), Random(seed)
    planner = Planner(definition, TODAY, random)
    for number, page in enumerate(definition.all_pages):
        found = planner.reasoner.page_is_reached(number)
        if found.outcome is Answerable.CAN:
            taken = walked(definition, planner, random, planner.to_page(number))
            assert page.key in taken.pages
    for condition in definition.conditions.values():
        if definition.questions_behind(condition) & set(definition.group_of):
            continue
        for wanted in (True, False):
            found = planner.reasoner.can_be([Wish(condition, END, wanted)])
            if found.outcome is Answerable.CAN:
                taken = walked(definition, planner, random, planner.to_truth(condition, wanted))
                assert holds(condition, definition, taken.evaluation.answers, TODAY) is wanted


def bound(value):
    return DateBound(date=value) if isinstance(value, str) else DateBound(**value)


@settings(max_examples=examples(100))
@given(st.lists(bounds().map(bound), min_size=2, max_size=4), st.dates(date(1990, 1, 1), date(2130, 12, 31)))
def test_the_order_of_days_is_the_same_on_every_day(days, today):
    order = in_order(days)
    if order is not None:
        resolved = [resolve(one, today) for one in order]
        assert resolved == sorted(set(resolved))
    first, second = days[:2]
    if surely_before(first, second):
        assert resolve(first, today) < resolve(second, today)


def test_months_that_differ_in_length_are_not_put_in_order_with_days():
    assert in_order([DateBound(months=1), DateBound(days=30)]) is None
    assert surely_before(DateBound(years=-18), DateBound(years=-17))
    assert not surely_before(DateBound(date="2026-01-01"), DateBound(days=0))
    assert (resolve(DateBound(months=1), date(2026, 1, 31)) - date(2026, 1, 31)) < timedelta(30)


def journey(*pages, conditions=None):
    return Outline(
        parse_definition(
            {
                "format": "guildhall-journey/1",
                "slug": "j",
                "kind": "apply",
                "title": {"en": "J"},
                "pages": list(pages),
                "conditions": conditions or {},
            }
        )
    )


def page(key, *blocks, **parts):
    return {"key": key, "title": {"en": key}, "blocks": list(blocks), **parts}


def ask(key, kind="yes_no", **parts):
    return {"key": key, "type": kind, "label": {"en": key}, **parts}


def is_(key, value):
    return {"question": key, "is": value}


@pytest.mark.parametrize(
    ("show_when", "outcome"),
    [
        ({"all": [is_("a", "yes"), is_("a", "no")]}, Answerable.NEVER),
        ({"all": [is_("a", "yes"), {"not": is_("a", "no")}]}, Answerable.CAN),
        ({"question": "a", "answered": False}, Answerable.NEVER),  # it has to be answered
        ({"question": "age", "less_than": 18}, Answerable.NEVER),  # the least is 18
        ({"all": [{"question": "age", "greater_than": 40}, {"question": "age", "less_than": 41}]}, Answerable.NEVER),
        ({"all": [{"question": "age", "at_least": 40}, {"question": "age", "less_than": 41}]}, Answerable.CAN),
        ({"all": [{"question": "sizes", "contains": "none"}, {"question": "sizes", "contains": "big"}]}, Answerable.NEVER),
        ({"question": "sizes", "at_least": 3}, Answerable.NEVER),
        ({"all": [{"question": "born", "after": {"years": -3}}, {"question": "born", "before": {"years": -18}}]}, Answerable.NEVER),
        ({"question": "born", "after": {"days": 0}}, Answerable.NEVER),
        ({"question": "born", "between": [{"years": -30}, {"years": -20}]}, Answerable.CAN),
        ({"all": [{"question": "name", "is": "Ann"}, {"question": "name", "is": "Ben"}]}, Answerable.NEVER),
        # What a pattern takes is not worked out: it may be.
        ({"question": "name", "matches": "[0-9]+"}, Answerable.UNKNOWN),
        ({"any": []}, Answerable.NEVER),
    ],
)  # fmt: skip
def test_what_can_be_answered_is_worked_out_from_the_limits_of_the_questions(show_when, outcome):
    options = [{"key": key, "label": {"en": key}} for key in ("small", "big")]
    outline = journey(
        page(
            "first",
            ask("a"),
            ask("age", "number", min=18, max=100),
            ask(
                "sizes",
                "checkboxes",
                options=[*options, {"key": "none", "label": {"en": "None"}, "exclusive": True}],
            ),
            ask("born", "date", latest={"days": 0}),
            ask("name", "short_text"),
        ),
        page("second", show_when=show_when),
    )
    assert Reasoner(outline).page_is_reached(1).outcome is outcome


def test_pages_before_decide_what_can_be_answered():
    outline = journey(
        page("first", ask("lives-here")),
        page("elsewhere", exit=True, show_when=is_("lives-here", "no")),
        page("age", ask("adult"), show_when=is_("lives-here", "yes")),
        page("for-others", show_when=is_("lives-here", "no")),
        page("not-asked", show_when={"question": "adult", "answered": False}),
        page("children", show_when=is_("adult", "no")),
    )
    reasoner = Reasoner(outline)
    outcomes = [reasoner.page_is_reached(number).outcome for number in range(6)]
    assert outcomes == [
        Answerable.CAN,
        Answerable.CAN,
        Answerable.CAN,
        Answerable.NEVER,
        Answerable.NEVER,
        Answerable.CAN,
    ]
    assert reasoner.end_is_reached().outcome is Answerable.CAN


def test_a_puzzle_that_would_take_too_long_is_left_alone():
    """Eight pigeons do not fit into seven holes, which takes very long to find out by trying."""
    holes = [{"key": f"h{hole}", "label": {"en": str(hole)}} for hole in range(9)]
    pigeons = [ask(f"p{number}", "radios", options=holes) for number in range(10)]
    apart = [
        {"not": {"all": [is_(f"p{one}", f"h{hole}"), is_(f"p{other}", f"h{hole}")]}}
        for hole in range(9)
        for one in range(10)
        for other in range(one)
    ]
    outline = journey(
        page("first", *pigeons),
        page("second", show_when={"condition": "apart"}),
        conditions={"apart": {"all": apart}},
    )
    reasoner = Reasoner(outline)
    assert reasoner.page_is_reached(1).outcome is Answerable.UNKNOWN
    assert reasoner.steps_left > 0
