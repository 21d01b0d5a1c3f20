"""The officer's screen over any journey: it never goes round in circles, never judges what nobody has seen, and comes
to the same as the page-by-page wizard."""

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from forms_engine.definition.document import Question
from forms_engine.definition.parse import parse_definition
from forms_engine.journeys.officer.continuing import Comes, first_look, go_on
from forms_engine.journeys.officer.screen import page_of, screen_of
from forms_engine.runtime.evaluate import evaluate
from forms_engine.runtime.rehearsal.goals import Planner
from forms_engine.runtime.rehearsal.wrong import wrong_answers
from forms_engine.runtime.steps import item_of, with_page
from tests.examples import examples
from tests.forms_engine.definition.strategies import definitions

TODAY = date(2026, 11, 22)


@st.composite
def callers(draw):
    """A journey, and what a caller would say to each of its questions, right or wrong; some say nothing."""
    definition = parse_definition(draw(definitions()))
    random = Random(draw(st.integers(0, 10**6)))
    planner, wrong = Planner(definition, TODAY, random), draw(st.sampled_from([0.0, 0.0, 0.15]))
    said = {}

    def answer(step, question):
        known = (step, question.key)
        if known not in said:
            valid, chance = planner.answers(question.key), random.random()
            if chance < wrong:
                said[known] = random.choice(list(wrong_answers(question, TODAY)))
            else:
                said[known] = random.choice(valid) if valid and (question.required or chance < 0.7) else None
        return said[known]

    return definition, answer, random


def seen_on(screen):
    return {page.step: frozenset(page.places) for page in screen}


def typed_by(screen, answers, answer, random, *, share):
    """What the officer writes down on the screen: the answers to some of the open questions on it."""
    typed = set()
    for page in screen:
        given = {
            block.key: answer(page.step, block)
            for block in page.state.blocks
            if isinstance(block, Question) and block.type != "hidden" and random.random() < share
        }
        if page.state.page.exit:
            break
        if any(value != page.state.answers.get(key) for key, value in given.items()):
            typed.add(page.step)
            answers = with_page(answers, page.step, given)
    return typed, answers


def on_one_screen(definition, answer, random, *, share=1.0, answers=None):
    """Continue until the end or until nothing that the caller says helps; answers every verdict with its screen."""
    answers = {} if answers is None else answers
    evaluation = evaluate(definition, answers, TODAY)
    screen = screen_of(definition, evaluation)
    verdict, met = first_look(screen, evaluation), []
    for _ in range(200):
        seen, judged, pointed = seen_on(screen), verdict.judged, verdict.at
        typed, answers = typed_by(screen, answers, answer, random, share=share)
        evaluation = evaluate(definition, answers, TODAY)
        screen = screen_of(definition, evaluation)
        verdict = go_on(screen, evaluation, seen=seen, typed=typed, judged=judged, pointed=pointed)
        met.append((verdict, screen, seen, typed, evaluation))
        if verdict.comes in {Comes.ALL, Comes.EXIT} or (verdict.comes == Comes.WRONG and not typed):
            return met, answers
    raise AssertionError("it goes round in circles")


def by_the_page(definition, answer):
    """The same caller through the wizard, a page at a time; None where a page cannot be passed."""
    answers = {}
    for _ in range(300):
        evaluation = evaluate(definition, answers, TODAY)
        passed = 0
        for state in evaluation.path:
            if state.page.exit:
                return evaluation
            given = {
                question.key: answer(state.step, question)
                for question in state.questions
                if question.type != "hidden"
            }
            if any(value != state.answers.get(key) for key, value in given.items()):
                answers = with_page(answers, state.step, given)
                break
            if state.problems:
                return evaluation
            passed += 1
        if passed == len(evaluation.path):
            return evaluation
    raise AssertionError("the wizard goes round in circles")


@settings(max_examples=examples(60), deadline=None)
@given(callers(), st.sampled_from([1.0, 0.6, 0.3]))
def test_every_continue_gets_somewhere(caller, share):
    definition, answer, random = caller
    met, _answers = on_one_screen(definition, answer, random, share=share)
    before = None
    for verdict, screen, seen, typed, evaluation in met:
        on_screen = {page.step: page for page in screen}
        match verdict.comes:
            case Comes.WRONG:
                assert verdict.problems
            case Comes.NEW:
                page = on_screen[verdict.at]
                assert verdict.at not in seen or set(page.places) - seen[verdict.at]
            case Comes.NEXT:
                assert verdict.at in seen and on_screen[verdict.at].state.problems
                assert typed or before != verdict.at, "pointed at the same question twice"
            case Comes.EXIT:
                assert screen[-1].state.page.exit and evaluation.exit
            case Comes.ALL:
                assert evaluation.can_submit
        before = verdict.at


@settings(max_examples=examples(60), deadline=None)
@given(callers(), st.sampled_from([1.0, 0.5]))
def test_only_what_was_seen_and_come_to_is_judged_and_it_can_be_put_right_there(caller, share):
    definition, answer, random = caller
    met, _answers = on_one_screen(definition, answer, random, share=share)
    pointed = ""
    touched = set()
    for verdict, screen, seen, typed, _evaluation in met:
        touched |= typed
        on_screen = {page.step: page for page in screen}
        for step, problems in verdict.problems.items():
            assert step in touched or step == pointed or step in verdict.judged
            asked = {
                block.key
                for place, block in enumerate(on_screen[step].state.page.blocks)
                if isinstance(block, Question) and place in seen[step]
            }
            for problem in problems:
                here = {question.key for question in on_screen[step].state.questions}
                assert problem.question in asked or problem.question not in here or problem.question == ""
        pointed = verdict.at


@settings(max_examples=examples(60), deadline=None)
@given(callers())
def test_it_comes_to_the_same_as_the_wizard(caller):
    definition, answer, random = caller
    wizard = by_the_page(definition, answer)
    met, _answers = on_one_screen(definition, answer, random)
    verdict, _screen, _seen, _typed, officer = met[-1]
    stop = wizard.first_unfinished
    if stop is not None and not stop.page.exit:
        # Nobody gets on there, on either way.
        assert verdict.comes == Comes.WRONG and not officer.can_submit
        return
    assert officer.can_submit == wizard.can_submit and (verdict.comes == Comes.ALL) == wizard.can_submit
    assert officer.answers == wizard.answers
    assert [state.step for state in officer.path] == [state.step for state in wizard.path]
    assert officer.fee_lines == wizard.fee_lines and officer.routes == wizard.routes


@settings(max_examples=examples(40), deadline=None)
@given(callers(), st.sampled_from([0.5, 0.2]))
def test_half_done_answers_of_somebody_else_can_be_gone_on_with_from_any_state(caller, share):
    definition, answer, random = caller
    _met, halfway = on_one_screen(definition, answer, random, share=share)
    met, _answers = on_one_screen(definition, answer, random, answers=halfway)
    assert met[-1][0].comes in {Comes.ALL, Comes.EXIT, Comes.WRONG}


@settings(max_examples=examples(20), deadline=None)
@given(callers())
def test_a_page_is_found_by_its_step(caller):
    definition, answer, random = caller
    met, _answers = on_one_screen(definition, answer, random)
    for page in met[-1][1]:
        if page.state.is_list:
            assert page_of(definition, page.step) is None
            continue
        found, group, item = page_of(definition, page.step)
        assert found.key == page.state.page.key
        assert (group, item) == (item_of(page.step) or ("", 0))
    assert page_of(definition, "no-such/page") is None
