"""Answers to a page as they are sent: read, put beside the others, judged by the runtime."""

from collections.abc import Iterator, Mapping
from typing import Any

from forms_engine.definition.document import Question
from forms_engine.journeys.api.answer_schema import OBJECTS
from forms_engine.journeys.api.problems import answer_problem, pointer
from forms_engine.journeys.lookups.submissions import judged_with_look_up
from forms_engine.journeys.models import Submission
from forms_engine.runtime.evaluate import PageState
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.steps import with_page
from forms_engine.runtime.values import Answer, is_blank

Placed = tuple[Problem, str]  # what is wrong, and a JSON Pointer to it


def judged(
    submission: Submission, state: PageState, sent: Mapping[str, Any], network: str
) -> tuple[dict[str, Answer], list[Placed]]:
    """The page's new answers as they are to be kept, and what is wrong with them; with any problem, keep nothing.

    What is left out, null or empty is taken out; files that are left out stay, as they are sent and taken away on their
    own. A question that these very answers make appear may be answered along with them, and is asked for only once it
    has been shown; one that they make disappear keeps its answer, which counts for nothing.
    """
    wrong: list[Placed] = []
    here = {question.key: question for question in state.page.questions if question.type != "hidden"}
    for key in sent.keys() - here.keys():
        wrong.append(answer_problem(key, "unknown-question", key))
    asked = {question.key: question for question in state.questions if question.key in here}
    given: dict[str, Answer] = {key: None for key, question in asked.items() if question.type != "file"}
    for key in here.keys() & sent.keys():
        answer = _own_files(sent[key], state.answers.get(key)) if here[key].type == "file" else sent[key]
        given[key] = None if is_blank(answer) else answer
        wrong += _unknown_parts(here[key], answer)
    evaluation = judged_with_look_up(
        submission, state.step, with_page(submission.answers, state.step, given), network
    )
    then = evaluation.state_of(state.step) or state
    shown = {question.key for question in then.questions}
    wrong += [
        answer_problem(key, "unknown-question", key)
        for key, answer in given.items()
        if answer is not None and key not in shown and key not in asked
    ]
    wrong += [
        (found, pointer("answers", found.question))
        for found in then.problems
        if found.question in asked or found.question in sent
    ]
    return given, wrong


def _own_files(sent: Any, kept: Any) -> Any:
    """The entries kept for the files that are named; None for one that is not the answer's, which the runtime refuses."""
    if not isinstance(sent, list):
        return sent
    entries = {entry["id"]: entry for entry in kept or []}
    named = [one.get("id") if isinstance(one, dict) else one for one in sent]
    return [
        entries.get(one) if isinstance(one, str) else None for one in dict.fromkeys(map(_hashable, named))
    ]


def _hashable(value: Any) -> Any:
    return value if isinstance(value, str) else None


def _unknown_parts(question: Question, answer: Any) -> Iterator[Placed]:
    if question.type not in OBJECTS or not isinstance(answer, dict):
        return
    _, parts = OBJECTS[question.type]
    for part in answer.keys() - parts.keys():
        yield answer_problem(question.key, "unknown-part", question.key, part)
