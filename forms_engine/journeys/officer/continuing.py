"""What "Continue" says on the officer's screen. No Django here.

It judges what the officer was shown and has come to, and nothing else. It always gets somewhere: something new is asked,
or the next open question is pointed at, or something is said to be wrong that the officer sees, or the journey is at its
end. Whoever is pointed at a question, types nothing and continues is told what is missing.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from forms_engine.definition.document import Question
from forms_engine.journeys.officer.screen import ShownPage
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.problems import Problem

SeenBlocks = Mapping[str, Set[int]]


class Comes(StrEnum):
    """What there is to do now."""

    WRONG = "wrong"  # something is missing or wrong
    NEW = "new"  # something is asked that was not on the screen before
    NEXT = "next"  # the next open question
    EXIT = "exit"  # nothing can be sent: the journey ends on the page shown last
    ALL = "all"  # everything is answered


@dataclass(frozen=True, slots=True)
class Verdict:
    """``at``: the page that is to be gone on with, "" at the end. ``judged``: the pages that have been judged so far.
    ``problems``: what is wrong, by page. ``new``: the pages with something that was not there before."""

    comes: Comes
    at: str = ""
    judged: frozenset[str] = frozenset()
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    new: frozenset[str] = frozenset()


def first_look(screen: Sequence[ShownPage], evaluation: Evaluation, left_at: str = "") -> Verdict:
    """How the screen stands that is opened, or opened again: nothing on it has been judged. ``left_at`` is the page that
    somebody stopped at."""
    if evaluation.can_submit:
        return Verdict(Comes.ALL)
    stop = evaluation.first_unfinished
    if stop is not None and stop.page.exit:
        return Verdict(Comes.EXIT, stop.step)
    steps = {page.step for page in screen}
    return Verdict(Comes.NEXT, left_at if left_at in steps else stop.step if stop else "")


def go_on(
    screen: Sequence[ShownPage],
    evaluation: Evaluation,
    *,
    seen: SeenBlocks,
    typed: Set[str],
    judged: Set[str] = frozenset(),
    pointed: str = "",
) -> Verdict:
    """What comes after Continue. ``screen`` and ``evaluation`` are as the answers are now; ``seen`` what the officer had
    on the screen, ``typed`` the pages on which they changed something, ``judged`` and ``pointed`` the ``judged`` and
    ``at`` of the verdict before."""
    steps = [page.step for page in screen]
    new = [page.step for page in screen if page.step not in seen or set(page.places) - set(seen[page.step])]
    stop = evaluation.first_unfinished
    come_to = frozenset(step for step in steps if step in judged or step in typed)
    problems = _problems(screen, come_to, seen)
    is_pressed_again = not typed and stop is not None and pointed == stop.step
    if is_pressed_again and not problems and not new and stop is not None and not stop.page.exit:
        # Pointed at before, nothing typed since, and still open: now it is said what is missing.
        come_to |= {stop.step}
        problems = _problems(screen, come_to, seen)
    if problems:
        return Verdict(Comes.WRONG, next(iter(problems)), come_to, problems, frozenset(new))
    is_exit = stop is not None and stop.page.exit
    if new:
        return Verdict(Comes.EXIT if is_exit else Comes.NEW, new[0], come_to, {}, frozenset(new))
    if stop is None:
        return Verdict(Comes.ALL, "", come_to)
    return Verdict(Comes.EXIT if is_exit else Comes.NEXT, stop.step, come_to)


def _problems(
    pages: Sequence[ShownPage], judged: Set[str], seen: SeenBlocks
) -> dict[str, tuple[Problem, ...]]:
    """What is wrong with what was shown of the pages judged, in the order of the screen. What belongs to no question on
    the page is said of the page, once all of it has been shown."""
    found: dict[str, tuple[Problem, ...]] = {}
    for page in pages:
        if page.step not in judged or page.step not in seen:
            continue
        blocks = page.state.page.blocks
        shown = {
            block.key for n in seen[page.step] if n < len(blocks) and isinstance(block := blocks[n], Question)
        }
        hidden = {one.key for one in page.state.questions if one.type != "hidden"} - shown
        wrong = tuple(
            one
            for one in page.state.problems
            if one.question in shown or (one.question not in hidden and not hidden)
        )
        if wrong:
            found[page.step] = wrong
    return found
