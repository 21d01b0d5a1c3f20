"""evaluate() against a second, plain reading of the language, over any definition and any answers, hostile ones too."""

import copy
from datetime import date
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forms_engine.definition.parse import parse_definition
from forms_engine.runtime.evaluate import evaluate
from forms_engine.runtime.rehearsal.goals import Planner
from forms_engine.runtime.rehearsal.wrong import wrong_answers
from tests.examples import examples
from tests.forms_engine.definition.strategies import definitions
from tests.forms_engine.runtime.oracle import Oracle

TODAYS = st.sampled_from([date(2026, 11, 22), date(2024, 2, 29), date(2027, 1, 31)])

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["a\x00", "\ud800", "yes"]),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=4), parts, max_size=3),
    max_leaves=6,
)


@st.composite
def journeys(draw):
    """A document, its definition, a day, and answers: mostly valid, some wrong, some of no kind at all."""
    document, today = draw(definitions()), draw(TODAYS)
    definition = parse_definition(document)
    random = Random(draw(st.integers(0, 10**6)))
    planner = Planner(definition, today, random)

    def answer(question):
        chance = random.random()
        valid = planner.answers(question.key)
        if chance < 0.7 and valid:
            return random.choice(valid)
        return random.choice(list(wrong_answers(question, today))) if chance < 0.85 else None

    answers = {
        question.key: answer(question)
        for page in definition.all_pages
        for question in page.questions
        if question.key not in definition.group_of
    }
    for key, group in definition.groups.items():
        answers[key] = [
            {question.key: answer(question) for question in group.questions}
            for _ in range(random.randint(0, group.max + 1))
        ]
    for key in draw(st.lists(st.sampled_from(sorted(answers) or ["none"]), max_size=2)):
        answers[key] = draw(junk)
    answers["nobody-asked"] = draw(junk)
    return document, definition, today, answers


def seen(evaluation):
    """What an evaluation says, in plain values."""
    return (
        [
            (
                state.step,
                [question.key for question in state.questions],
                list(dict.fromkeys(problem.question for problem in state.problems)),
            )
            for state in evaluation.path
        ],
        evaluation.answers,
        [(line.key, line.amount_pence) for line in evaluation.fee_lines],
        list(evaluation.routes),
        evaluation.booking is not None,
    )


@settings(max_examples=examples(40), deadline=None)
@given(journeys())
def test_path_counted_answers_fees_routes_and_booking_are_as_the_language_says(journey):
    document, definition, today, answers = journey
    oracle = Oracle(document, definition, answers, today)
    path, counted = oracle.walk()
    stopped = [tuple(step) for step in oracle.stopped(path)]
    expected = (stopped, counted, oracle.fees(), oracle.routes(), oracle.books())
    assert seen(evaluate(definition, answers, today)) == expected


@settings(max_examples=examples(12), deadline=None)
@given(journeys())
def test_evaluating_what_counts_again_gives_the_same(journey):
    _document, definition, today, answers = journey
    once = evaluate(definition, answers, today)
    again = evaluate(definition, once.answers, today)
    assert again.answers == once.answers
    assert again.fee_lines == once.fee_lines
    assert [state.step for state in again.path] == [state.step for state in once.path]


@settings(max_examples=examples(12), deadline=None)
@given(journeys(), st.randoms(use_true_random=False))
def test_the_order_in_which_conditions_and_answers_are_declared_never_matters(journey, random):
    document, definition, today, answers = journey
    shuffled = copy.deepcopy(document)
    conditions = list(shuffled["conditions"].items())
    random.shuffle(conditions)
    shuffled["conditions"] = dict(conditions)
    turned = dict(reversed(answers.items()))
    assert seen(evaluate(parse_definition(shuffled), turned, today)) == seen(
        evaluate(definition, answers, today)
    )


@settings(max_examples=examples(12), deadline=None)
@given(journeys(), st.data())
def test_answers_that_are_not_asked_for_count_for_nothing(journey, data):
    """Whatever is put where nothing is asked: path, problems, fees and what counts stay as they are."""
    _document, definition, today, answers = journey
    before = evaluate(definition, answers, today)
    asked = {question.key for state in before.path for question in state.questions}
    groups = {state.group.key for state in before.path if state.group}
    left = sorted(
        (set(definition.questions_by_key) - asked - set(definition.group_of))
        | (set(definition.groups) - groups)
    )
    assume(left)
    other = {**answers, **{key: data.draw(junk) for key in left}}
    assert seen(evaluate(definition, other, today)) == seen(before)


@settings(max_examples=examples(12), deadline=None)
@given(definitions(), st.dictionaries(st.text(max_size=5), junk, max_size=4), st.data())
def test_no_answers_whatever_make_it_raise(document, answers, data):
    definition = parse_definition(document)
    for key in [*definition.questions_by_key, *definition.groups]:
        answers[key] = data.draw(junk)
    found = evaluate(definition, answers, date(2026, 11, 22))
    assert found.path or all(part.show_when for part in definition.pages)
    for state in found.path:
        assert found.state_of(state.step) is state


yes_no = [
    {"key": f"q{number}", "type": "yes_no", "label": {"en": "Q"}, "required": False} for number in range(3)
]
rows = st.lists(
    st.builds(
        lambda keys, answers, word, pence: {
            "when": {
                word: [{"question": key, "is": answer} for key, answer in zip(keys, answers, strict=False)]
            },
            "amount_pence": pence,
        },
        st.lists(st.sampled_from(["q0", "q1", "q2"]), min_size=1, max_size=3),
        st.lists(st.sampled_from(["yes", "no"]), min_size=3, max_size=3),
        st.sampled_from(["all", "any"]),
        st.integers(0, 9_000),
    ),
    min_size=2,
    max_size=5,
)


@settings(max_examples=examples(50), deadline=None)
@given(
    rows,
    st.booleans(),
    st.fixed_dictionaries({f"q{n}": st.sampled_from(["yes", "no", None]) for n in range(3)}),
)
def test_the_most_specific_row_of_a_fee_wins_and_of_equals_the_first(table, has_default, answers):
    if has_default:
        table = [{"amount_pence": 77}, *table]
    fee = {"key": "fee", "label": {"en": "Fee"}, "ledger_code": "l", "vat_code": "v", "rows": table}
    document = {
        "format": "guildhall-journey/1",
        "slug": "j",
        "kind": "pay",
        "title": {"en": "J"},
        "routes": ["r"],
        "conditions": {},
        "pages": [{"key": "p", "title": {"en": "P"}, "blocks": yes_no}],
        "fees": [fee],
    }
    definition, today = parse_definition(document), date(2026, 11, 22)
    lines = evaluate(definition, answers, today).fee_lines
    assert [(line.key, line.amount_pence) for line in lines] == Oracle(
        document, definition, answers, today
    ).fees()
