"""One automatic resident: walks through a journey page by page, as a person does, with answers of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter

from forms_engine.definition.document import Definition, Group, Question
from forms_engine.runtime.evaluate import Evaluation, PageState, evaluate
from forms_engine.runtime.facts import FOUND, NOTHING, Finding, Findings
from forms_engine.runtime.fees import NO_CARD_PAYS
from forms_engine.runtime.rehearsal.report import Defect
from forms_engine.runtime.steps import with_new_item, with_page
from forms_engine.runtime.values import Answer

MOST_STEPS = 2_000  # of one walk; fifty items of many pages have fewer

# A question, and the number of the item it is asked for (0 outside groups).
Choose = Callable[[Question, int], Answer]
# Called once a page is filled in: the page, the answers with it, and what was looked up.
Seen = Callable[[PageState, Mapping[str, Answer], Findings], None]


@dataclass
class Walk:
    """Where one walk went."""

    steps: list[str] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)
    answers: dict[str, Answer] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    evaluation: Evaluation | None = None
    defects: list[Defect] = field(default_factory=list)

    @property
    def ended(self) -> str:
        """``sent``, ``exit`` or ``stuck``."""
        if self.evaluation is None:
            return "stuck"
        if self.evaluation.exit is not None:
            return "exit"
        return "sent" if self.evaluation.can_submit else "stuck"


class Clock:
    """Evaluates, and notes how long each evaluation took and how many pages all of them came to."""

    def __init__(self, definition: Definition, today: date) -> None:
        self.definition, self.today = definition, today
        self.milliseconds: list[float] = []
        self.pages = 0
        # The first evaluation of all also works out what the definition's conditions depend on.
        evaluate(definition, {}, today)

    def evaluate(self, answers: Mapping[str, Answer], findings: Findings = NOTHING) -> Evaluation:
        """Where the answers lead."""
        start = perf_counter()
        found = evaluate(self.definition, answers, self.today, findings)
        self.milliseconds.append((perf_counter() - start) * 1000)
        self.pages += len(found.path)
        return found


def walk(clock: Clock, choose: Choose, items: Mapping[str, int], seen: Seen | None = None) -> Walk:
    """Go through the journey, each page once it is come to, until it ends.

    Args:
        choose: gives a valid answer, or None to leave the question out.
        items: how many items to add to each group (its least where it is not named).
    """
    taken = Walk()
    done: set[str] = set()
    while len(taken.steps) < MOST_STEPS:
        taken.evaluation = clock.evaluate(taken.answers, taken.findings)
        state = next((state for state in taken.evaluation.path if state.step not in done), None)
        if state is None:
            break
        if (
            state.is_list
            and state.group
            and state.items < min(items.get(state.group.key, 0), state.group.max)
        ):
            taken.answers = with_new_item(taken.answers, state.group.key, state.items)
            continue
        done.add(state.step)
        taken.steps.append(state.step)
        taken.pages.add(state.page.key)
        _fill_in(taken, state, choose, clock, seen)
        if state.page.exit:
            break
    return taken


def _fill_in(taken: Walk, state: PageState, choose: Choose, clock: Clock, seen: Seen | None) -> None:
    """Answer the page, and what its answers bring up on it, too."""
    given: dict[str, Answer] = {}
    before = taken.answers
    here: PageState | None = state
    # What is shown on the page can depend on an answer to it: look again until nothing new comes up.
    for _ in range(len(state.page.blocks) + 1):
        new = [question for question in here.questions if question.key not in given] if here else []
        if not new:
            break
        given |= {question.key: choose(question, state.item) for question in new}
        taken.answers = with_page(before, state.step, given)
        here = clock.evaluate(taken.answers, taken.findings).state_of(state.step)
    here = _look_up(taken, here, choose, clock)
    if here is None:
        taken.defects.append(
            Defect("page-lost", state.step, "This page is no longer on the path once it is answered.")
        )
        return
    for problem in here.problems:
        if problem.code in NO_CARD_PAYS:
            continue  # of amounts and numbers that were made up, and each of which will do
        taken.defects.append(
            Defect(
                "valid-refused",
                problem.question,
                f"No answer was found that this question takes: {problem.message.in_language('en')} ({problem.code}).",
            )
        )
    if seen:
        seen(here, taken.answers, taken.findings)


def _look_up(taken: Walk, here: PageState | None, choose: Choose, clock: Clock) -> PageState | None:
    """Make up what the page's look-up finds: always something, though not every fact."""
    lookup = here.page.lookup if here else None
    if here is None or lookup is None or not any(one.code == "look-up-waiting" for one in here.problems):
        return here
    asked = next(
        one for one in clock.evaluate(taken.answers, taken.findings).looked_up if one.page == here.page.key
    )
    values = {output.key: choose(output.as_question, 0) for output in lookup.outputs}
    taken.findings[here.page.key] = Finding(
        asked.inputs, FOUND, {key: value for key, value in values.items() if value is not None}
    )
    return clock.evaluate(taken.answers, taken.findings).state_of(here.step)


def group_sizes(definition: Definition) -> dict[str, tuple[int, ...]]:
    """For each group whose items are added by hand, the numbers of items worth trying."""
    return {
        group.key: tuple(
            sorted({group.min, max(group.min, 1), min(group.max, max(group.min, 2)), min(group.max, 3)})
        )
        for group in definition.groups.values()
        if not group.count
    }


def items_wanted(definition: Definition, wanted: Mapping[str, int]) -> dict[str, int]:
    """How many items to add to each group: what is wanted, within its bounds; its least, but one, where nothing is."""
    return {
        group.key: max(group.min, min(wanted.get(group.key, max(group.min, 1)), group.max))
        for group in definition.groups.values()
        if isinstance(group, Group) and not group.count
    }
