"""The one answer to "where is this resident, and what does it cost?", from the whole answer set."""

from dataclasses import dataclass
from datetime import date

from forms_engine.definition.document import Content, Definition, FeeLine, Page, Question
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.conditions import holds
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.values import Answer, Answers, is_blank


@dataclass(frozen=True, slots=True)
class PageState:
    """One page of the path with what is shown on it and what is wrong with its answers."""

    page: Page
    blocks: tuple[Question | Content, ...]
    problems: tuple[Problem, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions shown, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Question))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Where a set of answers leads.

    ``path``: the pages shown, in order, an exit page last where one is met.
    ``answers``: only those that count (asked on the path), everything else left out.
    ``fee_lines``: what is owed; empty means no payment step.
    """

    path: tuple[PageState, ...]
    answers: dict[str, Answer]
    fee_lines: tuple[FeeLine, ...]

    @property
    def exit(self) -> Page | None:
        """The exit page this journey ends at, if it does."""
        return self.path[-1].page if self.path and self.path[-1].page.exit else None

    @property
    def first_unfinished(self) -> PageState | None:
        """The first page that still has a problem, or the exit page; None when everything can be sent."""
        return next((state for state in self.path if state.problems or state.page.exit), None)

    @property
    def can_submit(self) -> bool:
        """Whether these answers, as they are, make a request."""
        return bool(self.path) and self.first_unfinished is None

    @property
    def fee_pence(self) -> int:
        """What is owed in all, in pence."""
        return sum(line.amount_pence for line in self.fee_lines)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem on the path, in the order asked."""
        return tuple(found for state in self.path for found in state.problems)

    def state_of(self, page_key: str) -> PageState | None:
        """The page of that key, where it is on the path."""
        return next((state for state in self.path if state.page.key == page_key), None)

    def after(self, page_key: str) -> PageState | None:
        """The page that follows on the path; None after the last (check your answers comes next)."""
        keys = [state.page.key for state in self.path]
        place = keys.index(page_key) + 1
        return self.path[place] if place < len(keys) else None

    def before(self, page_key: str) -> PageState | None:
        """The page that comes before on the path; None for the first."""
        keys = [state.page.key for state in self.path]
        place = keys.index(page_key)
        return self.path[place - 1] if place else None


def evaluate(definition: Definition, answers: Answers, today: date) -> Evaluation:
    """Evaluate a journey over its whole answer set.

    An answer counts only if its question is shown by the answers that count before it, so whatever is left on
    an abandoned branch changes neither path, fee nor problems. ``today`` is the council's local date.
    """
    counted: dict[str, Answer] = {}
    path: list[PageState] = []
    for page in definition.pages:
        if page.show_when and not holds(page.show_when, definition, counted, today):
            continue
        blocks: list[Question | Content] = []
        problems: list[Problem] = []
        for block in page.blocks:
            if block.show_when and not holds(block.show_when, definition, counted, today):
                continue
            blocks.append(block)
            if isinstance(block, Question):
                answer = answers.get(block.key)
                found = check_answer(block, answer, today)
                problems += found
                if not found and not is_blank(answer):
                    counted[block.key] = answer
        path.append(PageState(page, tuple(blocks), tuple(problems)))
        if page.exit:
            break
    fee_lines = tuple(
        line
        for line in definition.fees
        if line.amount_pence and (line.when is None or holds(line.when, definition, counted, today))
    )
    return Evaluation(tuple(path), counted, fee_lines)
