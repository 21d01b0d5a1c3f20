"""Paths, fees and what counts, held against a small independent oracle."""

import copy
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from forms_engine.definition.parse import parse_definition
from forms_engine.runtime.evaluate import evaluate
from tests.examples import examples

TODAY = date(2026, 11, 22)


def document(pages, conditions=None, fees=()):
    return {
        "format": "guildhall-journey/1",
        "slug": "j",
        "kind": "apply",
        "title": {"en": "J"},
        "service": "s",
        "routes": ["r"],
        "retention_days": 1,
        "pages": pages,
        "conditions": conditions or {},
        "fees": list(fees),
    }


def page(number, show_when=None, exit=False):
    made = {
        "key": f"p{number}",
        "title": {"en": f"P{number}"},
        "blocks": [] if exit else [{"key": f"q{number}", "type": "yes_no", "label": {"en": f"Q{number}"}}],
        "exit": exit,
    }
    return {**made, "show_when": show_when} if show_when else made


@st.composite
def journeys(draw):
    """Pages of one yes/no question each; a page may depend on named conditions over earlier questions."""
    count = draw(st.integers(1, 6))
    conditions, pages, fees = {}, [], []
    for number in range(count):
        show_when = None
        if number and draw(st.booleans()):
            name = f"c{number}"
            earlier = st.integers(0, number - 1)
            leaf = st.builds(
                lambda q, word, value: {"question": f"q{q}", word: value},
                earlier,
                st.sampled_from(["is", "is_not"]),
                st.sampled_from(["yes", "no"]),
            )
            known = [{"condition": key} for key in conditions]
            tree = st.recursive(
                st.one_of(leaf, *([st.sampled_from(known)] if known else [])),
                lambda parts: st.one_of(
                    st.builds(lambda p: {"all": p}, st.lists(parts, max_size=3)),
                    st.builds(lambda p: {"any": p}, st.lists(parts, max_size=3)),
                    st.builds(lambda p: {"not": p}, parts),
                ),
                max_leaves=4,
            )
            conditions[name] = draw(tree)
            show_when = {"condition": name}
        pages.append(page(number, show_when, exit=bool(number) and draw(st.integers(0, 4)) == 0))
        if draw(st.booleans()):
            fees.append(
                {
                    "key": f"f{number}",
                    "label": {"en": "Fee"},
                    "amount_pence": draw(st.integers(0, 500)),
                    "ledger_code": "L",
                    "vat_code": "V",
                    "when": {"question": f"q{number}", "is": "yes"},
                }
            )
    answers = draw(
        st.dictionaries(st.sampled_from([f"q{n}" for n in range(count)]), st.sampled_from(["yes", "no"]))
    )
    return document(pages, conditions, fees), answers


def oracle(journey, answers):
    """The same question answered another way: over the raw document, by substitution."""

    def true(condition, counted):
        ((word, part),) = [(k, v) for k, v in condition.items() if k != "question"]
        if "question" in condition:
            given = counted.get(condition["question"])
            return given is not None and (given == part if word == "is" else given != part)
        if word == "condition":
            return true(journey["conditions"][part], counted)
        if word == "not":
            return not true(part, counted)
        results = [true(each, counted) for each in part]
        return False not in results if word == "all" else True in results

    path, counted = [], {}
    for each in journey["pages"]:
        if "show_when" not in each or true(each["show_when"], counted):
            path.append(each["key"])
            if each["exit"]:
                break
            key = each["blocks"][0]["key"]
            if key in answers:
                counted[key] = answers[key]
    owed = sum(f["amount_pence"] for f in journey["fees"] if counted.get(f["when"]["question"]) == "yes")
    return path, counted, owed


@settings(max_examples=examples(30), deadline=None)
@given(journeys())
def test_path_answers_and_fee_are_what_the_oracle_says(case):
    journey, answers = case
    found = evaluate(parse_definition(journey), answers, TODAY)
    path, counted, owed = oracle(journey, answers)
    assert [state.page.key for state in found.path] == path
    assert found.answers == counted
    assert found.fee_pence == owed


@settings(max_examples=examples(30), deadline=None)
@given(journeys())
def test_what_is_left_on_an_abandoned_branch_changes_nothing(case):
    journey, answers = case
    definition = parse_definition(journey)
    first = evaluate(definition, answers, TODAY)
    again = evaluate(definition, first.answers, TODAY)
    assert again == first


@settings(max_examples=examples(30), deadline=None)
@given(journeys())
def test_the_order_of_declaring_conditions_never_matters(case):
    journey, answers = case
    turned = copy.deepcopy(journey)
    turned["conditions"] = dict(reversed(journey["conditions"].items()))
    assert (
        evaluate(parse_definition(turned), answers, TODAY).path
        == evaluate(parse_definition(journey), answers, TODAY).path
    )


def test_what_no_card_can_be_charged_with_is_not_sent():
    """It would fail when it is sent, or worse: go out without a fee."""
    fee = {"key": "f", "label": {"en": "Bins"}, "ledger_code": "L", "vat_code": "V", "amount_pence": 5000}
    number = {"key": "how-many", "type": "number", "label": {"en": "How many?"}, "decimals": 3}
    pages = [{"key": "bins", "title": {"en": "Bins"}, "blocks": [number]}, page(1)]
    journey = parse_definition(document(pages, fees=[{**fee, "per": "how-many"}]))
    for said, code in {
        "2": "",
        "20000": "too-much-to-pay",
        "19999": "",
        "999999999999999": "too-much-to-pay",
        "0.005": "too-little-to-pay",
    }.items():
        found = evaluate(journey, {"how-many": said, "q1": "yes"}, TODAY)
        assert [(one.step, one.question, one.code) for one in found.problems] == (
            [("bins", "how-many", code)] if code else []
        ), said
        assert found.can_submit == (not code)
    # Without a number to change, it is said on the last page.
    cheap = parse_definition(document([page(0), page(1)], fees=[{**fee, "amount_pence": 20}]))
    (wrong,) = evaluate(cheap, {"q0": "no", "q1": "yes"}, TODAY).problems
    assert (wrong.step, wrong.question, wrong.code) == ("p1", "", "too-little-to-pay")


def test_a_branch_chosen_and_left_again_asks_and_charges_nothing():
    journey = document(
        [page(0), page(1, {"question": "q0", "is": "yes"}), page(2, {"question": "q1", "is": "yes"})],
        fees=[
            {
                "key": "f",
                "label": {"en": "Fee"},
                "amount_pence": 900,
                "ledger_code": "L",
                "vat_code": "V",
                "when": {"question": "q1", "is": "yes"},
            }
        ],
    )
    definition = parse_definition(journey)
    answers = {"q0": "yes", "q1": "yes", "q2": "yes"}
    assert evaluate(definition, answers, TODAY).fee_pence == 900
    left = evaluate(definition, {**answers, "q0": "no"}, TODAY)
    assert [state.page.key for state in left.path] == ["p0"]
    assert left.answers == {"q0": "no"}
    assert left.fee_pence == 0
    assert left.can_submit


def test_an_exit_page_ends_the_journey_and_cannot_be_sent():
    definition = parse_definition(
        document([page(0), page(1, {"question": "q0", "is": "yes"}, exit=True), page(2)])
    )
    stopped = evaluate(definition, {"q0": "yes", "q2": "yes"}, TODAY)
    assert stopped.exit is not None and stopped.exit.key == "p1"
    assert not stopped.can_submit
    assert [state.page.key for state in stopped.path] == ["p0", "p1"]
    assert evaluate(definition, {"q0": "no", "q2": "yes"}, TODAY).can_submit


def test_an_answer_that_is_refused_counts_for_nothing():
    definition = parse_definition(document([page(0), page(1, {"question": "q0", "answered": True})]))
    found = evaluate(definition, {"q0": "perhaps"}, TODAY)
    assert [state.page.key for state in found.path] == ["p0"]
    assert [problem.code for problem in found.problems] == ["bad-option"]


def test_conditions_named_through_thousands_of_others_end_in_no_error():
    chain = {f"c{n}": {"all": [{"condition": f"c{n + 1}"}] * 2} for n in range(3_000)}
    chain["c3000"] = {"question": "q0", "is": "yes"}
    definition = parse_definition(document([page(0), page(1, {"condition": "c0"})], conditions=chain))
    found = evaluate(definition, {"q0": "yes"}, TODAY)
    assert [state.page.key for state in found.path] == ["p0"]
